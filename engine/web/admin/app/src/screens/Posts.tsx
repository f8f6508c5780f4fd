/** Posts and pages. */
import { Button, TabPanel } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useMemo, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { backup, pencil as edit, external, trash } from '@wordpress/icons';
import { send, type Collection } from '../api/requests';
import { adminUrl, boot, can } from '../boot';
import { since, when } from '../dates';
import { Confirm } from '../frame/Confirm';
import { go } from '../frame/router';
import { ListScreen } from '../lists/ListScreen';
import { several } from '../lists/several';
import { plain, type Post } from './types';

const STATUSES: Record< string, string > = {
	publish: __( 'Published' ), future: __( 'Scheduled' ), draft: __( 'Draft' ), pending: __( 'Pending review' ),
	private: __( 'Private' ), trash: __( 'Trash' ),
};
const LISTED = 'publish,future,draft,pending,private';

function may( post: Post, method: string ): boolean {
	return post._links.self?.[ 0 ]?.targetHints?.allow.includes( method ) ?? true;
}

function fields( type: string ): Field< Post >[] {
	return [
		{
			id: 'title', label: __( 'Title' ), enableGlobalSearch: true, enableHiding: false,
			getValue: ( { item } ) => plain( item.title.rendered ),
			render: ( { item } ) => (
				<span className="post-title">
					{ item.status !== 'trash' && may( item, 'PUT' ) ? (
						<a href={ adminUrl( `post.php?post=${ item.id }&action=edit` ) }>
							{ plain( item.title.rendered ) || __( '(no title)' ) }
						</a>
					) : ( plain( item.title.rendered ) || __( '(no title)' ) ) }
					{ item.sticky && <em>{ __( 'Sticky' ) }</em> }
					{ item.password && <em>{ __( 'Password protected' ) }</em> }
				</span>
			),
		},
		{
			id: 'status', label: __( 'Status' ), enableSorting: false,
			elements: Object.entries( STATUSES ).filter( ( [ value ] ) => value !== 'trash' )
				.map( ( [ value, label ] ) => ( { value, label } ) ),
			filterBy: { operators: [ 'isAny' ] },
			render: ( { item } ) => <span className={ `status is-${ item.status }` }>{ STATUSES[ item.status ] ?? item.status }</span>,
		},
		{
			id: 'author', label: __( 'Author' ), enableSorting: true,
			getValue: ( { item } ) => item._embedded?.author?.[ 0 ]?.name ?? '',
		},
		...( type === 'post' ? [ {
			id: 'terms', label: __( 'Categories and tags' ), enableSorting: false,
			getValue: ( { item }: { item: Post } ) =>
				( item._embedded?.[ 'wp:term' ] ?? [] ).flat().map( ( term ) => plain( term.name ) ).join( ', ' ),
		} as Field< Post > ] : [] ),
		{
			id: 'date', label: __( 'Date' ), type: 'datetime', filterBy: false,
			render: ( { item } ) => <time dateTime={ item.date ?? '' }>{ when( item.date ) }</time>,
		},
		{
			id: 'modified', label: __( 'Last changed' ), type: 'datetime', filterBy: false,
			render: ( { item } ) => <time dateTime={ item.modified }>{ since( item.modified ) && when( item.modified ) }</time>,
		},
	];
}

