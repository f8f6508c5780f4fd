/** Moving in and out, whether the site is well, and what it does in the background. */
import { Button, CheckboxControl, FormFileUpload, Notice, ProgressBar, SelectControl, TextControl } from '@wordpress/components';
import { humanTimeDiff } from '@wordpress/date';
import { lazy, useCallback, useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { linkTo, send, told, upload, useCollection, useItem } from '../api/requests';
import { adminUrl, boot, can } from '../boot';
import { say, warn } from '../frame/notices';
import { go, usePlace } from '../frame/router';
import { Screen } from '../frame/Screen';
import { Subnav } from '../frame/Subnav';
import { useHealth } from './health';
import { plain, type Term, type User } from './types';

const PersonalData = lazy( () => import( './PersonalData' ).then( ( one ) => ( { default: one.PersonalData } ) ) );

interface Tool {
	label: string;
	about: string;
	capability: string;
}

const JOBS = 'tools.php?page=background-work';

export const TOOLS: Record< string, Tool > = {
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

// Export.

const STATUSES = [ [ '', __( 'Any' ) ], [ 'publish', __( 'Published' ) ], [ 'draft', __( 'Draft' ) ], [ 'future', __( 'Scheduled' ) ], [ 'private', __( 'Private' ) ] ].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

const KINDS = [ [ '', __( 'Everything' ) ], [ 'post', __( 'Posts' ) ], [ 'page', __( 'Pages' ) ], [ 'attachment', __( 'Media' ) ] ].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

function Export() {
	const [ wanted, setWanted ] = useState( { type: '' as string, status: '' as string, author: 0, category: 0, since: '', until: '' } );
	const categories = useCollection< Term >( '/wp/v2/categories', { per_page: 100, _fields: 'id,name' } );
	const authors = useCollection< User >( '/wp/v2/users', { per_page: 100, context: 'edit', who: 'authors' } );
	const change = ( part: Partial< typeof wanted > ) => setWanted( { ...wanted, ...part } );
	const narrowed = [ 'post', 'page', 'attachment' ].includes( wanted.type );
	const address = linkTo( '/tympan/v1/export', {
		type: wanted.type,
		...( wanted.type === 'post' || wanted.type === 'page' ? { status: wanted.status } : {} ),
		...( wanted.type === 'post' ? { category: wanted.category } : {} ),
		...( narrowed ? { author: wanted.author, since: wanted.since, until: wanted.until } : {} ),
	} );
	return (
		<section className="card form">
			<h2>{ __( 'Export' ) }</h2>
			<p>{ __( 'A file with your posts, pages, comments, categories, tags and menus, which WordPress and this software read. Uploaded files are not in it.' ) }</p>
			<SelectControl
				__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'What' ) } value={ wanted.type } onChange={ ( type: string ) => change( { type } ) }
				options={ KINDS }
			/>
			{ ( wanted.type === 'post' || wanted.type === 'page' ) && (
				<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Status' ) } value={ wanted.status } options={ STATUSES } onChange={ ( status ) => change( { status } ) } />
			) }
			{ wanted.type === 'post' && (
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Category' ) } value={ String( wanted.category ) } onChange={ ( category ) => change( { category: Number( category ) } ) }
					options={ [ { value: '0', label: __( 'Any' ) }, ...categories.items.map( ( one ) => ( { value: String( one.id ), label: plain( one.name ) } ) ) ] }
				/>
			) }
			{ narrowed && (
				<>
					<SelectControl
						__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Author' ) } value={ String( wanted.author ) } onChange={ ( author ) => change( { author: Number( author ) } ) }
						options={ [ { value: '0', label: __( 'Any' ) }, ...authors.items.map( ( one ) => ( { value: String( one.id ), label: one.name } ) ) ] }
					/>
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="date" label={ __( 'From' ) } value={ wanted.since } onChange={ ( since ) => change( { since } ) } />
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="date" label={ __( 'Until' ) } value={ wanted.until } onChange={ ( until ) => change( { until } ) } />
				</>
			) }
			<p className="modal-actions"><Button __next40pxDefaultSize variant="primary" href={ address } target="_self" download>{ __( 'Download' ) }</Button></p>
		</section>
	);
}

// Import.

interface Import {
	id: string;
	name: string;
	status: 'waiting' | 'reading' | 'files' | 'done' | 'failed';
	position: number;
	size: number;
	error: string;
	report: {
		posts?: number; comments?: number; terms?: number; authors?: number; files?: number; known?: number;
		left_out?: { kind: string; name: string; why: string }[]; left_out_count?: number;
	};
}

const ENDED = [ 'done', 'failed' ];
const STAGES: Record< Import[ 'status' ], string > = {
	waiting: __( 'It waits for its turn.' ), reading: __( 'Posts come in.' ), files: __( 'Pictures and files are fetched.' ),
	done: __( 'Done.' ), failed: __( 'It did not work.' ),
};

