/** The admin: one application, a client of the REST API like any other. */
import { boot, start } from './boot';

// The media library of the editor is the one that needs the API alone.
window.__experimentalDataViewsMediaModal = true;
start();

async function open(): Promise< void > {
	const editor = document.getElementById( 'editor' );
	if ( editor ) {
		const { openEditor } = await import( './editor' );
		await openEditor( editor.dataset.postType ?? 'post', Number( editor.dataset.postId ), boot.newPost !== null );
		return;
	}
	const { openScreens } = await import( './frame' );
	openScreens();
}

void open();
