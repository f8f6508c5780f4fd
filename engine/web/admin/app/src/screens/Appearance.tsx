/** Themes and plugins: what is there, and what is switched on. */
import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import { send, told, useCollection } from '../api/requests';
import { boot, can } from '../boot';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { Screen } from '../frame/Screen';
import { Subnav } from '../frame/Subnav';
import { plain } from './types';

export const STYLES = 'site-editor.php?p=/styles';
export const TEMPLATES = 'site-editor.php?p=/template';

export function AppearanceNav( { current }: { current: string } ) {
	const pages = [
		...( can( 'switch_themes' ) ? [ { page: 'themes.php', label: __( 'Themes' ) } ] : [] ),
		...( can( 'edit_theme_options' ) ? [
			{ page: STYLES, label: __( 'Styles' ) }, { page: TEMPLATES, label: __( 'Templates' ) },
			{ page: 'widgets.php', label: __( 'Widgets' ) }, { page: 'nav-menus.php', label: __( 'Menus' ) },
		] : [] ),
	];
	return <Subnav label={ __( 'Appearance' ) } pages={ pages } current={ current } />;
}

interface Theme {
	stylesheet: string;
	status: string;
	version: string;
	screenshot: string;
	name: { rendered: string };
	author: { rendered: string };
	description: { rendered: string };
}

/** The site itself in the theme, small; a picture where the theme brings one. */
function Look( { theme, address }: { theme: Theme; address: string } ) {
	return (
		<div className="look" aria-hidden="true">
			{ theme.screenshot
				? <img src={ theme.screenshot } alt="" loading="lazy" />
				: <iframe src={ address } title={ plain( theme.name.rendered ) } tabIndex={ -1 } loading="lazy" /> }
		</div>
	);
}

export function Themes() {
	const list = useCollection< Theme >( '/wp/v2/themes', {} );
	const [ busy, setBusy ] = useState( '' );
	const active = list.items.find( ( theme ) => theme.status === 'active' );
	const activate = async ( theme: Theme, former?: Theme ) => {
		setBusy( theme.stylesheet );
		try {
			await send( 'POST', `/tympan/v1/themes/${ theme.stylesheet }/activate` );
			say( sprintf( __( '%s shows the site now.' ), plain( theme.name.rendered ) ), former && ( () => void activate( former ) ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( '' );
		list.reload();
	};
	return (
		<Screen title={ __( 'Themes' ) } wide>
			<AppearanceNav current="themes.php" />
			<Refused by={ list } />
			<ul className="cards">
				{ list.items.map( ( theme ) => {
					const isActive = theme.status === 'active';
					const address = isActive ? boot.home : addQueryArgs( boot.home, { wp_theme_preview: theme.stylesheet } );
					return (
						<li key={ theme.stylesheet } className={ `card theme${ isActive ? ' is-active' : '' }` }>
							<Look theme={ theme } address={ address } />
							<h2>{ plain( theme.name.rendered ) } <small>{ theme.version }</small>{ isActive && <span className="status is-publish">{ __( 'In use' ) }</span> }</h2>
							<p>{ plain( theme.description.rendered ) }</p>
							<p className="modal-actions">
								<Button __next40pxDefaultSize variant="tertiary" href={ address } target="_blank">{ isActive ? __( 'Visit' ) : __( 'Live preview' ) }</Button>
								{ ! isActive && <Button __next40pxDefaultSize variant="primary" isBusy={ busy === theme.stylesheet } disabled={ busy !== '' } accessibleWhenDisabled onClick={ () => void activate( theme, active ) }>{ __( 'Activate' ) }</Button> }
							</p>
						</li>
					);
				} ) }
			</ul>
		</Screen>
	);
}

interface Plugin {
	plugin: string;
	status: string;
	name: string;
	version: string;
	author: string;
	description: { rendered: string };
}

export function Plugins() {
	const list = useCollection< Plugin >( '/wp/v2/plugins', {} );
	const turn = ( plugin: Plugin, status: string ) => send( 'PUT', `/wp/v2/plugins/${ plugin.plugin }`, { status } )
		.then( () => say( sprintf( status === 'active' ? __( '%s is on.' ) : __( '%s is off.' ), plugin.name ) ), ( error ) => warn( told( error ) ) )
		.then( list.reload );
	return (
		<Screen title={ __( 'Plugins' ) }>
			<Refused by={ list } />
			{ ! list.isLoading && ! list.items.length && <p>{ __( 'There are none. Put a folder with a plugin.py into your plugins folder, and it shows up here.' ) }</p> }
			<ul className="rows card">
				{ list.items.map( ( plugin ) => (
					<li key={ plugin.plugin }>
						<span>
							<strong>{ plain( plugin.name ) }</strong> <small>{ plugin.version }</small>
							<span className="excerpt">{ plain( plugin.description.rendered ) }</span>
						</span>
						{ can( 'activate_plugins' ) && ( plugin.status === 'active'
							? <Button size="compact" variant="secondary" onClick={ () => void turn( plugin, 'inactive' ) }>{ __( 'Switch off' ) }</Button>
							: <Button size="compact" variant="primary" onClick={ () => void turn( plugin, 'active' ) }>{ __( 'Switch on' ) }</Button> ) }
					</li>
				) ) }
			</ul>
		</Screen>
	);
}
