/** Where one begins: what one was at, and what waits. */
import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { send, told, useCollection } from '../api/requests';
import { adminUrl, boot, can } from '../boot';
import { Refused } from '../frame/Refused';
import { say, warn } from '../frame/notices';
import { Screen } from '../frame/Screen';
import { distance, since } from '../dates';
import { useHealth } from './health';
import { plain, type Comment, type Post } from './types';

function Drafts() {
	const drafts = useCollection< Post >( '/wp/v2/posts', {
		context: 'edit', status: 'draft,pending', author: boot.user.id, per_page: 5, orderby: 'modified', _fields: 'id,title,modified,status',
	} );
	return (
		<section className="card">
			<h2>{ __( 'Your drafts' ) }</h2>
			<Refused by={ drafts } />
			{ ! drafts.isLoading && ! drafts.refusal && ! drafts.items.length && (
				<p>{ __( 'None is waiting.' ) } <a href={ adminUrl( 'post-new.php' ) }>{ __( 'Begin a new one' ) }</a></p>
			) }
			<ul className="rows">
				{ drafts.items.map( ( post ) => (
					<li key={ post.id }>
						<a href={ adminUrl( `post.php?post=${ post.id }&action=edit` ) }>{ plain( post.title.rendered ) || __( '(no title)' ) }</a>
						<small>{ since( post.modified ) }</small>
					</li>
				) ) }
			</ul>
		</section>
	);
}

function Waiting() {
	const waiting = useCollection< Comment >( '/wp/v2/comments', { context: 'edit', status: 'hold', per_page: 5, _embed: 'up' } );
	const [ gone, setGone ] = useState< number[] >( [] );
	const head = useRef< HTMLHeadingElement >( null );
	const shown = waiting.items.filter( ( one ) => ! gone.includes( one.id ) );
	const write = ( one: Comment, status: string ) => send( 'PUT', `/wp/v2/comments/${ one.id }`, { status } );
	const back = ( one: Comment ) => setGone( ( before ) => before.filter( ( id ) => id !== one.id ) );
	const undo = ( one: Comment ) => write( one, 'hold' ).then( () => ( back( one ), waiting.reload() ), ( error ) => warn( told( error ) ) );
	const decide = async ( one: Comment, status: string ) => {
		setGone( ( before ) => [ ...before, one.id ] );
		// The button goes away with its row.
		head.current?.focus();
		try {
			await write( one, status );
			say( status === 'approved' ? __( 'Approved.' ) : __( 'Marked as spam.' ), () => void undo( one ) );
			waiting.reload();
		} catch ( error ) {
			back( one );
			warn( told( error ) );
		}
	};
	return (
		<section className="card">
			<h2 ref={ head } tabIndex={ -1 }>{ __( 'Comments that wait' ) }{ waiting.total > 0 && <span className="count">{ waiting.total }</span> }</h2>
			<Refused by={ waiting } />
			{ ! waiting.isLoading && ! waiting.refusal && ! shown.length && <p>{ __( 'Nothing waits for you.' ) }</p> }
			<ul className="rows">
				{ shown.map( ( one ) => (
					<li key={ one.id }>
						<span>
							<strong>{ plain( one.author_name ) || __( 'Anonymous' ) }</strong>{ ' ' }
							<small>{ sprintf( __( 'on %s' ), plain( one._embedded?.up?.[ 0 ]?.title.rendered ?? '' ) ) }</small>
							<span className="excerpt">{ plain( one.content.rendered ) }</span>
						</span>
						<span className="buttons">
							<Button size="compact" variant="secondary" onClick={ () => void decide( one, 'approved' ) }>{ __( 'Approve' ) }</Button>
							<Button size="compact" variant="tertiary" isDestructive onClick={ () => void decide( one, 'spam' ) }>{ __( 'Spam' ) }</Button>
						</span>
					</li>
				) ) }
			</ul>
			{ waiting.total > 5 && <p><a href={ adminUrl( 'edit-comments.php' ) }>{ __( 'All of them' ) }</a></p> }
		</section>
	);
}

function Latest() {
	const latest = useCollection< Post >( '/wp/v2/posts', { status: 'publish,future', context: 'edit', per_page: 5, _fields: 'id,title,date,link,status' } );
	return (
		<section className="card">
			<h2>{ __( 'Latest posts' ) }</h2>
			<Refused by={ latest } />
			{ ! latest.isLoading && ! latest.refusal && ! latest.items.length && <p>{ __( 'Nothing here yet.' ) }</p> }
			<ul className="rows">
				{ latest.items.map( ( post ) => (
					<li key={ post.id }>
						<a href={ post.link } target="_self">{ plain( post.title.rendered ) || __( '(no title)' ) }</a>
						<small>{ post.status === 'future' ? __( 'Scheduled' ) : post.date && distance( post.date ) }</small>
					</li>
				) ) }
			</ul>
		</section>
	);
}

function Activity() {
	const said = useCollection< Comment >( '/wp/v2/comments', { context: 'edit', status: 'approve', per_page: 5, _embed: 'up' } );
	return (
		<section className="card">
			<h2>{ __( 'Latest comments' ) }</h2>
			<Refused by={ said } />
			{ ! said.isLoading && ! said.refusal && ! said.items.length && <p>{ __( 'Nobody has said anything yet.' ) }</p> }
			<ul className="rows">
				{ said.items.map( ( one ) => (
					<li key={ one.id }>
						<span>
							<strong>{ plain( one.author_name ) || __( 'Anonymous' ) }</strong>{ ' ' }
							<small>{ sprintf( __( 'on %s' ), plain( one._embedded?.up?.[ 0 ]?.title.rendered ?? '' ) ) }</small>
							<a className="excerpt" href={ one.link } target="_self">{ plain( one.content.rendered ) }</a>
						</span>
						<small>{ distance( one.date ) }</small>
					</li>
				) ) }
			</ul>
		</section>
	);
}

function Health() {
	const health = useHealth();
	const open = health.findings.filter( ( one ) => one.status !== 'good' );
	return (
		<section className="card">
			<h2>{ __( 'Site health' ) }{ open.length > 0 && <span className="count">{ open.length }</span> }</h2>
			<Refused by={ health } />
			{ health.isLoading ? <p>{ __( 'Looking …' ) }</p> : ! open.length && ! health.refusal && <p>{ __( 'All is well.' ) }</p> }
			<ul className="rows">{ open.slice( 0, 3 ).map( ( one ) => <li key={ one.test }><span>{ plain( one.label ) }</span></li> ) }</ul>
			{ open.length > 0 && <p><a href={ adminUrl( 'site-health.php' ) }>{ __( 'What to do' ) }</a></p> }
		</section>
	);
}

export function Dashboard() {
	return (
		<Screen title={ sprintf( __( 'Hello, %s' ), boot.user.name ) } wide>
			<div className="columns">
				{ can( 'edit_posts' ) && <Drafts /> }
				{ can( 'moderate_comments' ) && <Waiting /> }
				{ can( 'edit_posts' ) && <Latest /> }
				{ can( 'moderate_comments' ) && <Activity /> }
				{ can( 'install_plugins' ) && <Health /> }
			</div>
		</Screen>
	);
}
