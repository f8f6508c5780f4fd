/** The rows of a menu, put in order by dragging, with the arrow keys or with buttons, and what each says and leads to. */
import { Button, Modal, TextControl, ToggleControl } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { arrowDown, arrowLeft, arrowRight, arrowUp, dragHandle, pencil, trash } from '@wordpress/icons';
import { endOf, moved, parentOf, placed, removed, type Move, type Row } from './menuRows';

const INDENT = 28;

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

export function MenuOrdering( { rows, set }: { rows: Row[]; set: ( rows: Row[] ) => void } ) {
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
	const takeOut = ( at: number ) => {
		focus.current = ( rows[ at + 1 ] ?? rows[ at - 1 ] )?.key;
		set( removed( rows, at ) );
		speak( sprintf( __( '%s is taken out.' ), rows[ at ]!.title || rows[ at ]!.original ) );
	};
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
						<Button size="compact" icon={ trash } label={ __( 'Take out' ) } onClick={ () => takeOut( at ) } />
					</span>
					{ edited === row.key && (
						<Details row={ row } close={ () => setEdited( undefined ) } change={ ( next ) => set( rows.map( ( one ) => one.key === next.key ? next : one ) ) } />
					) }
				</li>
			) ) }
		</ul>
	);
}
