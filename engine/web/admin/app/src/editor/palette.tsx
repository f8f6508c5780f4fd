/** The palette of commands: the editor's own, and the ways to the other screens. Without it the title in the bar opens nothing. */
import { CommandMenu, useCommands } from '@wordpress/commands';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { registerPlugin } from '@wordpress/plugins';
import { adminUrl } from '../boot';
import { menu } from '../frame/menu';

function Palette() {
	useCommands( useMemo( () => menu().map( ( { label, page, icon } ) => ( {
		name: `tympan/${ page }`, label: sprintf( __( 'Go to: %s' ), label ), icon, category: 'view',
		callback: ( { close }: { close: () => void } ) => {
			close();
			window.location.assign( adminUrl( page ) );
		},
	} ) ), [] ) );
	return <CommandMenu />;
}

registerPlugin( 'tympan-palette', { render: Palette } );
