/** Whether the site is well, and what would make it better. */
import { __ } from '@wordpress/i18n';
import { useItem } from '../api/requests';
import { boot } from '../boot';
import { Refused } from '../frame/Refused';
import { useHealth } from './health';
import { plain } from './types';

const WORDS = { good: __( 'Good' ), recommended: __( 'Worth a look' ), critical: __( 'Needs you' ) };
const COLORS = { good: 'is-publish', recommended: 'is-pending', critical: 'is-private' };

export function SiteHealth() {
	const health = useHealth();
	const sizes = useItem< Record< string, { size: string } > >( '/wp-site-health/v1/directory-sizes' );
	const weight = { critical: 0, recommended: 1, good: 2 };
	const folders: [ string, string ][] = [ [ 'uploads_size', __( 'Uploads' ) ], [ 'themes_size', __( 'Themes' ) ], [ 'plugins_size', __( 'Plugins' ) ] ];
	return (
		<>
			<section className="card">
				<h2>{ __( 'Site health' ) }</h2>
				<Refused by={ health } />
				{ health.isLoading && <p>{ __( 'Looking …' ) }</p> }
				<ul className="rows">
					{ [ ...health.findings ].sort( ( one, other ) => weight[ one.status ] - weight[ other.status ] ).map( ( one ) => (
						<li key={ one.test }>
							<span><strong>{ plain( one.label ) }</strong><span className="excerpt">{ plain( one.description ) }</span></span>
							<span className={ `status ${ COLORS[ one.status ] }` }>{ WORDS[ one.status ] }</span>
						</li>
					) ) }
				</ul>
			</section>
			<section className="card">
				<h2>{ __( 'Versions and sizes' ) }</h2>
				<Refused by={ sizes } />
				<ul className="rows">
					<li><span>Tympan</span><small>{ boot.version }</small></li>
					{ sizes.item && folders.map( ( [ name, label ] ) => sizes.item?.[ name ]?.size && <li key={ name }><span>{ label }</span><small>{ sizes.item[ name ].size }</small></li> ) }
				</ul>
			</section>
		</>
	);
}
