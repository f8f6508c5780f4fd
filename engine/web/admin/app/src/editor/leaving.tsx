/** In the editor's menu, the way back to the list: on a phone its bar has no room for one. */
import { useViewportMatch } from '@wordpress/compose';
import { useSelect } from '@wordpress/data';
import { PluginMoreMenuItem, store as editor } from '@wordpress/editor';
import { __, isRTL } from '@wordpress/i18n';
import { chevronLeft, chevronRight } from '@wordpress/icons';
import { registerPlugin } from '@wordpress/plugins';
import { adminUrl } from '../boot';

function BackToList() {
	const isSmall = useViewportMatch( 'medium', '<' );
	const type = useSelect( ( select ) => select( editor ).getCurrentPostType(), [] );
	if ( ! isSmall ) {
		return null;
	}
	const [ page, label ] = type === 'page' ? [ 'edit.php?post_type=page', __( 'All pages' ) ] : [ 'edit.php', __( 'All posts' ) ];
	return <PluginMoreMenuItem icon={ isRTL() ? chevronRight : chevronLeft } href={ adminUrl( page ) }>{ label }</PluginMoreMenuItem>;
}

registerPlugin( 'tympan-leaving', { render: BackToList } );
