/** Views of a list that the person has given names: kept with the account, taken up again with a click. */
import { Button, DropdownMenu, MenuGroup, MenuItem, Modal, TextControl } from '@wordpress/components';
import type { View } from '@wordpress/dataviews';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { check, trash } from '@wordpress/icons';
import { send, told, useItem } from '../api/requests';
import { say, warn } from '../frame/notices';

interface Saved {
	name: string;
	view: Partial< View >;
}

const LONGEST_NAME = 60;

/** What a saved view says; on which page of the list somebody was is none of it. */
function essence( { type, search, filters, fields, sort, perPage, layout }: View ): Partial< View > {
	return { type, search, filters, fields, sort, perPage, layout } as Partial< View >;
}

/** The same for views that say the same, in whatever order a server gives their parts back. */
function signature( value: unknown ): string {
	return JSON.stringify( value, ( _, part: unknown ) => part && typeof part === 'object' && ! Array.isArray( part )
		? Object.fromEntries( Object.entries( part ).sort( ( [ one ], [ other ] ) => one < other ? -1 : 1 ) ) : part );
}

function Naming( { taken, save, close }: { taken: string[]; save: ( name: string ) => void; close: () => void } ) {
	const [ name, setName ] = useState( '' );
	const clean = name.trim();
	return (
		<Modal title={ __( 'Save this view' ) } onRequestClose={ close } size="small">
			<form onSubmit={ ( event ) => {
				event.preventDefault();
				save( clean );
			} }>
				<TextControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name' ) } value={ name } maxLength={ LONGEST_NAME } required onChange={ setName }
					help={ taken.includes( clean )
						? __( 'There is a view of this name; it will be this one.' )
						: __( 'Filters, search, order and columns come back with it, on every device of yours.' ) }
				/>
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
					<Button __next40pxDefaultSize variant="primary" type="submit" disabled={ ! clean } accessibleWhenDisabled>{ __( 'Save' ) }</Button>
				</p>
			</form>
		</Modal>
	);
}

export function SavedViews( { list, view, apply }: { list: string; view: View; apply: ( view: Partial< View > ) => void } ) {
	const path = `/tympan/v1/views/${ list }`;
	const found = useItem< { views: Saved[] } >( path );
	const [ changed, setChanged ] = useState< Saved[] >();
	const [ isNaming, setNaming ] = useState( false );
	const views = changed ?? found.item?.views ?? [];
	const now = essence( view );
	const current = views.find( ( one ) => signature( one.view ) === signature( now ) );

	const keep = async ( next: Saved[], words: string ) => {
		try {
			setChanged( ( await send< { views: Saved[] } >( 'POST', path, { views: next } ) ).views );
			say( words );
		} catch ( error ) {
			warn( told( error ) );
		}
	};
	const save = ( name: string ) => {
		setNaming( false );
		void keep( [ ...views.filter( ( one ) => one.name !== name ), { name, view: now } ], sprintf( __( '“%s” is saved.' ), name ) );
	};
	return (
		<>
			<DropdownMenu
				icon={ null } label={ current ? sprintf( __( 'View: %s' ), current.name ) : __( 'Views' ) } text={ current?.name ?? __( 'Views' ) } popoverProps={ { placement: 'bottom-end' } }
				toggleProps={ { size: 'compact', variant: 'tertiary', showTooltip: false, disabled: ! found.item, accessibleWhenDisabled: true } }
			>
				{ ( { onClose } ) => (
					<>
						{ views.length > 0 && (
							<MenuGroup label={ __( 'Views' ) }>
								{ views.map( ( one ) => (
									<MenuItem
										key={ one.name } role="menuitemradio" isSelected={ one === current } icon={ one === current ? check : undefined }
										onClick={ () => {
											apply( one.view );
											onClose();
										} }
									>{ one.name }</MenuItem>
								) ) }
							</MenuGroup>
						) }
						<MenuGroup>
							{ ! current && (
								<MenuItem onClick={ () => {
									onClose();
									setNaming( true );
								} }>{ __( 'Save this view…' ) }</MenuItem>
							) }
							{ current && (
								<MenuItem isDestructive icon={ trash } onClick={ () => {
									onClose();
									void keep( views.filter( ( one ) => one !== current ), sprintf( __( '“%s” is removed.' ), current.name ) );
								} }>{ sprintf( __( 'Remove “%s”' ), current.name ) }</MenuItem>
							) }
						</MenuGroup>
					</>
				) }
			</DropdownMenu>
			{ isNaming && <Naming taken={ views.map( ( one ) => one.name ) } save={ save } close={ () => setNaming( false ) } /> }
		</>
	);
}
