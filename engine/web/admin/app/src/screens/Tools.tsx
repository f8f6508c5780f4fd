/** The tools, beside each other: what there is, and who may use it. */
import { lazy } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { adminUrl, can } from '../boot';
import { usePlace } from '../frame/router';
import { Screen } from '../frame/Screen';
import { Subnav } from '../frame/Subnav';
import { BackgroundWork } from './BackgroundWork';
import { Export } from './Export';
import { Import } from './Import';
import { SiteHealth } from './SiteHealth';

const PersonalData = lazy( () => import( './PersonalData' ).then( ( one ) => ( { default: one.PersonalData } ) ) );

interface Tool {
	label: string;
	about: string;
	capability: string;
}

const JOBS = 'tools.php?page=background-work';

const TOOLS: Record< string, Tool > = {
	'import.php': {
		label: __( 'Import' ), capability: 'import',
		about: __( 'Bring posts, pages and comments along from WordPress, Ghost or a folder of Markdown.' ),
	},
	'export.php': {
		label: __( 'Export' ), capability: 'export',
		about: __( 'Take what is written here with you, in a file that WordPress reads, too.' ),
	},
	'export-personal-data.php': {
		label: __( 'Export personal data' ), capability: 'manage_options',
		about: __( 'Give people what the site knows about them, when they ask for it.' ),
	},
	'erase-personal-data.php': {
		label: __( 'Erase personal data' ), capability: 'delete_users',
		about: __( 'Remove what the site knows about people, when they ask for it.' ),
	},
	'site-health.php': {
		label: __( 'Site health' ), capability: 'install_plugins',
		about: __( 'See whether the site is well, and what it would be better with.' ),
	},
	[ JOBS ]: {
		label: __( 'Background work' ), capability: 'manage_options',
		about: __( 'See what is done or sent later, and try again what has failed.' ),
	},
};

function toolsOfPerson(): [ string, Tool ][] {
	return Object.entries( TOOLS ).filter( ( [ , { capability } ] ) => can( capability ) );
}

function ToolsNav( { current }: { current: string } ) {
	const pages = toolsOfPerson().map( ( [ page, { label } ] ) => ( { page, label } ) );
	return <Subnav label={ __( 'Tools' ) } pages={ [ { page: 'tools.php', label: __( 'Overview' ) }, ...pages ] } current={ current } />;
}

/** What there is, for who does not know it yet. */
function Overview() {
	return (
		<ul className="cards">
			{ toolsOfPerson().map( ( [ page, { label, about } ] ) => (
				<li key={ page } className="card">
					<h2><a href={ adminUrl( page ) }>{ label }</a></h2>
					<p>{ about }</p>
				</li>
			) ) }
		</ul>
	);
}

const SCREENS: Record< string, () => JSX.Element > = {
	'tools.php': Overview,
	'import.php': Import,
	'export.php': Export,
	'site-health.php': SiteHealth,
	'export-personal-data.php': () => <PersonalData action="export_personal_data" />,
	'erase-personal-data.php': () => <PersonalData action="remove_personal_data" />,
	[ JOBS ]: BackgroundWork,
};

export function Tools( { page: name }: { page: string } ) {
	const asked = usePlace().query.get( 'page' );
	const page = name === 'tools.php' && asked ? `${ name }?page=${ asked }` : name;
	const tool = TOOLS[ page ];
	const Shown = page === 'tools.php' || ( tool && can( tool.capability ) ) ? SCREENS[ page ] : undefined;
	return (
		<Screen title={ __( 'Tools' ) } wide={ page === 'tools.php' }>
			<ToolsNav current={ page } />
			{ Shown ? <Shown /> : <p>{ __( 'Your account may not use this.' ) }</p> }
		</Screen>
	);
}
