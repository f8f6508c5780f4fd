/** The admin: one application, a client of the REST API like any other. */
import { boot, start } from './boot';
import { learn } from './i18n';
import { setLandmarks } from './landmarks';

// The media library of the editor is the one that needs the API alone.
window.__experimentalDataViewsMediaModal = true;
start();

// Written from right to left, a page has style sheets of its own. A choice between two imports in one place would become
// one import when the bundle is made small, with the style sheets of the first.
const FROM_LEFT = { packages: () => import( './frame/packages-ltr' ), editor: () => import( './editor/styles-ltr' ) };
const FROM_RIGHT = { packages: () => import( './frame/packages-rtl' ), editor: () => import( './editor/styles-rtl' ) };
const SHEETS = document.dir === 'rtl' ? FROM_RIGHT : FROM_LEFT;

/**
 * The style sheets of the packages, one after the other: later ones prevail over earlier ones, and over them what scripts
 * write when they are loaded.
 */
async function dress( isEditor: boolean, hasBlocks: boolean ): Promise< void > {
	await SHEETS.packages();
	if ( hasBlocks ) {
		await SHEETS.editor();
	}
	if ( ! isEditor ) {
		await import( './frame/styles' );
	}
	await import( './frame/night' );
}

/** The template that the address names, as WordPress's site editor has it: `p=/wp_template/theme//slug`. */
function namedTemplate(): HTMLElement | null {
	const [ , postType, postId ] = /^\/(wp_template|wp_template_part)\/(.+)$/.exec( new URLSearchParams( window.location.search ).get( 'p' ) ?? '' ) ?? [];
	if ( ! window.location.pathname.endsWith( '/site-editor.php' ) || ! Object.keys( boot.editor ).length || ! postId ) {
		return null;
	}
	const editor = Object.assign( document.createElement( 'div' ), { id: 'editor', className: 'block-editor__container' } );
	Object.assign( editor.dataset, { postType, postId } );
	document.getElementById( 'screens' )?.replaceWith( editor );
	return editor;
}

async function open(): Promise< void > {
	const editor = document.getElementById( 'editor' ) ?? namedTemplate();
	// Words are there before what says them.
	await Promise.all( [ learn(), dress( editor !== null, Object.keys( boot.editor ).length > 0 ) ] );
	setLandmarks();
	if ( editor ) {
		const { openEditor } = await import( './editor' );
		const id = editor.dataset.postId ?? '';
		await openEditor( editor.dataset.postType ?? 'post', /^\d+$/.test( id ) ? Number( id ) : id, boot.newPost !== null );
	} else {
		const { openScreens } = await import( './frame' );
		openScreens();
	}
}

/** In English, since it may be the words that are missing. */
function apologise(): void {
	const said = Object.assign( document.createElement( 'p' ), { role: 'alert', textContent: 'The admin could not be loaded. Check the connection, and load the page again.' } );
	said.style.cssText = 'margin: 15vh auto; max-width: 30em; padding: 0 20px; font: 17px/1.5 system-ui, sans-serif';
	document.body.prepend( said );
}

open().catch( ( error: unknown ) => {
	apologise();
	throw error;
} );
