/** The block editor of WordPress, whole: it renders into #editor and talks to our API. */
import { initializeEditor } from '@wordpress/edit-post';
import apiFetch from '@wordpress/api-fetch';
import { __unstableCreatePersistenceLayer } from '@wordpress/preferences-persistence';
import { dispatch } from '@wordpress/data';
import { store as preferences } from '@wordpress/preferences';
import '@wordpress/format-library';
import { settings } from './canvas';
import { registerClassic } from './classic';
import { keepConnection } from './connection';
import './leaving';
import './palette';
import './sharing';

interface Me {
	id: number;
	meta?: { persisted_preferences?: Record< string, unknown > };
}

/** What the person likes is kept on their account, and in the browser until it is there. */
async function recallPreferences(): Promise< void > {
	const me = await apiFetch< Me >( { path: '/wp/v2/users/me?context=edit' } );
	const kept = me.meta?.persisted_preferences;
	const known = kept && ! Array.isArray( kept ) ? kept : undefined;
	void dispatch( preferences ).setPersistenceLayer( __unstableCreatePersistenceLayer( known, me.id ) );
}

/** Open a post by its number, or a template by its name. */
export async function openEditor( postType: string, postId: number | string, isNew: boolean ): Promise< void > {
	await recallPreferences().catch( () => undefined );
	document.body.classList.add( 'block-editor-page', 'is-fullscreen-mode', 'wp-core-ui' );
	registerClassic();
	initializeEditor( 'editor', postType, postId, settings(), isNew ? { title: '', content: '' } : {} );
	// The guide shows pictures from another host.
	dispatch( preferences ).setDefaults( 'core/edit-post', { welcomeGuide: false, welcomeGuideTemplate: false } );
	if ( typeof postId === 'number' ) {
		keepConnection( postId );
	}
}
