/** What the packages put at the end of the page, in landmarks as all else is. */
import { setup } from '@wordpress/a11y';
import { __ } from '@wordpress/i18n';

function landmark( label: string ): HTMLElement {
	const made = document.createElement( 'div' );
	made.setAttribute( 'role', 'region' );
	made.setAttribute( 'aria-label', label );
	document.body.append( made );
	return made;
}

/** To be called when words are there. */
export function setLandmarks(): void {
	setup();
	landmark( __( 'Notifications' ) ).append( ...document.querySelectorAll( '.a11y-speak-intro-text, .a11y-speak-region' ) );
	// Menus and hints look for this, and make it only where it is not there.
	landmark( __( 'Menus and hints' ) ).className = 'components-popover__fallback-container';
}