function Report( { report }: { report: Import[ 'report' ] } ) {
	const rows: [ string, number ][] = [
		[ __( 'Posts and pages' ), report.posts ?? 0 ], [ __( 'Comments' ), report.comments ?? 0 ], [ __( 'Categories and tags' ), report.terms ?? 0 ],
		[ __( 'Accounts' ), report.authors ?? 0 ], [ __( 'Files' ), report.files ?? 0 ], [ __( 'Were here already' ), report.known ?? 0 ],
	];
	return (
		<>
			<dl className="report">{ rows.map( ( [ label, count ] ) => <div key={ label }><dt>{ label }</dt><dd>{ count }</dd></div> ) }</dl>
			{ !! report.left_out?.length && (
				<details>
					<summary>{ sprintf( _n( '%d thing was left out or changed', '%d things were left out or changed', report.left_out_count ?? 0 ), report.left_out_count ?? 0 ) }</summary>
					<ul>{ report.left_out.map( ( one, index ) => <li key={ index }><strong>{ one.kind } { one.name }</strong>: { one.why }</li> ) }</ul>
				</details>
			) }
		</>
	);
}

function Progress( { id }: { id: string } ) {
	const { item, refusal, reload } = useItem< Import >( `/tympan/v1/imports/${ id }` );
	useEffect( () => {
		if ( ! item || ENDED.includes( item.status ) ) {
			return;
		}
		const timer = window.setTimeout( reload, 1000 );
		return () => window.clearTimeout( timer );
	}, [ item ] );
	if ( refusal ) {
		return <Notice status="error" isDismissible={ false }>{ refusal }</Notice>;
	}
	return item ? (
		<section className="card form" aria-live="polite">
			<h2>{ item.name }</h2>
			<p>{ STAGES[ item.status ] } { item.error }</p>
			{ ! ENDED.includes( item.status ) && <ProgressBar className="progress" value={ item.status === 'reading' && item.size ? Math.round( 100 * item.position / item.size ) : undefined } /> }
			{ item.status === 'done' && <Report report={ item.report } /> }
			{ ENDED.includes( item.status ) && (
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" href={ adminUrl( 'import.php' ) }>{ __( 'Import another file' ) }</Button>
					{ item.status === 'done' && <Button __next40pxDefaultSize variant="primary" href={ adminUrl( 'edit.php' ) }>{ __( 'To the posts' ) }</Button> }
				</p>
			) }
		</section>
	) : null;
}

function Import() {
	const { query } = usePlace();
	const [ file, setFile ] = useState< File >();
	const [ files, setFiles ] = useState( true );
	const [ accounts, setAccounts ] = useState( true );
	const [ sent, setSent ] = useState< number >();
	const begin = async () => {
		if ( ! file ) {
			return;
		}
		const body = new FormData();
		body.append( 'file', file );
		body.append( 'files', files ? '1' : '0' );
		body.append( 'accounts', accounts ? '1' : '0' );
		setSent( 0 );
		try {
			const begun = await upload< Import >( '/tympan/v1/imports', body, setSent );
			go( `import.php?import=${ begun.id }` );
		} catch ( error ) {
			warn( told( error ) );
		}
		setSent( undefined );
	};
	const running = query.get( 'import' );
	if ( running ) {
		return <Progress id={ running } />;
	}
	return (
		<section className="card form">
			<h2>{ __( 'Import' ) }</h2>
			<p>{ __( 'Take over another blog: an export file of WordPress (.xml) or Ghost (.json), a Markdown file (.md), or many of them in an archive (.zip). The same file may be sent twice: nothing comes in twice.' ) }</p>
			<p className="inline-form">
				<FormFileUpload __next40pxDefaultSize className="is-secondary" accept=".xml,.json,.md,.markdown,.zip" onChange={ ( event ) => setFile( event.currentTarget.files?.[ 0 ] ) }>{ __( 'Choose a file' ) }</FormFileUpload>
				<span>{ file?.name }</span>
			</p>
			<CheckboxControl __nextHasNoMarginBottom label={ __( 'Fetch pictures and files from the other site' ) } checked={ files } onChange={ setFiles } />
			<CheckboxControl __nextHasNoMarginBottom label={ __( 'Make accounts for authors who have none here' ) } checked={ accounts } onChange={ setAccounts } />
			{ sent !== undefined && <ProgressBar className="progress" value={ sent } /> }
			<p className="modal-actions"><Button __next40pxDefaultSize variant="primary" isBusy={ sent !== undefined } disabled={ ! file || sent !== undefined } accessibleWhenDisabled onClick={ () => void begin() }>{ __( 'Import' ) }</Button></p>
		</section>
	);
}

// Health.

const WORDS = { good: __( 'Good' ), recommended: __( 'Worth a look' ), critical: __( 'Needs you' ) };
const COLORS = { good: 'is-publish', recommended: 'is-pending', critical: 'is-private' };

