/** Widgets: what stands in the sidebars of the theme, in which order, and what is kept for later. */
import { Button, DropdownMenu, MenuGroup, MenuItem, Modal, Spinner } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { arrowDown, arrowUp, dragHandle, moreVertical, pencil, plus } from '@wordpress/icons';
import { send, told, useCollection, useItem } from '../api/requests';
import { adminUrl } from '../boot';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { Screen } from '../frame/Screen';
import { AppearanceNav } from './Appearance';
import { BlocksOf, Choosing, FormOf, type Edited } from './WidgetDialogs';
import { INACTIVE, called, placeOf, put, says, stepped, type Kind, type Places, type Sidebar, type Widget, type WidgetType } from './widgetKinds';

const WIDGETS = '/wp/v2/widgets';

/** Put the widgets of every sidebar that changed where they stand now: those that gain some before those that lose them. */
async function arrange( before: Places, now: Places ): Promise< void > {
	const changed = Object.keys( now ).filter( ( name ) => now[ name ]!.join() !== before[ name ]?.join() );
	const gains = ( name: string ) => now[ name ]!.length - ( before[ name ]?.length ?? 0 );
	for ( const name of changed.sort( ( one, other ) => gains( other ) - gains( one ) ) ) {
		await send( 'POST', `/wp/v2/sidebars/${ name }`, { widgets: now[ name ] } );
	}
}

/** The arrangement as it is seen, stored as soon as the one before is; what changes meanwhile is stored as one. */
function useArrangement( sidebars: Sidebar[], failed: () => void ) {
	const [ places, setPlaces ] = useState< Places >( {} );
	const stored = useRef< Places >( {} );
	const wanted = useRef< Places >( {} );
	const running = useRef( false );
	const take = ( next: Places ) => {
		wanted.current = next;
		setPlaces( next );
	};
	useEffect( () => {
		if ( ! running.current ) {
			stored.current = Object.fromEntries( sidebars.map( ( one ) => [ one.id, one.widgets ] ) );
			take( stored.current );
		}
	}, [ sidebars ] );
	const store = async () => {
		if ( running.current ) {
			return;
		}
		running.current = true;
		try {
			while ( stored.current !== wanted.current ) {
				const next = wanted.current;
				await arrange( stored.current, next );
				stored.current = next;
			}
		} catch ( error ) {
			warn( told( error ) );
			failed();
		}
		running.current = false;
	};
	return {
		places,
		set: ( next: Places ) => {
			take( next );
			void store();
		},
	};
}

interface Acting {
	names: Map< string, string >;
	step: ( id: string, down: boolean ) => void;
	move: ( id: string, place: string ) => void;
	edit: ( widget: Widget ) => void;
	remove: ( widget: Widget ) => void;
}

function Row( { widget, title, place, first, last, acting }: { widget: Widget; title: string; place: string; first: boolean; last: boolean; acting: Acting } ) {
	const { names, step, move } = acting;
	return (
		<>
			<Button
				className="menu-row__handle" icon={ dragHandle } size="compact" label={ sprintf( __( 'Move %s with the arrow keys' ), title ) }
				onKeyDown={ ( event: React.KeyboardEvent ) => {
					if ( event.key === 'ArrowUp' || event.key === 'ArrowDown' ) {
						event.preventDefault();
						step( widget.id, event.key === 'ArrowDown' );
					}
				} }
			/>
			<span className="menu-row__name">
				<strong>{ title }</strong>
				<span className="widget-says">{ says( widget ) }</span>
			</span>
			<span className="menu-row__buttons">
				<Button size="compact" icon={ arrowUp } label={ __( 'Up' ) } disabled={ first } accessibleWhenDisabled onClick={ () => step( widget.id, false ) } />
				<Button size="compact" icon={ arrowDown } label={ __( 'Down' ) } disabled={ last } accessibleWhenDisabled onClick={ () => step( widget.id, true ) } />
				<Button size="compact" icon={ pencil } label={ sprintf( __( 'Edit: %s' ), title ) } onClick={ () => acting.edit( widget ) } />
				<DropdownMenu icon={ moreVertical } label={ sprintf( __( 'More for: %s' ), title ) } toggleProps={ { size: 'compact' } }>
					{ ( { onClose } ) => (
						<>
							<MenuGroup label={ __( 'Move to' ) }>
								{ [ ...names ].filter( ( [ id ] ) => id !== place ).map( ( [ id, name ] ) => (
									<MenuItem key={ id } onClick={ () => ( onClose(), move( widget.id, id ) ) }>{ name }</MenuItem>
								) ) }
							</MenuGroup>
							<MenuGroup>
								<MenuItem isDestructive onClick={ () => ( onClose(), acting.remove( widget ) ) }>{ __( 'Delete for good' ) }</MenuItem>
							</MenuGroup>
						</>
					) }
				</DropdownMenu>
			</span>
		</>
	);
}

