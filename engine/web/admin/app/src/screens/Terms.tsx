/** Categories and tags. */
import { Button, SelectControl, TextControl, TextareaControl } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { pencil as edit, external, trash } from '@wordpress/icons';
import { everyPage, send, told, type Collection } from '../api/requests';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { ListScreen } from '../lists/ListScreen';
import { several } from '../lists/several';
import { plain, type Term } from './types';

const FIELDS: Field< Term >[] = [
	{ id: 'name', label: __( 'Name' ), enableGlobalSearch: true, enableHiding: false, getValue: ( { item } ) => plain( item.name ) },
	{ id: 'description', label: __( 'Description' ), getValue: ( { item } ) => plain( item.description ) },
	{ id: 'slug', label: __( 'Slug' ) },
	{ id: 'count', label: __( 'Posts' ), type: 'integer', filterBy: false },
];

const VIEW: View = {
	type: 'table', perPage: 50, page: 1, search: '', filters: [], titleField: 'name',
	fields: [ 'description', 'slug', 'count' ], sort: { field: 'name', direction: 'asc' }, layout: { density: 'balanced' },
};

/** A term and all that stands below it, none of which can be its parent. */
function family( term: Term, all: Term[] ): Set< number > {
	const found = new Set( [ term.id ] );
	for ( let size = 0; size < found.size; ) {
		size = found.size;
		all.filter( ( one ) => found.has( one.parent ?? 0 ) ).forEach( ( one ) => found.add( one.id ) );
	}
	return found;
}

function ParentOf( { base, term, value, change }: { base: string; term?: Term; value: number; change: ( parent: number ) => void } ) {
	const [ all, setAll ] = useState< Term[] >( [] );
	useEffect( () => {
		everyPage< Term >( base, { _fields: 'id,name,parent' } ).then( setAll, ( error ) => warn( told( error ) ) );
	}, [ base ] );
	const own = term ? family( term, all ) : new Set< number >();
	return (
		<SelectControl
			__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Parent' ) } value={ String( value ) } onChange={ ( parent ) => change( Number( parent ) ) }
			options={ [ { label: __( 'None' ), value: '0' }, ...all.filter( ( one ) => ! own.has( one.id ) ).map( ( one ) => ( { label: plain( one.name ), value: String( one.id ) } ) ) ] }
		/>
	);
}

const NEW = { name: '', slug: '', description: '', parent: 0 };

function TermForm( props: { base: string; term?: Term; hierarchical: boolean; saved: () => void; close?: () => void } ) {
	const [ draft, setDraft ] = useState( props.term ? {
		name: plain( props.term.name ), slug: props.term.slug, description: plain( props.term.description ), parent: props.term.parent ?? 0,
	} : NEW );
	const [ busy, setBusy ] = useState( false );
	const [ count, setCount ] = useState( 0 );
	const first = useRef< HTMLInputElement >( null );
	const change = ( part: Partial< typeof NEW > ) => setDraft( { ...draft, ...part } );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		const { parent, ...rest } = draft;
		const data = props.hierarchical ? draft : rest;
		try {
			await ( props.term ? send( 'PUT', `${ props.base }/${ props.term.id }`, data ) : send( 'POST', props.base, data ) );
			say( props.term ? __( 'Saved.' ) : __( 'Added.' ) );
			setDraft( NEW );
			setCount( count + 1 );
			props.saved();
			props.close?.();
			first.current?.focus();
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<form className="term-form" onSubmit={ save }>
			<TextControl ref={ first } __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Name' ) } value={ draft.name } onChange={ ( name ) => change( { name } ) } />
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Slug' ) } help={ __( 'Its name in addresses; made of the name where left empty.' ) } value={ draft.slug } onChange={ ( slug ) => change( { slug } ) } />
			{ props.hierarchical && <ParentOf key={ count } base={ props.base } term={ props.term } value={ draft.parent } change={ ( parent ) => change( { parent } ) } /> }
			<TextareaControl __nextHasNoMarginBottom label={ __( 'Description' ) } value={ draft.description } onChange={ ( description ) => change( { description } ) } />
			<p className="modal-actions">
				{ props.close && <Button __next40pxDefaultSize variant="tertiary" onClick={ props.close }>{ __( 'Cancel' ) }</Button> }
				<Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy || ! draft.name.trim() } accessibleWhenDisabled>
					{ props.term ? __( 'Save' ) : __( 'Add' ) }
				</Button>
			</p>
		</form>
	);
}

function actions( base: string, hierarchical: boolean, list: Collection< Term > ): Action< Term >[] {
	return [
		{
			id: 'edit', label: __( 'Edit' ), icon: edit, isPrimary: true,
			RenderModal: ( { items: [ term ], closeModal } ) => (
				<TermForm base={ base } term={ term } hierarchical={ hierarchical } saved={ list.reload } close={ closeModal } />
			),
		},
		{ id: 'view', label: __( 'View' ), icon: external, callback: ( [ term ] ) => term && window.open( term.link, '_blank', 'noopener' ) },
		{
			id: 'delete', label: __( 'Delete' ), icon: trash, supportsBulk: true, modalHeader: __( 'Delete for good?' ),
			RenderModal: ( { items, closeModal } ) => (
				<Confirm label={ __( 'Delete' ) } close={ () => closeModal?.() } confirm={ () => void several(
					list, items, ( term ) => send( 'DELETE', `${ base }/${ term.id }?force=true` ),
					( count ) => sprintf( _n( '%d deleted.', '%d deleted.', count ), count )
				) }>
					<p>{ __( 'The posts in it stay. This cannot be undone.' ) }</p>
				</Confirm>
			),
		},
	];
}

export function Terms( { taxonomy }: { taxonomy: string } ) {
	const hierarchical = taxonomy === 'category';
	const base = hierarchical ? '/wp/v2/categories' : '/wp/v2/tags';
	return (
		<ListScreen< Term >
			key={ taxonomy }
			name={ taxonomy }
			title={ hierarchical ? __( 'Categories' ) : __( 'Tags' ) }
			path={ base }
			query={ { context: 'edit' } }
			fields={ FIELDS }
			actions={ ( list ) => actions( base, hierarchical, list ) }
			view={ VIEW }
			head={ ( list ) => (
				<details className="add">
					<summary>{ hierarchical ? __( 'Add a category' ) : __( 'Add a tag' ) }</summary>
					<TermForm base={ base } hierarchical={ hierarchical } saved={ list.reload } />
				</details>
			) }
			empty={ <p>{ hierarchical ? __( 'Categories are the chapters of your blog.' ) : __( 'Tags are what its index would have.' ) }</p> }
		/>
	);
}
