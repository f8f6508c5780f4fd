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
}

// Pages that stand beside each other in one room, by the one that the menu names.
const ROOMS: Record< string, RegExp > = {
	'themes.php': /^(themes|nav-menus|widgets|site-editor)\.php$/, 'nav-menus.php': /^(nav-menus|widgets|site-editor)\.php$/,
	'tools.php': /^(import|export|tools|site-health|(export|erase)-personal-data)\.php$/,
	'options-general.php': /^options-[a-z]+\.php$/,
};

// Whom pages are for, where that is not whoever may be here at all.
const NEEDS: Record< string, string > = {
	'edit.php': 'edit_posts', 'edit.php?post_type=page': 'edit_pages', 'edit-tags.php': 'manage_categories', 'upload.php': 'upload_files',
	'edit-comments.php': 'edit_posts', 'themes.php': 'switch_themes', 'nav-menus.php': 'edit_theme_options',
	'widgets.php': 'edit_theme_options', 'site-editor.php': 'edit_theme_options', 'plugins.php': 'activate_plugins',
	'users.php': 'list_users', 'user-new.php': 'create_users', 'user-edit.php': 'edit_users',
	'tools.php': can( 'import' ) ? 'import' : 'export', // and each of the tools asks for more
};

/** Whether the person may use a page: `edit.php?post_type=page`. */
export function mayOpen( target: string ): boolean {
	const [ name = '' ] = target.split( '?' );
	return can( NEEDS[ target ] ?? NEEDS[ name ] ?? ( name.startsWith( 'options-' ) ? 'manage_options' : 'read' ) );
}

export function menu(): Entry[] {
	const entries: Entry[] = [
		{ label: __( 'Dashboard' ), page: 'index.php', icon: home },
		{ label: __( 'Posts' ), page: 'edit.php', icon: post },
		{ label: __( 'Categories' ), page: 'edit-tags.php?taxonomy=category', icon: category },
		{ label: __( 'Tags' ), page: 'edit-tags.php?taxonomy=post_tag', icon: tag },
		{ label: __( 'Media' ), page: 'upload.php', icon: media },
		{ label: __( 'Pages' ), page: 'edit.php?post_type=page', icon: page },
		{ label: __( 'Comments' ), page: 'edit-comments.php', icon: comment },
		mayOpen( 'themes.php' )
			? { label: __( 'Appearance' ), page: 'themes.php', icon: brush }
			: { label: __( 'Appearance' ), page: 'nav-menus.php', icon: brush },
		{ label: __( 'Plugins' ), page: 'plugins.php', icon: plugins },
		{ label: __( 'Users' ), page: 'users.php', icon: people },
		{ label: __( 'Profile' ), page: 'profile.php', icon: people },
		{ label: __( 'Tools' ), page: 'tools.php', icon: tool },
		{ label: __( 'Settings' ), page: 'options-general.php', icon: cog },
	];
	return entries.filter( ( entry ) => mayOpen( entry.page ) );
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
