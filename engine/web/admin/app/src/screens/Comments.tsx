/** Comments: what waits, what is shown, what is unwanted. */
import { Button, TabPanel, TextareaControl } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { check, closeSmall, pencil as edit, notAllowed as flag, undo as replyTo, trash } from '@wordpress/icons';
import { send, told, type Collection } from '../api/requests';
import { distance } from '../dates';
import { Avatar } from '../frame/Avatar';
import { say, undoLast, warn } from '../frame/notices';
import { ListScreen } from '../lists/ListScreen';
import { several } from '../lists/several';
import { plain, type Comment } from './types';

const BASE = '/wp/v2/comments';

const FIELDS: Field< Comment >[] = [
	{
		id: 'author', label: __( 'Author' ), enableHiding: false, enableSorting: false,
		render: ( { item } ) => (
			<span className="comment-author">
				<Avatar name={ plain( item.author_name ) || __( 'Anonymous' ) } urls={ item.author_avatar_urls } />
				<span>
					<strong>{ plain( item.author_name ) || __( 'Anonymous' ) }</strong>
					{ item.author_email && <a href={ `mailto:${ item.author_email }` }>{ item.author_email }</a> }
					{ item.author_ip && <small>{ item.author_ip }</small> }
				</span>
			</span>
		),
	},
	{
		id: 'content', label: __( 'Comment' ), enableSorting: false, enableGlobalSearch: true,
		render: ( { item } ) => (
			<span className="comment-text">
				{ item.status === 'hold' && <span className="status is-pending">{ __( 'Waiting' ) }</span> }
				{ plain( item.content.rendered ) }
			</span>
		),
	},
	{
		id: 'post', label: __( 'In reply to' ), enableSorting: false,
		render: ( { item } ) => {
			const post = item._embedded?.up?.[ 0 ];
			return post ? <a href={ item.link } target="_blank" rel="noreferrer">{ plain( post.title.rendered ) }</a> : <>#{ item.post }</>;
		},
	},
	{
		id: 'date', label: __( 'Date' ), type: 'datetime', filterBy: false,
		render: ( { item } ) => <time dateTime={ item.date }>{ distance( item.date ) }</time>,
	},
];

const VIEW: View = {
	type: 'table', perPage: 20, page: 1, search: '', filters: [], fields: [ 'content', 'post', 'date' ],
	titleField: 'author', sort: { field: 'date', direction: 'desc' }, layout: { density: 'balanced', styles: { author: { minWidth: 200 }, content: { minWidth: 320 }, post: { maxWidth: 200 } } },
};

type Status = 'approved' | 'hold' | 'spam' | 'trash';

const DONE: Record< Status, ( count: number ) => string > = {
	approved: ( count ) => sprintf( _n( '%d approved.', '%d approved.', count ), count ),
	hold: ( count ) => sprintf( _n( '%d held back.', '%d held back.', count ), count ),
	spam: ( count ) => sprintf( _n( '%d marked as spam.', '%d marked as spam.', count ), count ),
	trash: ( count ) => sprintf( _n( '%d moved to the trash.', '%d moved to the trash.', count ), count ),
};
const RESTORED = ( count: number ) => sprintf( _n( '%d restored.', '%d restored.', count ), count );

/** Gives comments a status; undone, each has the one again that it had. */
function give( list: Collection< Comment >, comments: Comment[], status: Status, words = DONE[ status ] ): void {
	const put = ( one: Comment, next: string ) => send( 'PUT', `${ BASE }/${ one.id }`, { status: next } );
	void several( list, comments, ( one ) => put( one, status ), words, ( done ) => void several( list, done, ( one ) => put( one, one.status ), RESTORED ) );
}

function Writing( props: { title: string; text: string; save: ( text: string ) => Promise< unknown >; close: () => void } ) {
	const [ text, setText ] = useState( props.text );
	const [ busy, setBusy ] = useState( false );
	const save = async () => {
		setBusy( true );
		try {
			await props.save( text );
			props.close();
		} catch ( error ) {
			warn( told( error ) );
			setBusy( false );
		}
	};
	return (
		<>
			<TextareaControl __nextHasNoMarginBottom label={ props.title } rows={ 6 } value={ text } onChange={ setText } />
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ props.close }>{ __( 'Cancel' ) }</Button>
				<Button __next40pxDefaultSize variant="primary" isBusy={ busy } disabled={ busy || ! text.trim() } onClick={ save }>
					{ __( 'Save' ) }
				</Button>
			</p>
		</>
	);
}

