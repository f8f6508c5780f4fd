/** WordPress's own addresses within the admin, followed without loading the page anew. */
import { useSyncExternalStore } from '@wordpress/element';
import { adminUrl, boot } from '../boot';
import { mayLeave } from './unsaved';

const listeners = new Set< () => void >();

// Pages that are not screens of this application, or need what the server says to editors of blocks.
const WHOLE = /\/(post|post-new|site-editor|widgets|authorize-application|admin-ajax)\.php$/;

function announce(): void {
	listeners.forEach( ( listener ) => listener() );
}

let shown = window.location.href;

// The browser has gone back already: who stays is put where they were.
window.addEventListener( 'popstate', () => {
	if ( mayLeave() ) {
		shown = window.location.href;
		announce();
	} else {
		window.history.pushState( null, '', shown );
	}
} );

/** Where the person is: the name of the page and what its address asks. */
export interface Place {
	page: string;
	query: URLSearchParams;
}

function current(): string {
	return window.location.pathname + window.location.search;
}

export function usePlace(): Place {
	const address = useSyncExternalStore(
		( listener ) => {
			listeners.add( listener );
			return () => listeners.delete( listener );
		},
		current
	);
	const url = new URL( address, window.location.origin );
	return { page: url.pathname.split( '/' ).pop() || 'index.php', query: url.searchParams };
}

/** Go to a page of the admin: `edit.php?post_type=page`. What replaces the one that is there asks nobody. */
export function go( page: string, { replace = false } = {} ): void {
	const target = new URL( adminUrl( page ) );
	if ( WHOLE.test( target.pathname ) ) {
		window.location.assign( target );
		return;
	}
	if ( ! replace && ! mayLeave() ) {
		return;
	}
	window.history[ replace ? 'replaceState' : 'pushState' ]( null, '', target );
	shown = target.href;
	announce();
	if ( ! replace ) {
		window.scrollTo( 0, 0 );
	}
}

/** Let links of the page lead within the application; new tabs and other sites stay the browser's. */
export function followLinks( event: React.MouseEvent ): void {
	const link = ( event.target as Element ).closest( 'a' );
	const plain = event.button === 0 && ! ( event.metaKey || event.ctrlKey || event.shiftKey || event.altKey );
	if ( ! link || ! plain || event.defaultPrevented || link.target || ! link.href.startsWith( boot.admin ) ) {
		return;
	}
	event.preventDefault();
	go( link.href.slice( boot.admin.length ) );
}
