/** The block editor of WordPress, whole: it renders into #editor and talks to our API. */
import { initializeEditor } from '@wordpress/edit-post';
import apiFetch from '@wordpress/api-fetch';
import { __unstableCreatePersistenceLayer } from '@wordpress/preferences-persistence';
import { dispatch } from '@wordpress/data';
import { store as preferences } from '@wordpress/preferences';
import '@wordpress/format-library';
import componentsStyle from '@wordpress/components/build-style/style.css?url';
import contentStyle from '@wordpress/block-editor/build-style/content.css?url';
import blockReset from '@wordpress/block-library/build-style/reset.css?url';
import blockStyle from '@wordpress/block-library/build-style/style.css?url';
import blockEditorStyle from '@wordpress/block-library/build-style/editor.css?url';
import contentFromRight from '@wordpress/block-editor/build-style/content-rtl.css?url';
import blockResetFromRight from '@wordpress/block-library/build-style/reset-rtl.css?url';
import blockFromRight from '@wordpress/block-library/build-style/style-rtl.css?url';
import blockEditorFromRight from '@wordpress/block-library/build-style/editor-rtl.css?url';
import componentsFromRight from '@wordpress/components/build-style/style-rtl.css?url';
import { boot } from '../boot';
import { keepConnection } from './connection';
import './sharing';

const FROM_RIGHT = document.dir === 'rtl';
const CANVAS = FROM_RIGHT
	? [ componentsFromRight, contentFromRight, blockResetFromRight, blockFromRight, blockEditorFromRight ]
	: [ componentsStyle, contentStyle, blockReset, blockStyle, blockEditorStyle ];

function link( address: string ): string {
	return `<link rel="stylesheet" href="${ new URL( address, import.meta.url ).href }">`;
}

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

export async function openEditor( postType: string, postId: number, isNew: boolean ): Promise< void > {
	await recallPreferences().catch( () => undefined );
	document.body.classList.add( 'block-editor-page', 'is-fullscreen-mode', 'wp-core-ui' );
	const settings = {
		...boot.editor,
		isRTL: FROM_RIGHT,
		__unstableResolvedAssets: { styles: CANVAS.map( link ).join( '' ), scripts: '' },
	};
	initializeEditor( 'editor', postType, postId, settings, isNew ? { title: '', content: '' } : {} );
	// The guide shows pictures from another host.
	dispatch( preferences ).setDefaults( 'core/edit-post', { welcomeGuide: false } );
	keepConnection( postId );
}
