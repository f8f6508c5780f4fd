/** Menus: what is in them, in which order and below what, and where the theme shows them. */
import { Button, CheckboxControl, Modal, SelectControl, TextControl, ToggleControl } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { everyPage, send, told, useCollection, useItem } from '../api/requests';
import { can } from '../boot';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { go, usePlace } from '../frame/router';
import { Screen } from '../frame/Screen';
import { useUnsaved } from '../frame/unsaved';
import { AppearanceNav } from './Appearance';
import { MenuAdding } from './MenuAdding';
import { MenuOrdering } from './MenuOrdering';
import { arranged, parentOf, type Row } from './menuRows';
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

function rowOf( item: Item, depth: number ): Row {
	return {
		key: String( item.id ), id: item.id, title: item.title.raw, original: plain( item.title.rendered ), kind: item.type,
		object: item.object, objectId: item.object_id, label: item.type_label, url: item.url, target: item.target,
		classes: item.classes.join( ' ' ).trim(), depth, invalid: item.invalid,
	};
}

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
	/** What is stored, without which nothing can be: what was stored half would be stored twice. */
	const take = () => load( menu.id ).then( ( found ) => {
		setBefore( found );
		setRows( found );
		setRefusal( '' );
	}, ( error ) => {
		setBefore( undefined );
		setRefusal( told( error ) );
	} );
	useEffect( () => void take(), [ menu.id ] );
	const dirty = ( !! before && rows !== before ) || JSON.stringify( draft ) !== JSON.stringify( menu );
	useUnsaved( dirty );
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
		await take();
		setBusy( false );
	};
	const remove = async () => {
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
			{ before && <MenuAdding add={ add } /> }
			<section className="card">
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name of the menu' ) } value={ draft.name } onChange={ ( name ) => setDraft( { ...draft, name } ) } />
				<Refused by={ { refusal, reload: () => void take() } } />
				{ before && ! rows.length && <p>{ __( 'It is empty. Add pages, posts, categories or links; then order them by dragging, or with the arrow keys on their handles.' ) }</p> }
				{ before && <MenuOrdering rows={ rows } set={ setRows } /> }
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
					<Button __next40pxDefaultSize variant="primary" isBusy={ busy } disabled={ busy || ! before || ! dirty || ! draft.name.trim() } accessibleWhenDisabled onClick={ () => void save() }>{ __( 'Save menu' ) }</Button>
				</p>
			</section>
			{ deletes && (
				<Modal title={ __( 'Delete this menu?' ) } onRequestClose={ () => setDeletes( false ) } size="small">
					<Confirm label={ __( 'Delete' ) } close={ () => setDeletes( false ) } confirm={ () => void remove() }>
						<p>{ __( 'What it leads to stays. This cannot be undone.' ) }</p>
					</Confirm>
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
			<Refused by={ { refusal: menus.refusal || places.refusal, reload } } />
			{ ! menus.isLoading && ! menus.refusal && ! menus.items.length && <p>{ __( 'A menu is a list of links that the theme shows at the head or foot of each page. Name your first one.' ) }</p> }
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
