/** Menus: what is in them, in which order and below what, and where the theme shows them. */
import { Button, CheckboxControl, Modal, Notice, SearchControl, SelectControl, TextControl, ToggleControl } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { arrowDown, arrowLeft, arrowRight, arrowUp, dragHandle, pencil, trash } from '@wordpress/icons';
import { everyPage, send, told, useCollection, useItem } from '../api/requests';
import { can } from '../boot';
import { say, warn } from '../frame/notices';
import { go, usePlace } from '../frame/router';
import { Screen } from '../frame/Screen';
import { AppearanceNav } from './Appearance';
import { arranged, endOf, moved, parentOf, placed, removed, type Move, type Row } from './menuRows';
import { plain } from './types';

interface Menu {
	id: number;
	name: string;
	locations: string[];
	auto_add: boolean;
}

interface Item {
	id: number;
	title: { raw: string; rendered: string };
	type: string;
	type_label: string;
	object: string;
	object_id: number;
	parent: number;
	url: string;
	target: string;
	classes: string[];
	invalid: boolean;
}

type Locations = Record< string, { name: string; description: string; menu: number } >;

const ITEMS = '/wp/v2/menu-items';
const INDENT = 28;
let fresh = 0;

function rowOf( item: Item, depth: number ): Row {
	return {
		key: String( item.id ), id: item.id, title: item.title.raw, original: plain( item.title.rendered ), kind: item.type,
		object: item.object, objectId: item.object_id, label: item.type_label, url: item.url, target: item.target,
		classes: item.classes.join( ' ' ).trim(), depth, invalid: item.invalid,
	};
}

function newRow( part: Partial< Row > ): Row {
	return {
		key: `new-${ ++fresh }`, id: 0, title: '', original: '', kind: 'custom', object: 'custom', objectId: 0,
		label: __( 'Link' ), url: '', target: '', classes: '', depth: 0, invalid: false, ...part,
	};
}

// Adding.

interface Addable {
	id: number;
	name?: string;
	title?: { rendered: string };
}

function AddFrom( props: { title: string; path: string; query?: object; kind: string; object: string; add: ( rows: Row[] ) => void } ) {
	const [ words, setWords ] = useState( '' );
	const [ chosen, setChosen ] = useState< Addable[] >( [] );
	const found = useCollection< Addable >( props.path, {
		per_page: 10, _fields: 'id,name,title', ...props.query, ...( words ? { search: words } : {} ),
	} );
	const called = ( one: Addable ) => plain( one.title?.rendered ?? one.name ?? '' ) || __( '(no title)' );
	const toggle = ( one: Addable, on: boolean ) => setChosen( on ? [ ...chosen, one ] : chosen.filter( ( other ) => other.id !== one.id ) );
	const add = () => {
		props.add( chosen.map( ( one ) => newRow( { original: called( one ), kind: props.kind, object: props.object, objectId: one.id, label: props.title } ) ) );
		setChosen( [] );
	};
	return (
		<details className="add">
			<summary>{ props.title }</summary>
			<div className="add__body">
				<SearchControl __nextHasNoMarginBottom label={ sprintf( __( 'Search: %s' ), props.title ) } value={ words } onChange={ setWords } />
				{ ! found.isLoading && ! found.items.length && <p>{ __( 'Nothing like that.' ) }</p> }
				{ found.items.map( ( one ) => (
					<CheckboxControl key={ one.id } __nextHasNoMarginBottom label={ called( one ) } checked={ chosen.some( ( other ) => other.id === one.id ) } onChange={ ( on ) => toggle( one, on ) } />
				) ) }
				<Button __next40pxDefaultSize variant="secondary" disabled={ ! chosen.length } accessibleWhenDisabled onClick={ add }>{ __( 'Add to menu' ) }</Button>
			</div>
		</details>
	);
}

