/** The site's posts, pages and the rest in a file that WordPress reads. */
import { Button, SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { linkTo, useCollection } from '../api/requests';
import { plain, type Term, type User } from './types';

const STATUSES = [ [ '', __( 'Any' ) ], [ 'publish', __( 'Published' ) ], [ 'draft', __( 'Draft' ) ], [ 'future', __( 'Scheduled' ) ], [ 'private', __( 'Private' ) ] ].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

const KINDS = [ [ '', __( 'Everything' ) ], [ 'post', __( 'Posts' ) ], [ 'page', __( 'Pages' ) ], [ 'attachment', __( 'Media' ) ] ].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

export function Export() {
	const [ wanted, setWanted ] = useState( { type: '' as string, status: '' as string, author: 0, category: 0, since: '', until: '' } );
	const categories = useCollection< Term >( '/wp/v2/categories', { per_page: 100, _fields: 'id,name' } );
	const authors = useCollection< User >( '/wp/v2/users', { per_page: 100, context: 'edit', who: 'authors' } );
	const change = ( part: Partial< typeof wanted > ) => setWanted( { ...wanted, ...part } );
	const narrowed = [ 'post', 'page', 'attachment' ].includes( wanted.type );
	const address = linkTo( '/tympan/v1/export', {
		type: wanted.type,
		...( wanted.type === 'post' || wanted.type === 'page' ? { status: wanted.status } : {} ),
		...( wanted.type === 'post' ? { category: wanted.category } : {} ),
		...( narrowed ? { author: wanted.author, since: wanted.since, until: wanted.until } : {} ),
	} );
	return (
		<section className="card form">
			<h2>{ __( 'Export' ) }</h2>
			<p>{ __( 'A file with your posts, pages, comments, categories, tags and menus, which WordPress and this software read. Uploaded files are not in it.' ) }</p>
			<SelectControl
				__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'What' ) } value={ wanted.type } onChange={ ( type: string ) => change( { type } ) }
				options={ KINDS }
			/>
			{ ( wanted.type === 'post' || wanted.type === 'page' ) && (
				<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Status' ) } value={ wanted.status } options={ STATUSES } onChange={ ( status ) => change( { status } ) } />
			) }
			{ wanted.type === 'post' && (
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Category' ) } value={ String( wanted.category ) } onChange={ ( category ) => change( { category: Number( category ) } ) }
					options={ [ { value: '0', label: __( 'Any' ) }, ...categories.items.map( ( one ) => ( { value: String( one.id ), label: plain( one.name ) } ) ) ] }
				/>
			) }
			{ narrowed && (
				<>
					<SelectControl
						__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Author' ) } value={ String( wanted.author ) } onChange={ ( author ) => change( { author: Number( author ) } ) }
						options={ [ { value: '0', label: __( 'Any' ) }, ...authors.items.map( ( one ) => ( { value: String( one.id ), label: one.name } ) ) ] }
					/>
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="date" label={ __( 'From' ) } value={ wanted.since } onChange={ ( since ) => change( { since } ) } />
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="date" label={ __( 'Until' ) } value={ wanted.until } onChange={ ( until ) => change( { until } ) } />
				</>
			) }
			<p className="modal-actions"><Button __next40pxDefaultSize variant="primary" href={ address } target="_self" download>{ __( 'Download' ) }</Button></p>
		</section>
	);
}