function actions( list: Collection< Comment > ): Action< Comment >[] {
	return [
		{
			id: 'approve', label: __( 'Approve' ), icon: check, isPrimary: true, supportsBulk: true,
			isEligible: ( one ) => one.status === 'hold',
			callback: ( chosen ) => give( list, chosen, 'approved' ),
		},
		{
			id: 'reply', label: __( 'Reply' ), icon: replyTo, isPrimary: true,
			isEligible: ( one ) => [ 'approved', 'hold' ].includes( one.status ),
			RenderModal: ( { items: [ one ], closeModal } ) => (
				<Writing title={ __( 'Your reply' ) } text="" close={ () => closeModal?.() } save={ async ( content ) => {
					if ( one?.status === 'hold' ) {
						await send( 'PUT', `${ BASE }/${ one.id }`, { status: 'approved' } );
					}
					await send( 'POST', BASE, { post: one?.post, parent: one?.id, content } );
					say( __( 'Replied.' ) );
					list.reload();
				} } />
			),
		},
		{
			id: 'edit', label: __( 'Edit' ), icon: edit,
			RenderModal: ( { items: [ one ], closeModal } ) => (
				<Writing title={ __( 'Comment' ) } text={ one?.content.raw ?? '' } close={ () => closeModal?.() } save={ async ( content ) => {
					await send( 'PUT', `${ BASE }/${ one?.id }`, { content } );
					say( __( 'Saved.' ) );
					list.reload();
				} } />
			),
		},
		{
			id: 'unapprove', label: __( 'Hold back' ), icon: closeSmall, supportsBulk: true,
			isEligible: ( one ) => one.status === 'approved',
			callback: ( chosen ) => give( list, chosen, 'hold' ),
		},
		{
			id: 'spam', label: __( 'Spam' ), icon: flag, supportsBulk: true,
			isEligible: ( one ) => ! [ 'spam', 'trash' ].includes( one.status ),
			callback: ( chosen ) => give( list, chosen, 'spam' ),
		},
		{
			id: 'ham', label: __( 'Not spam' ), supportsBulk: true, isPrimary: true,
			isEligible: ( one ) => one.status === 'spam',
			callback: ( chosen ) => give( list, chosen, 'approved' ),
		},
		{
			id: 'trash', label: __( 'Move to trash' ), icon: trash, supportsBulk: true,
			isEligible: ( one ) => one.status !== 'trash',
			callback: ( chosen ) => give( list, chosen, 'trash' ),
		},
		{
			id: 'restore', label: __( 'Restore' ), supportsBulk: true, isPrimary: true,
			isEligible: ( one ) => one.status === 'trash',
			callback: ( chosen ) => give( list, chosen, 'hold', RESTORED ),
		},
	];
}

const TABS = [
	{ name: 'hold', title: __( 'Waiting' ) },
	{ name: 'approve', title: __( 'Approved' ) },
	{ name: 'spam', title: __( 'Spam' ) },
	{ name: 'trash', title: __( 'Trash' ) },
];

const EMPTY: Record< string, string > = {
	hold: __( 'Nothing waits for you.' ), approve: __( 'Nobody has said anything yet.' ),
	spam: __( 'No spam.' ), trash: __( 'The trash is empty.' ),
};

const STATUS_KEYS: Record< string, Status > = { a: 'approved', u: 'hold', s: 'spam', d: 'trash' };
const ROWS = '.comments tbody tr';
const BUSY = 'input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]';

function focusRow( at: number ): void {
	const rows = [ ...document.querySelectorAll< HTMLElement >( ROWS ) ];
	rows[ Math.max( 0, Math.min( rows.length - 1, at ) ) ]?.querySelector< HTMLElement >( 'input, button, a' )?.focus();
}

/** J and K go down and up, A approves, S is spam, D trashes, U holds back, R replies, as in WordPress; Z takes back. */
function Keys( { list }: { list: Collection< Comment > } ) {
	const next = useRef< number >();
	useEffect( () => {
		// Only where the focus went away with a row: nobody's typing is interrupted.
		if ( next.current !== undefined && document.activeElement === document.body ) {
			focusRow( next.current );
			next.current = undefined;
		}
	}, [ list.items ] );
	useEffect( () => {
		const listen = ( event: KeyboardEvent ) => {
			const target = event.target as HTMLElement;
			if ( target.closest( BUSY ) || event.metaKey || event.ctrlKey || event.altKey ) {
				return;
			}
			const rows = [ ...document.querySelectorAll< HTMLElement >( ROWS ) ];
			const at = rows.findIndex( ( row ) => row.contains( document.activeElement ) );
			const one = list.items[ at ];
			const wanted = STATUS_KEYS[ event.key ];
			if ( event.key === 'j' || event.key === 'k' ) {
				focusRow( event.key === 'j' ? at + 1 : at - 1 );
			} else if ( event.key === 'z' ) {
				undoLast();
			} else if ( event.key === 'r' ) {
				next.current = at;
				[ ...( rows[ at ]?.querySelectorAll< HTMLElement >( 'button' ) ?? [] ) ]
					.find( ( button ) => ( button.getAttribute( 'aria-label' ) ?? button.textContent ) === __( 'Reply' ) )?.click();
			} else if ( one && wanted && wanted !== one.status ) {
				next.current = at;
				give( list, [ one ], wanted );
			} else {
				return;
			}
			event.preventDefault();
		};
		document.addEventListener( 'keydown', listen );
		return () => document.removeEventListener( 'keydown', listen );
	} );
	return <p className="keys">{ __( 'Keys: J and K to go, A approve, S spam, D trash, U hold back, R reply, Z undo.' ) }</p>;
}

export function Comments() {
	const [ tab, setTab ] = useState( 'hold' );
	return (
		<div className="comments">
			<ListScreen< Comment >
				key={ tab }
				name="comments"
				title={ __( 'Comments' ) }
				path={ BASE }
				query={ { context: 'edit', status: tab, _embed: 'up' } }
				fields={ FIELDS }
				actions={ actions }
				view={ VIEW }
				head={ ( list ) => (
					<>
						<TabPanel className="tabs" tabs={ TABS } initialTabName={ tab } onSelect={ setTab }>{ () => null }</TabPanel>
						<Keys list={ list } />
					</>
				) }
				empty={ <p>{ EMPTY[ tab ] }</p> }
			/>
		</div>
	);
}