function AddLink( { add }: { add: ( rows: Row[] ) => void } ) {
	const [ url, setUrl ] = useState( '' );
	const [ title, setTitle ] = useState( '' );
	return (
		<details className="add">
			<summary>{ __( 'Link' ) }</summary>
			<form className="add__body" onSubmit={ ( event ) => {
				event.preventDefault();
				add( [ newRow( { url, title } ) ] );
				setUrl( '' );
				setTitle( '' );
			} }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Address' ) } placeholder="https://" value={ url } onChange={ setUrl } />
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Label' ) } value={ title } onChange={ setTitle } />
				<Button __next40pxDefaultSize type="submit" variant="secondary">{ __( 'Add to menu' ) }</Button>
			</form>
		</details>
	);
}

// One row.

function Details( { row, change, close }: { row: Row; change: ( row: Row ) => void; close: () => void } ) {
	const [ draft, setDraft ] = useState( row );
	return (
		<Modal title={ row.title || row.original } onRequestClose={ close } size="medium">
			<form className="term-form" onSubmit={ ( event ) => {
				event.preventDefault();
				change( draft );
				close();
			} }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Label' ) } placeholder={ row.original } value={ draft.title } onChange={ ( title ) => setDraft( { ...draft, title } ) } />
				{ row.kind === 'custom' && (
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Address' ) } value={ draft.url } onChange={ ( url ) => setDraft( { ...draft, url } ) } />
				) }
				<ToggleControl __nextHasNoMarginBottom label={ __( 'Open in a new tab' ) } checked={ draft.target === '_blank' } onChange={ ( on ) => setDraft( { ...draft, target: on ? '_blank' : '' } ) } />
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'CSS classes' ) } value={ draft.classes } onChange={ ( classes ) => setDraft( { ...draft, classes } ) } />
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
					<Button __next40pxDefaultSize type="submit" variant="primary">{ __( 'Done' ) }</Button>
				</p>
			</form>
		</Modal>
	);
}

const KEYS: Record< string, Move > = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

interface Mark {
	target: number;
	depth: number;
}

