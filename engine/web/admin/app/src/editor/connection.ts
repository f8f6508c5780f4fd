/** Keeps telling the site that this post is being edited here, and what to do when it cannot be told. */
import { store as core } from '@wordpress/core-data';
import { dispatch, resolveSelect, select } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';
import { doAction } from '@wordpress/hooks';
import { __ } from '@wordpress/i18n';
import { store as notices } from '@wordpress/notices';
import { send } from '../api/requests';

// As WordPress's heartbeat beats while somebody writes.
const EVERY = 15_000;
const OFFLINE = 'tympan-offline';

interface Lock {
	lock: string;
	holder: { name: string } | null;
}

interface Asked {
	'wp-refresh-post-lock'?: { post_id: number };
}

/** One beat, in the terms of the editor's own lock dialogue: what it wants to ask, and what it is answered. */
async function beat( post: number ): Promise< void > {
	const asked: Asked = {};
	doAction( 'heartbeat.send', asked );
	if ( ! asked[ 'wp-refresh-post-lock' ] ) {
		return;
	}
	const { lock, holder } = await send< Lock >( 'POST', `/tympan/v1/locks/${ post }`, {} );
	doAction( 'heartbeat.tick', {
		'wp-refresh-post-lock': holder ? { lock_error: { name: holder.name } } : { new_lock: lock },
	} );
}

function tellOffline(): void {
	void dispatch( notices ).createWarningNotice(
		__( 'The site cannot be reached. Keep writing: what you write is kept in this browser, and saved when the connection is back.' ),
		{ id: OFFLINE, isDismissible: false, speak: true }
	);
}

async function comeBack(): Promise< void > {
	if ( ! select( notices ).getNotices().some( ( one ) => one.id === OFFLINE ) ) {
		return;
	}
	void dispatch( notices ).removeNotice( OFFLINE );
	await saveWhatWaits();
	void dispatch( notices ).createSuccessNotice( __( 'The connection is back.' ), { type: 'snackbar' } );
}

/** The editor saves only once it knows what was autosaved before; without a connection it has asked for that in vain. */
async function saveWhatWaits(): Promise< void > {
	const [ type, id ] = [ select( editor ).getCurrentPostType(), select( editor ).getCurrentPostId() ];
	if ( id !== null ) {
		await dispatch( core ).invalidateResolution( 'getAutosaves', [ type, id ] );
		await resolveSelect( core ).getAutosaves( type, id );
	}
	if ( select( editor ).isEditedPostAutosaveable() ) {
		await dispatch( editor ).autosave();
	}
}

export function keepConnection( post: number ): void {
	const go = () => beat( post ).then( comeBack, ( error: { code?: string } ) => {
		if ( error?.code === 'fetch_error' || error?.code === 'offline_error' ) {
			tellOffline();
		}
	} );
	window.setInterval( () => void go(), EVERY );
	window.addEventListener( 'offline', tellOffline );
	window.addEventListener( 'online', () => void go() );
}
