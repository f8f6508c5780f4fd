/** The screens, each loaded when it is first visited, in the frame that all share. */
import { Spinner } from '@wordpress/components';
import { createRoot, lazy, Suspense, useEffect } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot';
import { Boundary } from './Boundary';
import { Frame } from './Frame';
import { mayOpen } from './menu';
import { go, usePlace, type Place } from './router';
import { Screen } from './Screen';

// Where templates are listed; the editor leads to WordPress's older place of them.
const TEMPLATES = 'site-editor.php?p=/template';

const Dashboard = lazy( () => import( '../screens/Dashboard' ).then( ( one ) => ( { default: one.Dashboard } ) ) );
const Posts = lazy( () => import( '../screens/Posts' ).then( ( one ) => ( { default: one.Posts } ) ) );
const Comments = lazy( () => import( '../screens/Comments' ).then( ( one ) => ( { default: one.Comments } ) ) );
const Terms = lazy( () => import( '../screens/Terms' ).then( ( one ) => ( { default: one.Terms } ) ) );
const MediaLibrary = lazy( () => import( '../screens/MediaLibrary' ).then( ( one ) => ( { default: one.MediaLibrary } ) ) );
const Users = lazy( () => import( '../screens/Users' ).then( ( one ) => ( { default: one.Users } ) ) );
const NewUser = lazy( () => import( '../screens/Users' ).then( ( one ) => ( { default: one.NewUser } ) ) );
const Profile = lazy( () => import( '../screens/Profile' ).then( ( one ) => ( { default: one.Profile } ) ) );
const Settings = lazy( () => import( '../screens/Settings' ).then( ( one ) => ( { default: one.Settings } ) ) );
const Themes = lazy( () => import( '../screens/Appearance' ).then( ( one ) => ( { default: one.Themes } ) ) );
const Menus = lazy( () => import( '../screens/Menus' ).then( ( one ) => ( { default: one.Menus } ) ) );
const Widgets = lazy( () => import( '../screens/Widgets' ).then( ( one ) => ( { default: one.Widgets } ) ) );
const Design = lazy( () => import( '../screens/Design' ).then( ( one ) => ( { default: one.Design } ) ) );
const Tools = lazy( () => import( '../screens/Tools' ).then( ( one ) => ( { default: one.Tools } ) ) );
const Plugins = lazy( () => import( '../screens/Appearance' ).then( ( one ) => ( { default: one.Plugins } ) ) );

function Elsewhere( { page }: { page: string } ) {
	useEffect( () => go( page, { replace: true } ), [ page ] );
	return null;
}

function at( { page, query }: Place ) {
	if ( ! mayOpen( query.get( 'post_type' ) === 'page' ? `${ page }?post_type=page` : page ) ) {
		return <Screen title={ __( 'Not for your account' ) }><p>{ __( 'Your account may not use this.' ) }</p></Screen>;
	}
	switch ( page ) {
		case 'index.php':
		case 'wp-admin':
			return <Dashboard />;
		case 'edit.php':
			if ( query.get( 'post_type' )?.startsWith( 'wp_template' ) ) {
				return <Elsewhere page={ TEMPLATES } />;
			}
			return <Posts type={ query.get( 'post_type' ) === 'page' ? 'page' : 'post' } />;
		case 'edit-comments.php':
			return <Comments />;
		case 'edit-tags.php':
			return <Terms taxonomy={ query.get( 'taxonomy' ) === 'post_tag' ? 'post_tag' : 'category' } />;
		case 'upload.php':
			return <MediaLibrary />;
		case 'users.php':
			return <Users />;
		case 'user-new.php':
			return <Screen title={ __( 'Add user' ) }><NewUser /></Screen>;
		case 'user-edit.php':
			return <Profile id={ Number( query.get( 'user_id' ) ) || null } />;
		case 'profile.php':
			return <Profile id={ null } />;
		case 'themes.php':
			return <Themes />;
		case 'nav-menus.php':
			return <Menus />;
		case 'site-editor.php':
			return <Design />;
		case 'widgets.php':
			return <Widgets />;
		case 'plugins.php':
			return <Plugins />;
		case 'tools.php':
		case 'import.php':
		case 'export.php':
		case 'export-personal-data.php':
		case 'erase-personal-data.php':
		case 'site-health.php':
			return <Tools page={ page } />;
		case 'options-general.php':
		case 'options-writing.php':
		case 'options-reading.php':
		case 'options-discussion.php':
		case 'options-media.php':
		case 'options-permalink.php':
		case 'options-privacy.php':
		case 'options-identities.php':
			return <Settings page={ page } />;
		default:
			return (
				<Screen title={ __( 'There is no such screen' ) }>
					<p>{ __( 'It may be one of WordPress that this admin does not have.' ) } <a href={ boot.admin }>{ __( 'To the dashboard' ) }</a></p>
				</Screen>
			);
	}
}

function Admin() {
	const place = usePlace();
	return (
		<Frame place={ place }>
			<Boundary at={ `${ place.page }?${ place.query }` }>
				<Suspense fallback={ <Spinner className="loading" /> }>{ at( place ) }</Suspense>
			</Boundary>
		</Frame>
	);
}

export function openScreens(): void {
	const root = document.getElementById( 'screens' );
	if ( root ) {
		createRoot( root ).render( <Admin /> );
	}
}
