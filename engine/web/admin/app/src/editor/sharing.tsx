/** In the preview menu: an address by which somebody without an account sees the post as it is now. */
import { dispatch, select } from '@wordpress/data';
import { PluginPreviewMenuItem, store as editor } from '@wordpress/editor';
import { __ } from '@wordpress/i18n';
import { link } from '@wordpress/icons';
import { store as notices } from '@wordpress/notices';
import { registerPlugin } from '@wordpress/plugins';
import { send, told } from '../api/requests';

async function share(): Promise< void > {
	const post = select( editor ).getCurrentPostId();
	try {
		if ( select( editor ).isEditedPostAutosaveable() ) {
			await dispatch( editor ).autosave();
		}
		const { link: address } = await send< { link: string } >( 'POST', `/tympan/v1/previews/${ post }`, {} );
		await navigator.clipboard.writeText( address );
		void dispatch( notices ).createSuccessNotice( __( 'Copied. Whoever has this address sees the draft for two weeks.' ), { type: 'snackbar' } );
	} catch ( error ) {
		void dispatch( notices ).createErrorNotice( told( error ), { type: 'snackbar' } );
	}
}

registerPlugin( 'tympan-sharing', {
	render: () => <PluginPreviewMenuItem icon={ link } onClick={ () => void share() }>{ __( 'Copy a link to share' ) }</PluginPreviewMenuItem>,
} );
