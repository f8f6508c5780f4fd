/** Categories and tags. */
import { Button, SelectControl, TextControl, TextareaControl } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { pencil as edit, external, trash } from '@wordpress/icons';
import { each, send, told, useCollection, type Collection } from '../api/requests';
import { say, warn } from '../frame/notices';
import { ListScreen } from '../lists/ListScreen';
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

function TermForm( props: { base: string; term?: Term; hierarchical: boolean; saved: () => void; close?: () => void } ) {
	const [ draft, setDraft ] = useState< Partial< Term > >( {
		name: plain( props.term?.name ?? '' ), slug: props.term?.slug ?? '',
		description: plain( props.term?.description ?? '' ), parent: props.term?.parent ?? 0,
	} );
	const [ busy, setBusy ] = useState( false );
	const others = useCollection< Term >( props.base, { per_page: 100, _fields: 'id,name,parent', hide_empty: false } );
	const change = ( part: Partial< Term > ) => setDraft( { ...draft, ...part } );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		const { parent, ...rest } = draft;
		const data = props.hierarchical ? draft : rest;
		try {
			await ( props.term ? send( 'PUT', `${ props.base }/${ props.term.id }`, data ) : send( 'POST', props.base, data ) );
			say( props.term ? __( 'Saved.' ) : __( 'Added.' ) );
			setDraft( { name: '', slug: '', description: '', parent: 0 } );
			props.saved();
			props.close?.();
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<form className="term-form" onSubmit={ save }>
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Name' ) } value={ draft.name ?? '' } onChange={ ( name ) => change( { name } ) } />
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Slug' ) } help={ __( 'Its name in addresses; made of the name where left empty.' ) } value={ draft.slug ?? '' } onChange={ ( slug ) => change( { slug } ) } />
			{ props.hierarchical && (
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Parent' ) } value={ String( draft.parent ?? 0 ) }
					onChange={ ( parent ) => change( { parent: Number( parent ) } ) }
					options={ [ { label: __( 'None' ), value: '0' }, ...others.items.filter( ( one ) => one.id !== props.term?.id ).map( ( one ) => ( { label: plain( one.name ), value: String( one.id ) } ) ) ] }
				/>
			) }
			<TextareaControl __nextHasNoMarginBottom label={ __( 'Description' ) } value={ draft.description ?? '' } onChange={ ( description ) => change( { description } ) } />
			<p className="modal-actions">
				{ props.close && <Button __next40pxDefaultSize variant="tertiary" onClick={ props.close }>{ __( 'Cancel' ) }</Button> }
				<Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy || ! draft.name?.trim() }>
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
				<>
					<p>{ __( 'The posts in it stay. This cannot be undone.' ) }</p>
					<p className="modal-actions">
						<Button __next40pxDefaultSize variant="tertiary" onClick={ closeModal }>{ __( 'Cancel' ) }</Button>
						<Button __next40pxDefaultSize variant="primary" isDestructive onClick={ async () => {
							closeModal?.();
							const { done, refusal } = await each( items, ( term ) => send( 'DELETE', `${ base }/${ term.id }?force=true` ) );
							if ( done ) {
								say( sprintf( _n( '%d deleted.', '%d deleted.', done ), done ) );
							}
							if ( refusal ) {
								warn( refusal );
							}
							list.reload();
						} }>{ __( 'Delete' ) }</Button>
					</p>
				</>
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