function Rows( { rows, set }: { rows: Row[]; set: ( rows: Row[] ) => void } ) {
	const list = useRef< HTMLUListElement >( null );
	const [ edited, setEdited ] = useState< string >();
	const [ dragged, setDragged ] = useState< number >();
	const [ mark, setMark ] = useState< Mark >();
	const focus = useRef< string >();
	useEffect( () => {
		// The row that was moved is another element now; the hand stays on it.
		if ( focus.current ) {
			list.current?.querySelector< HTMLElement >( `[data-key="${ focus.current }"] .menu-row__handle` )?.focus();
			focus.current = undefined;
		}
	}, [ rows ] );
	const step = ( at: number, move: Move ) => {
		const next = moved( rows, at, move );
		if ( next === rows ) {
			return;
		}
		const row = rows[ at ]!;
		focus.current = row.key;
		set( next );
		const place = next.findIndex( ( one ) => one.key === row.key );
		const above = parentOf( next, place );
		speak( above
			? sprintf( __( '%1$s is number %2$d, below %3$s.' ), row.title || row.original, place + 1, above.title || above.original )
			: sprintf( __( '%1$s is number %2$d.' ), row.title || row.original, place + 1 ) );
	};
	const over = ( event: React.DragEvent, at: number ) => {
		if ( dragged === undefined ) {
			return;
		}
		event.preventDefault();
		const box = event.currentTarget.getBoundingClientRect();
		const inward = ( event.clientX - ( list.current?.getBoundingClientRect().left ?? 0 ) ) / INDENT;
		const depth = document.dir === 'rtl' ? rows[ at ]!.depth : Math.max( 0, Math.floor( inward ) - 1 );
		setMark( { target: event.clientY > box.top + box.height / 2 ? at + 1 : at, depth } );
	};
	const drop = ( event: React.DragEvent ) => {
		event.preventDefault();
		if ( dragged !== undefined && mark ) {
			set( placed( rows, dragged, mark.target, mark.depth ) );
		}
		setDragged( undefined );
		setMark( undefined );
	};
	const marked = ( at: number ) => ( mark?.target === at ? ' is-target' : '' ) + ( mark?.target === rows.length && at === rows.length - 1 ? ' is-last-target' : '' );
	return (
		<ul className="menu-rows" ref={ list } onDrop={ drop } onDragOver={ ( event ) => event.preventDefault() }>
			{ rows.map( ( row, at ) => (
				<li
					key={ row.key } data-key={ row.key } draggable
					className={ `menu-row${ marked( at ) }${ dragged !== undefined && at >= dragged && at < endOf( rows, dragged ) ? ' is-dragged' : '' }` }
					style={ { marginInlineStart: row.depth * INDENT } }
					onDragStart={ ( event ) => {
						event.dataTransfer.setData( 'text/plain', row.key );
						event.dataTransfer.effectAllowed = 'move';
						setDragged( at );
					} }
					onDragOver={ ( event ) => over( event, at ) }
					onDragEnd={ () => ( setDragged( undefined ), setMark( undefined ) ) }
				>
					<Button
						className="menu-row__handle" icon={ dragHandle } size="compact"
						label={ sprintf( __( 'Move %s with the arrow keys' ), row.title || row.original ) }
						onKeyDown={ ( event: React.KeyboardEvent ) => {
							const pressed = document.dir === 'rtl' ? event.key.replace( /Left|Right/, ( side ) => side === 'Left' ? 'Right' : 'Left' ) : event.key;
							if ( KEYS[ pressed ] ) {
								event.preventDefault();
								step( at, KEYS[ pressed ] );
							}
						} }
					/>
					<span className="menu-row__name">
						<strong>{ row.title || row.original || row.url }</strong> <small>{ row.label }</small>
						{ row.invalid && <span className="status is-pending">{ __( 'Leads nowhere' ) }</span> }
					</span>
					<span className="menu-row__buttons">
						<Button size="compact" icon={ arrowUp } label={ __( 'Up' ) } disabled={ at === 0 } accessibleWhenDisabled onClick={ () => step( at, 'up' ) } />
						<Button size="compact" icon={ arrowDown } label={ __( 'Down' ) } disabled={ endOf( rows, at ) >= rows.length } accessibleWhenDisabled onClick={ () => step( at, 'down' ) } />
						<Button size="compact" icon={ document.dir === 'rtl' ? arrowRight : arrowLeft } label={ __( 'One level out' ) } disabled={ row.depth === 0 } accessibleWhenDisabled onClick={ () => step( at, 'out' ) } />
						<Button size="compact" icon={ document.dir === 'rtl' ? arrowLeft : arrowRight } label={ __( 'One level in' ) } disabled={ at === 0 || row.depth > rows[ at - 1 ]!.depth } accessibleWhenDisabled onClick={ () => step( at, 'in' ) } />
						<Button size="compact" icon={ pencil } label={ __( 'Edit' ) } onClick={ () => setEdited( row.key ) } />
						<Button size="compact" icon={ trash } label={ __( 'Take out' ) } onClick={ () => set( removed( rows, at ) ) } />
					</span>
					{ edited === row.key && (
						<Details row={ row } close={ () => setEdited( undefined ) } change={ ( next ) => set( rows.map( ( one ) => one.key === next.key ? next : one ) ) } />
					) }
				</li>
			) ) }
		</ul>
	);
}

// One menu.

/** What of a row is stored, as it is sent. */
function sent( rows: Row[], at: number, menu: number, ids: Map< string, number > ): object {
	const row = rows[ at ]!;
	const above = parentOf( rows, at );
	return {
		menus: menu, type: row.kind, object: row.object, object_id: row.objectId, title: row.title,
		...( row.kind === 'custom' ? { url: row.url } : {} ), target: row.target,
		classes: row.classes.split( /\s+/ ).filter( Boolean ), menu_order: at + 1, status: 'publish',
		parent: above ? ids.get( above.key ) ?? 0 : 0,
	};
}

async function store( menu: number, before: Row[], rows: Row[] ): Promise< void > {
	const ids = new Map< string, number >( rows.filter( ( row ) => row.id ).map( ( row ) => [ row.key, row.id ] ) );
	const old = new Map( before.map( ( row, at ) => [ row.key, JSON.stringify( sent( before, at, menu, ids ) ) ] ) );
	for ( const [ at, row ] of rows.entries() ) {
		const data = sent( rows, at, menu, ids );
		if ( ! row.id ) {
			ids.set( row.key, ( await send< Item >( 'POST', ITEMS, data ) ).id );
		} else if ( old.get( row.key ) !== JSON.stringify( data ) ) {
			await send( 'PUT', `${ ITEMS }/${ row.id }`, data );
		}
	}
	for ( const gone of before.filter( ( row ) => ! rows.some( ( one ) => one.key === row.key ) ) ) {
		await send( 'DELETE', `${ ITEMS }/${ gone.id }?force=true` );
	}
}

