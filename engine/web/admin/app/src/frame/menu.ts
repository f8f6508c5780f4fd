/** The places of the admin, under WordPress's names, for those who may go there. */
import { __ } from '@wordpress/i18n';
import {
	brush, category, cog, comment, home, media, page, people, plugins, post, tag, tool,
} from '@wordpress/icons';
import { can } from '../boot';
import type { Place } from './router';

export interface Entry {
	label: string;
	page: string;
	icon: JSX.Element;
	capability: string;
}

// Pages that stand beside each other in one room, by the one that the menu names.
const ROOMS: Record< string, RegExp > = {
	'themes.php': /^(themes|nav-menus|widgets|site-editor)\.php$/, 'nav-menus.php': /^(nav-menus|widgets|site-editor)\.php$/,
	'tools.php': /^(import|export|tools|site-health|(export|erase)-personal-data)\.php$/,
	'options-general.php': /^options-[a-z]+\.php$/,
};

export function menu(): Entry[] {
	const entries: Entry[] = [
		{ label: __( 'Dashboard' ), page: 'index.php', icon: home, capability: 'read' },
		{ label: __( 'Posts' ), page: 'edit.php', icon: post, capability: 'edit_posts' },
		{ label: __( 'Categories' ), page: 'edit-tags.php?taxonomy=category', icon: category, capability: 'manage_categories' },
		{ label: __( 'Tags' ), page: 'edit-tags.php?taxonomy=post_tag', icon: tag, capability: 'manage_categories' },
		{ label: __( 'Media' ), page: 'upload.php', icon: media, capability: 'upload_files' },
		{ label: __( 'Pages' ), page: 'edit.php?post_type=page', icon: page, capability: 'edit_pages' },
		{ label: __( 'Comments' ), page: 'edit-comments.php', icon: comment, capability: 'edit_posts' },
		can( 'switch_themes' )
			? { label: __( 'Appearance' ), page: 'themes.php', icon: brush, capability: 'switch_themes' }
			: { label: __( 'Appearance' ), page: 'nav-menus.php', icon: brush, capability: 'edit_theme_options' },
		{ label: __( 'Plugins' ), page: 'plugins.php', icon: plugins, capability: 'activate_plugins' },
		{ label: __( 'Users' ), page: 'users.php', icon: people, capability: 'list_users' },
		{ label: __( 'Profile' ), page: 'profile.php', icon: people, capability: 'read' },
		{ label: __( 'Tools' ), page: 'tools.php', icon: tool, capability: can( 'import' ) ? 'import' : 'export' },
		{ label: __( 'Settings' ), page: 'options-general.php', icon: cog, capability: 'manage_options' },
	];
	return entries.filter( ( entry ) => can( entry.capability ) );
}

/** Whether a place is the one that an entry leads to. */
export function isAt( place: Place, target: string ): boolean {
	const [ name = '', query = '' ] = target.split( '?' );
	if ( ROOMS[ name ]?.test( place.page ) ) {
		return true;
	}
	if ( name !== ( place.page === 'wp-admin' ? 'index.php' : place.page ) ) {
		return false;
	}
	const asked = new URLSearchParams( query );
	return [ 'post_type', 'taxonomy' ].every(
		( key ) => ( place.query.get( key ) ?? '' ) === ( asked.get( key ) ?? '' )
	);
}
