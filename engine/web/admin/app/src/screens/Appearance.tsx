/** Themes and plugins: what is there, and what is switched on. */
import { Button, Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { send, told, useCollection } from '../api/requests';
import { can } from '../boot';
import { say, warn } from '../frame/notices';
import { Screen } from '../frame/Screen';
import { plain } from './types';

interface Theme {
	stylesheet: string;
	status: string;
	version: string;
	screenshot: string;
	name: { rendered: string };
	author: { rendered: string };
	description: { rendered: string };
}

export function Themes() {
	const list = useCollection< Theme >( '/wp/v2/themes', {} );
	return (
		<Screen title={ __( 'Themes' ) } wide>
			{ list.refusal && <Notice status="error" isDismissible={ false }>{ list.refusal }</Notice> }
			<ul className="cards">
				{ list.items.map( ( theme ) => (
					<li key={ theme.stylesheet } className="card theme">
						{ theme.screenshot && <img src={ theme.screenshot } alt="" loading="lazy" /> }
						<h2>{ plain( theme.name.rendered ) } <small>{ theme.version }</small></h2>
						<p>{ plain( theme.description.rendered ) }</p>
						{ theme.status === 'active' && <p className="modal-actions"><strong>{ __( 'In use' ) }</strong></p> }
					</li>
				) ) }
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
			{ list.refusal && <Notice status="error" isDismissible={ false }>{ list.refusal }</Notice> }
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