async function load( menu: number ): Promise< Row[] > {
	const items = await everyPage< Item >( ITEMS, { menus: menu, context: 'edit', orderby: 'menu_order', order: 'asc' } );
	return arranged( items ).map( ( { item, depth } ) => rowOf( item, depth ) );
}

function Editing( { menu, locations, changed }: { menu: Menu; locations: Locations; changed: () => void } ) {
	const [ before, setBefore ] = useState< Row[] >();
	const [ rows, setRows ] = useState< Row[] >( [] );
	const [ draft, setDraft ] = useState( menu );
	const [ busy, setBusy ] = useState( false );
	const [ refusal, setRefusal ] = useState( '' );
	const [ deletes, setDeletes ] = useState( false );
	const take = ( found: Row[] ) => ( setBefore( found ), setRows( found ) );
	useEffect( () => {
		load( menu.id ).then( take, ( error ) => setRefusal( told( error ) ) );
	}, [ menu.id ] );
	const dirty = rows !== before || JSON.stringify( draft ) !== JSON.stringify( menu );
	useEffect( () => {
		if ( ! dirty ) {
			return;
		}
		const hold = ( event: BeforeUnloadEvent ) => event.preventDefault();
		window.addEventListener( 'beforeunload', hold );
		return () => window.removeEventListener( 'beforeunload', hold );
	}, [ dirty ] );
	const save = async () => {
		setBusy( true );
		try {
			await store( menu.id, before ?? [], rows );
			const { name, locations: places, auto_add } = draft;
			await send( 'PUT', `/wp/v2/menus/${ menu.id }`, { name, locations: places, auto_add } );
			say( __( 'Saved.' ) );
			changed();
		} catch ( error ) {
			warn( told( error ) );
		}
		await load( menu.id ).then( take, () => undefined );
		setBusy( false );
	};
	const remove = async () => {
		setDeletes( false );
		try {
			await send( 'DELETE', `/wp/v2/menus/${ menu.id }?force=true` );
			say( __( 'Deleted.' ) );
			go( 'nav-menus.php', { replace: true } );
			changed();
		} catch ( error ) {
			warn( told( error ) );
		}
	};
	const add = ( more: Row[] ) => {
		setRows( [ ...rows, ...more ] );
		speak( sprintf( _n( '%d added.', '%d added.', more.length ), more.length ) );
	};
	const place = ( name: string, on: boolean ) => setDraft( {
		...draft, locations: on ? [ ...draft.locations, name ] : draft.locations.filter( ( one ) => one !== name ),
	} );
	const places = Object.values( locations );
	return (
		<div className="menu-editor">
			{ /* What is added before the menu has come would be gone then. */ }
			{ before && (
				<section className="menu-editor__add" aria-label={ __( 'Add to menu' ) }>
					<AddFrom title={ __( 'Pages' ) } path="/wp/v2/pages" query={ { orderby: 'title', order: 'asc' } } kind="post_type" object="page" add={ add } />
					<AddFrom title={ __( 'Posts' ) } path="/wp/v2/posts" kind="post_type" object="post" add={ add } />
					<AddLink add={ add } />
					<AddFrom title={ __( 'Categories' ) } path="/wp/v2/categories" kind="taxonomy" object="category" add={ add } />
					<AddFrom title={ __( 'Tags' ) } path="/wp/v2/tags" kind="taxonomy" object="post_tag" add={ add } />
				</section>
			) }
			<section className="card">
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name of the menu' ) } value={ draft.name } onChange={ ( name ) => setDraft( { ...draft, name } ) } />
				{ refusal && <Notice status="error" isDismissible={ false }>{ refusal }</Notice> }
				{ before && ! rows.length && <p>{ __( 'It is empty. Add pages, posts, categories or links; then order them by dragging, or with the arrow keys on their handles.' ) }</p> }
				<Rows rows={ rows } set={ setRows } />
				<fieldset className="choices">
					<legend>{ __( 'Where it is shown' ) }</legend>
					{ ! places.length && <p>{ __( 'The theme in use has no places for menus.' ) }</p> }
					{ places.map( ( one ) => (
						<CheckboxControl key={ one.name } __nextHasNoMarginBottom label={ one.description } checked={ draft.locations.includes( one.name ) } onChange={ ( on ) => place( one.name, on ) } />
					) ) }
				</fieldset>
				<ToggleControl __nextHasNoMarginBottom label={ __( 'New pages of the top level join it' ) } checked={ draft.auto_add } onChange={ ( auto_add ) => setDraft( { ...draft, auto_add } ) } />
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" isDestructive onClick={ () => setDeletes( true ) }>{ __( 'Delete menu' ) }</Button>
					<Button __next40pxDefaultSize variant="primary" isBusy={ busy } disabled={ busy || ! dirty || ! draft.name.trim() } accessibleWhenDisabled onClick={ () => void save() }>{ __( 'Save menu' ) }</Button>
				</p>
			</section>
			{ deletes && (
				<Modal title={ __( 'Delete this menu?' ) } onRequestClose={ () => setDeletes( false ) } size="small">
					<p>{ __( 'What it leads to stays. This cannot be undone.' ) }</p>
					<p className="modal-actions">
						<Button __next40pxDefaultSize variant="tertiary" onClick={ () => setDeletes( false ) }>{ __( 'Cancel' ) }</Button>
						<Button __next40pxDefaultSize variant="primary" isDestructive onClick={ () => void remove() }>{ __( 'Delete' ) }</Button>
					</p>
				</Modal>
			) }
		</div>
	);
}