function Health() {
	const { findings, isLoading } = useHealth();
	const sizes = useItem< Record< string, { size: string } > >( '/wp-site-health/v1/directory-sizes' );
	const weight = { critical: 0, recommended: 1, good: 2 };
	const folders: [ string, string ][] = [ [ 'uploads_size', __( 'Uploads' ) ], [ 'themes_size', __( 'Themes' ) ], [ 'plugins_size', __( 'Plugins' ) ] ];
	return (
		<>
			<section className="card">
				<h2>{ __( 'Site health' ) }</h2>
				{ isLoading && <p>{ __( 'Looking …' ) }</p> }
				<ul className="rows">
					{ [ ...findings ].sort( ( one, other ) => weight[ one.status ] - weight[ other.status ] ).map( ( one ) => (
						<li key={ one.test }>
							<span><strong>{ plain( one.label ) }</strong><span className="excerpt">{ plain( one.description ) }</span></span>
							<span className={ `status ${ COLORS[ one.status ] }` }>{ WORDS[ one.status ] }</span>
						</li>
					) ) }
				</ul>
			</section>
			<section className="card">
				<h2>{ __( 'Versions and sizes' ) }</h2>
				<ul className="rows">
					<li><span>Tympan</span><small>{ boot.version }</small></li>
					{ sizes.item && folders.map( ( [ name, label ] ) => sizes.item?.[ name ]?.size && <li key={ name }><span>{ label }</span><small>{ sizes.item[ name ].size }</small></li> ) }
				</ul>
			</section>
		</>
	);
}

// Background work.

interface Job {
	id: number;
	kind: string;
	state: string;
	attempts: number;
	error: string;
	due: string;
}

const STATES: Record< string, { label: string; color: string } > = {
	failed: { label: __( 'Failed' ), color: 'is-private' }, running: { label: __( 'Running' ), color: 'is-future' }, due: { label: __( 'Due' ), color: 'is-future' },
	again: { label: __( 'Tried again' ), color: 'is-pending' }, waiting: { label: __( 'Waiting' ), color: '' },
};

function Jobs() {
	const [ failed, setFailed ] = useState( false );
	const jobs = useCollection< Job >( '/tympan/v1/jobs', failed ? { failed: true } : {} );
	const given = jobs.items.filter( ( job ) => job.state === 'failed' );
	const act = useCallback( async ( action: 'retry' | 'discard', ids: number[] ) => {
		try {
			const { count } = await send< { count: number } >( 'POST', `/tympan/v1/jobs/${ action }`, { ids } );
			say( action === 'retry'
				? sprintf( _n( '%d will be done again.', '%d will be done again.', count ), count )
				: sprintf( _n( '%d discarded.', '%d discarded.', count ), count ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		jobs.reload();
	}, [ jobs.reload ] );
	return (
		<section className="card">
			<h2>{ __( 'Background work' ) }{ given.length > 0 && <span className="count">{ given.length }</span> }</h2>
			<p>{ __( 'Mails, scheduled posts, pings, pictures: what need not be done while you wait. What fails is tried again, and stays here when that is of no use.' ) }</p>
			<CheckboxControl __nextHasNoMarginBottom label={ __( 'Only what failed' ) } checked={ failed } onChange={ setFailed } />
			{ jobs.refusal && <Notice status="error" isDismissible={ false }>{ jobs.refusal }</Notice> }
			{ ! jobs.isLoading && ! jobs.items.length && <p>{ failed ? __( 'Nothing has failed.' ) : __( 'There is nothing to do.' ) }</p> }
			<ul className="rows">
				{ jobs.items.map( ( job ) => (
					<li key={ job.id }>
						<span>
							<strong>{ job.kind.replace( /_/g, ' ' ) }</strong>{ ' ' }
							<small>{ humanTimeDiff( job.due, new Date() ) }</small>
							{ job.error && <span className="excerpt">{ job.error }</span> }
						</span>
						<span className="buttons">
							<span className={ `status ${ STATES[ job.state ]?.color ?? '' }` }>{ STATES[ job.state ]?.label ?? job.state }</span>
							{ [ 'failed', 'again' ].includes( job.state ) && (
								<>
									<Button size="compact" variant="secondary" onClick={ () => void act( 'retry', [ job.id ] ) }>{ __( 'Retry' ) }</Button>
									<Button size="compact" variant="tertiary" isDestructive onClick={ () => void act( 'discard', [ job.id ] ) }>{ __( 'Discard' ) }</Button>
								</>
							) }
						</span>
					</li>
				) ) }
			</ul>
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ jobs.reload }>{ __( 'Look again' ) }</Button>
				{ given.length > 1 && <Button __next40pxDefaultSize variant="secondary" onClick={ () => void act( 'retry', given.map( ( job ) => job.id ) ) }>{ __( 'Retry all' ) }</Button> }
			</p>
		</section>
	);
}

const SCREENS: Record< string, () => JSX.Element > = {
	'tools.php': Overview,
	'import.php': Import,
	'export.php': Export,
	'site-health.php': Health,
	'export-personal-data.php': () => <PersonalData action="export_personal_data" />,
	'erase-personal-data.php': () => <PersonalData action="remove_personal_data" />,
	[ JOBS ]: Jobs,
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
