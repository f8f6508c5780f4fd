/** Short words about what was done, with the way back where there is one. */
import { SnackbarList } from '@wordpress/components';
import { useSyncExternalStore } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

interface Notice {
	id: string;
	content: string;
	explicitDismiss: boolean;
	/** How a screen reader says it, which the list does. */
	politeness: 'polite' | 'assertive';
	actions: { label: string; onClick: () => void }[];
}

let notices: Notice[] = [];
let count = 0;
const listeners = new Set< () => void >();

function set( next: Notice[] ): void {
	notices = next;
	listeners.forEach( ( listener ) => listener() );
}

export function say( content: string, undo?: () => void ): void {
	const actions = undo ? [ { label: __( 'Undo' ), onClick: undo } ] : [];
	set( [ ...notices, { id: `notice-${ ++count }`, content, explicitDismiss: false, politeness: 'polite', actions } ] );
}

export function warn( content: string ): void {
	set( [ ...notices, { id: `notice-${ ++count }`, content, explicitDismiss: true, politeness: 'assertive', actions: [] } ] );
}

/** Take back what the newest word that offers it is about; whether there was one. */
export function undoLast(): boolean {
	const last = [ ...notices ].reverse().find( ( notice ) => notice.actions.length );
	if ( last ) {
		set( notices.filter( ( notice ) => notice !== last ) );
		last.actions[ 0 ]?.onClick();
	}
	return last !== undefined;
}

export function Notices() {
	const shown = useSyncExternalStore(
		( listener ) => {
			listeners.add( listener );
			return () => listeners.delete( listener );
		},
		() => notices
	);
	return (
		<SnackbarList
			className="notices"
			notices={ shown }
			onRemove={ ( id: string ) => set( notices.filter( ( notice ) => notice.id !== id ) ) }
		/>
	);
}