function NewMenu( { made }: { made: ( menu: Menu ) => void } ) {
	const [ name, setName ] = useState( '' );
	const add = async ( event: React.FormEvent ) => {
		event.preventDefault();
		try {
			const menu = await send< Menu >( 'POST', '/wp/v2/menus', { name } );
			setName( '' );
			made( menu );
		} catch ( error ) {
			warn( told( error ) );
		}
	};
	return (
		<form className="inline-form" onSubmit={ add }>
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name of a new menu' ) } value={ name } onChange={ setName } />
			<Button __next40pxDefaultSize type="submit" variant="secondary" disabled={ ! name.trim() } accessibleWhenDisabled>{ __( 'Make it' ) }</Button>
		</form>
	);
}

export function Menus() {
	const { query } = usePlace();
	const menus = useCollection< Menu >( '/wp/v2/menus', { context: 'edit', per_page: 100 } );
	const places = useItem< Locations >( '/wp/v2/menu-locations' );
	const asked = Number( query.get( 'menu' ) );
	const shown = menus.items.find( ( one ) => one.id === asked ) ?? menus.items[ 0 ];
	const open = ( id: number ) => go( `nav-menus.php?menu=${ id }` );
	const reload = () => ( menus.reload(), places.reload() );
	return (
		<Screen title={ __( 'Menus' ) } wide>
			<AppearanceNav current="nav-menus.php" />
			{ ( menus.refusal || places.refusal ) && <Notice status="error" isDismissible={ false }>{ menus.refusal || places.refusal }</Notice> }
			{ ! menus.isLoading && ! menus.items.length && <p>{ __( 'A menu is a list of links that the theme shows at the head or foot of each page. Name your first one.' ) }</p> }
			<div className="menu-choice">
				{ menus.items.length > 1 && (
					<SelectControl
						__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Menu to edit' ) } value={ String( shown?.id ?? '' ) } onChange={ ( id ) => open( Number( id ) ) }
						options={ menus.items.map( ( one ) => ( { label: plain( one.name ), value: String( one.id ) } ) ) }
					/>
				) }
				{ can( 'edit_theme_options' ) && <NewMenu made={ ( menu ) => ( reload(), open( menu.id ) ) } /> }
			</div>
			{ shown && places.item && <Editing key={ shown.id } menu={ { ...shown, name: plain( shown.name ) } } locations={ Array.isArray( places.item ) ? {} : places.item } changed={ reload } /> }
		</Screen>
	);
}
