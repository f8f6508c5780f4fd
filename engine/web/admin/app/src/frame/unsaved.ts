/** What is not saved yet: whoever leaves it is asked, whether they close the page or go to another screen. */
import { useEffect } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

const open = new Set< symbol >();

function hold( event: BeforeUnloadEvent ): void {
	if ( open.size ) {
		event.preventDefault();
	}
}

window.addEventListener( 'beforeunload', hold );

/** Keeps people with what they have changed for as long as it is dirty. */
export function useUnsaved( isDirty: boolean ): void {
	useEffect( () => {
		if ( ! isDirty ) {
			return;
		}
		const mine = Symbol( 'unsaved' );
		open.add( mine );
		return () => {
			open.delete( mine );
		};
	}, [ isDirty ] );
}

/** Whether the screen may be left: there is nothing to lose, or the person says so. */
export function mayLeave(): boolean {
	return ! open.size || window.confirm( __( 'What you have changed here is not saved. Leave it?' ) );
}