interface Mark {
	place: string;
	index: number;
}

function Arranging( { sidebars, widgets, types, reload }: { sidebars: Sidebar[]; widgets: Widget[]; types: WidgetType[]; reload: () => void } ) {
	// Those of the theme in its order, and below them what is kept for later.
	const order = [ ...sidebars.filter( ( one ) => one.id !== INACTIVE ), ...sidebars.filter( ( one ) => one.id === INACTIVE ) ];
	const { places, set } = useArrangement( sidebars, reload );
	const known = new Map( widgets.map( ( one ) => [ one.id, one ] ) );
	const names = new Map( order.map( ( one ) => [ one.id, one.id === INACTIVE ? __( 'Inactive widgets' ) : plainName( one ) ] ) );
	const [ adding, setAdding ] = useState< string >();
	const [ edited, setEdited ] = useState< Edited >();
	const [ deleted, setDeleted ] = useState< Widget >();
	const [ dragged, setDragged ] = useState< string >();
	const [ mark, setMark ] = useState< Mark >();
	const room = useRef< HTMLDivElement >( null );
	const focus = useRef< string >();
	useEffect( () => {
		if ( focus.current ) {
			const handle = room.current?.querySelector< HTMLElement >( `[data-widget="${ focus.current }"] .menu-row__handle` );
			handle?.focus();
			focus.current = handle ? undefined : focus.current;
		}
	}, [ places, widgets ] );
	const title = ( id: string ) => {
		const widget = known.get( id );
		return widget ? called( widget, types ) : id;
	};
	const arranged = ( id: string, next: Places ) => {
		if ( next === places ) {
			return;
		}
		focus.current = id;
		set( next );
		const place = placeOf( next, id );
		speak( sprintf( __( '%1$s is number %2$d in %3$s.' ), title( id ), next[ place ]!.indexOf( id ) + 1, names.get( place ) ?? place ) );
	};
	const acting: Acting = {
		names,
		step: ( id, down ) => arranged( id, stepped( places, order.map( ( one ) => one.id ), id, down ) ),
		move: ( id, place ) => {
			arranged( id, put( places, id, place, places[ place ]!.length ) );
			say( sprintf( __( '%1$s stands in %2$s now.' ), title( id ), names.get( place ) ?? place ), () => set( places ) );
		},
		edit: ( widget ) => setEdited( { title: title( widget.id ), sidebar: widget.sidebar, widget, content: widget.id_base === 'block' ? widget.instance?.raw?.content ?? '' : undefined, type: widget.id_base } ),
		remove: setDeleted,
	};
	const choose = ( kind: Kind ) => {
		const sidebar = adding!;
		setAdding( undefined );
		if ( kind.empty ) {
			setEdited( { title: kind.label, sidebar, content: kind.content, type: kind.type ?? 'block' } );
		} else {
			void keep( { title: kind.label, sidebar, type: 'block' }, () => blocks( sidebar, undefined, [ kind.content! ] ) );
		}
	};
	/** Each block is a widget: the first stays the one it was, those that came after it are new ones behind it. */
	const blocks = async ( sidebar: string, widget: Widget | undefined, contents: string[] ) => {
		const made: string[] = [];
		for ( const [ at, content ] of contents.entries() ) {
			const data = { instance: { raw: { content } } };
			const kept = at === 0 && widget
				? await send< Widget >( 'PUT', `${ WIDGETS }/${ widget.id }`, data )
				: await send< Widget >( 'POST', WIDGETS, { id_base: 'block', sidebar, ...data } );
			made.push( kept.id );
		}
		if ( widget && made.length > 1 ) {
			const others = ( places[ sidebar ] ?? [] ).filter( ( one ) => ! made.includes( one ) );
			others.splice( ( places[ sidebar ] ?? [] ).indexOf( widget.id ), 0, ...made );
			await send( 'POST', `/wp/v2/sidebars/${ sidebar }`, { widgets: others } );
		}
		return made[ 0 ];
	};
	const keep = async ( { title: name, widget }: Edited, work: () => Promise< string | undefined > ) => {
		setEdited( undefined );
		try {
			focus.current = await work();
			say( widget ? __( 'Saved.' ) : sprintf( __( '%s was added.' ), name ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		reload();
	};
	const remove = async ( widget: Widget ) => {
		// Its row goes away with it; the one behind it takes the hand.
		const listed = places[ placeOf( places, widget.id ) ] ?? [];
		const at = listed.indexOf( widget.id );
		focus.current = listed[ at + 1 ] ?? listed[ at - 1 ];
		try {
			await send( 'DELETE', `${ WIDGETS }/${ widget.id }?force=true` );
			say( __( 'Deleted.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		reload();
	};
	const drop = ( event: React.DragEvent ) => {
		event.preventDefault();
		if ( dragged && mark ) {
			arranged( dragged, put( places, dragged, mark.place, mark.index ) );
		}
		setDragged( undefined );
		setMark( undefined );
	};
	const over = ( event: React.DragEvent, place: string, at: number ) => {
		if ( dragged ) {
			event.preventDefault();
			event.stopPropagation();
			const box = event.currentTarget.getBoundingClientRect();
			setMark( { place, index: event.clientY > box.top + box.height / 2 ? at + 1 : at } );
		}
	};
	const marked = ( place: string, at: number, last: boolean ) =>
		mark?.place !== place ? '' : mark.index === at ? ' is-target' : last && mark.index === at + 1 ? ' is-last-target' : '';
	return (
		<div className="sidebars" ref={ room }>
			{ order.map( ( sidebar ) => {
				const listed = ( places[ sidebar.id ] ?? [] ).filter( ( id ) => known.has( id ) );
				return (
					<section
						key={ sidebar.id } className="card sidebar" aria-labelledby={ `sidebar-${ sidebar.id }` }
						onDrop={ drop }
						onDragOver={ ( event ) => dragged && ( event.preventDefault(), listed.length || setMark( { place: sidebar.id, index: 0 } ) ) }
					>
						<h2 id={ `sidebar-${ sidebar.id }` }>{ names.get( sidebar.id ) }</h2>
						<p>{ sidebar.id === INACTIVE ? __( 'They are not shown, and keep their settings until you want them back.' ) : sidebar.description }</p>
						{ ! listed.length && sidebar.id !== INACTIVE && <p>{ __( 'Nothing is shown here yet. Add a widget, such as the latest posts or a search field.' ) }</p> }
						{ ! listed.length && sidebar.id === INACTIVE && <p>{ __( 'There are none.' ) }</p> }
						<ul className="menu-rows">
							{ listed.map( ( id, at ) => (
								<li
									key={ id } data-widget={ id } draggable
									className={ `menu-row${ marked( sidebar.id, at, at === listed.length - 1 ) }${ dragged === id ? ' is-dragged' : '' }` }
									onDragStart={ ( event ) => {
										event.dataTransfer.setData( 'text/plain', id );
										event.dataTransfer.effectAllowed = 'move';
										setDragged( id );
									} }
									onDragOver={ ( event ) => over( event, sidebar.id, at ) }
									onDragEnd={ () => ( setDragged( undefined ), setMark( undefined ) ) }
								>
									<Row
										widget={ known.get( id )! } title={ title( id ) } place={ sidebar.id } acting={ acting }
										first={ at === 0 && sidebar === order[ 0 ] } last={ at === listed.length - 1 && sidebar === order[ order.length - 1 ] }
									/>
								</li>
							) ) }
						</ul>
						{ sidebar.id !== INACTIVE && (
							<Button __next40pxDefaultSize variant="secondary" icon={ plus } onClick={ () => setAdding( sidebar.id ) }>
								{ sprintf( __( 'Add to: %s' ), names.get( sidebar.id ) ?? '' ) }
							</Button>
						) }
					</section>
				);
			} ) }
			{ adding && <Choosing title={ sprintf( __( 'Add to: %s' ), names.get( adding ) ?? '' ) } types={ types } close={ () => setAdding( undefined ) } choose={ choose } /> }
			{ edited && edited.content !== undefined && (
				<BlocksOf edited={ edited } close={ () => setEdited( undefined ) } done={ ( contents ) => contents.length
					? void keep( edited, () => blocks( edited.sidebar, edited.widget, contents ) ) : setEdited( undefined ) }
				/>
			) }
			{ edited && edited.content === undefined && (
				<FormOf edited={ edited } close={ () => setEdited( undefined ) } done={ ( form_data ) => void keep( edited, async () => ( edited.widget
					? await send< Widget >( 'PUT', `${ WIDGETS }/${ edited.widget.id }`, { form_data } )
					: await send< Widget >( 'POST', WIDGETS, { id_base: edited.type, sidebar: edited.sidebar, form_data } ) ).id ) }
				/>
			) }
			{ deleted && (
				<Modal title={ sprintf( __( 'Delete %s for good?' ), title( deleted.id ) ) } onRequestClose={ () => setDeleted( undefined ) } size="small">
					<Confirm label={ __( 'Delete' ) } close={ () => setDeleted( undefined ) } confirm={ () => void remove( deleted ) }>
						<p>{ __( 'Its settings go with it. To only hide it, move it to the inactive widgets.' ) }</p>
					</Confirm>
				</Modal>
			) }
		</div>
	);
}

function plainName( sidebar: Sidebar ): string {
	return sidebar.name || sidebar.id;
}

export function Widgets() {
	const sidebars = useItem< Sidebar[] >( '/wp/v2/sidebars?context=edit' );
	const widgets = useItem< Widget[] >( `${ WIDGETS }?context=edit` );
	const types = useCollection< WidgetType >( '/wp/v2/widget-types', {} );
	const reload = () => ( sidebars.reload(), widgets.reload() );
	const refusal = sidebars.refusal || widgets.refusal || types.refusal;
	const shown = sidebars.item?.filter( ( one ) => one.id !== INACTIVE ) ?? [];
	return (
		<Screen title={ __( 'Widgets' ) } wide>
			<AppearanceNav current="widgets.php" />
			<Refused by={ { refusal, reload: () => ( reload(), types.reload() ) } } />
			{ sidebars.item && ! shown.length && (
				<p>{ __( 'The theme in use has no sidebars. A theme of blocks has templates instead, in which every block has its place.' ) } <a href={ adminUrl( 'themes.php' ) }>{ __( 'To the themes' ) }</a></p>
			) }
			{ sidebars.item && widgets.item && ! types.isLoading
				? <Arranging sidebars={ sidebars.item } widgets={ widgets.item } types={ types.items } reload={ reload } />
				: ! refusal && <Spinner className="loading" /> }
		</Screen>
	);
}