function actions( base: string, type: string, list: Collection< Post > ): Action< Post >[] {
	const put = ( status: ( post: Post ) => string ) => ( post: Post ) => send( 'PUT', `${ base }/${ post.id }`, { status: status( post ) } );
	const restore = ( posts: Post[], status: ( post: Post ) => string ) =>
		several( list, posts, put( status ), ( count ) => sprintf( _n( '%d restored.', '%d restored.', count ), count ) );
	return [
		{
			id: 'edit', label: __( 'Edit' ), icon: edit, isPrimary: true,
			isEligible: ( post ) => post.status !== 'trash' && may( post, 'PUT' ),
			callback: ( [ post ] ) => post && go( `post.php?post=${ post.id }&action=edit` ),
		},
		{
			id: 'view', label: __( 'View' ), icon: external,
			isEligible: ( post ) => post.status === 'publish' || post.status === 'private',
			callback: ( [ post ] ) => post && window.open( post.link, '_blank', 'noopener' ),
		},
		{
			id: 'publish', label: __( 'Publish' ), supportsBulk: true,
			isEligible: ( post ) => [ 'draft', 'pending' ].includes( post.status ) && may( post, 'PUT' ) && can( type === 'page' ? 'publish_pages' : 'publish_posts' ),
			callback: ( posts ) => void several(
				list, posts, put( () => 'publish' ),
				( count ) => sprintf( _n( '%d published.', '%d published.', count ), count )
			),
		},
		{
			id: 'trash', label: __( 'Move to trash' ), icon: trash, supportsBulk: true,
			isEligible: ( post ) => post.status !== 'trash' && may( post, 'DELETE' ),
			callback: ( posts ) => void several(
				list, posts, ( post ) => send( 'DELETE', `${ base }/${ post.id }` ),
				( count ) => sprintf( _n( '%d moved to the trash.', '%d moved to the trash.', count ), count ),
				( done ) => void restore( done, ( post ) => post.status )
			),
		},
		{
			id: 'restore', label: __( 'Restore' ), icon: backup, supportsBulk: true, isPrimary: true,
			isEligible: ( post ) => post.status === 'trash' && may( post, 'PUT' ),
			callback: ( posts ) => void restore( posts, () => 'draft' ),
		},
		{
			id: 'delete', label: __( 'Delete for good' ), supportsBulk: true, modalHeader: __( 'Delete for good?' ),
			isEligible: ( post ) => post.status === 'trash' && may( post, 'DELETE' ),
			RenderModal: ( { items, closeModal } ) => (
				<Confirm label={ __( 'Delete' ) } close={ () => closeModal?.() } confirm={ () => void several(
					list, items, ( post ) => send( 'DELETE', `${ base }/${ post.id }?force=true` ),
					( count ) => sprintf( _n( '%d deleted.', '%d deleted.', count ), count )
				) }>
					<p>{ sprintf( _n( '%d will be gone, with its revisions and comments. This cannot be undone.',
						'%d will be gone, with their revisions and comments. This cannot be undone.', items.length ), items.length ) }</p>
				</Confirm>
			),
		},
	];
}

export function Posts( { type }: { type: string } ) {
	const isPage = type === 'page';
	const base = isPage ? '/wp/v2/pages' : '/wp/v2/posts';
	// Who edits nobody else's is shown what can be edited.
	const isForOwn = ! can( isPage ? 'edit_others_pages' : 'edit_others_posts' );
	const [ tab, setTab ] = useState( isForOwn ? 'mine' : 'all' );
	const tabs = [
		...( isForOwn ? [] : [ { name: 'all', title: __( 'All' ), status: LISTED } ] ),
		{ name: 'mine', title: __( 'Mine' ), status: LISTED },
		{ name: 'draft', title: __( 'Drafts' ), status: 'draft,pending' },
		{ name: 'future', title: __( 'Scheduled' ), status: 'future' },
		{ name: 'trash', title: __( 'Trash' ), status: 'trash' },
	];
	const status = tabs.find( ( one ) => one.name === tab )?.status ?? LISTED;
	const columns = useMemo( () => fields( type ), [ type ] );
	const view: View = {
		type: 'table', perPage: 20, page: 1, search: '', filters: [], titleField: 'title',
		fields: isPage ? [ 'status', 'author', 'date' ] : [ 'status', 'author', 'terms', 'date' ],
		sort: { field: 'date', direction: 'desc' }, layout: { density: 'balanced', styles: { terms: { maxWidth: 220 } } },
	};
	return (
		<ListScreen< Post >
			key={ type + tab }
			name={ type }
			title={ isPage ? __( 'Pages' ) : __( 'Posts' ) }
			path={ base }
			query={ {
				context: 'edit', status, _embed: 'author,wp:term',
				...( isForOwn || tab === 'mine' ? { author: boot.user.id } : {} ),
			} }
			fields={ columns }
			actions={ ( list ) => actions( base, type, list ) }
			view={ view }
			filters={ { status: ( value ) => ( { status: ( value as string[] ).join( ',' ) } ) } }
			headActions={ () => can( isPage ? 'edit_pages' : 'edit_posts' ) && (
				<Button __next40pxDefaultSize variant="primary" href={ adminUrl( `post-new.php${ isPage ? '?post_type=page' : '' }` ) }>
					{ isPage ? __( 'Add page' ) : __( 'Add post' ) }
				</Button>
			) }
			head={ () => (
				<TabPanel className="tabs" tabs={ tabs } initialTabName={ tab } onSelect={ setTab }>
					{ () => null }
				</TabPanel>
			) }
			empty={ tab === 'trash' ? (
				<p>{ __( 'The trash is empty.' ) }</p>
			) : (
				<p>
					{ isPage ? __( 'Pages are for what stays: about you, how to reach you.' ) : __( 'Nothing here yet.' ) }{ ' ' }
					<a href={ adminUrl( `post-new.php${ isPage ? '?post_type=page' : '' }` ) }>{ __( 'Write something' ) }</a>
				</p>
			) }
		/>
	);
}
