/** Another blog's posts, pages and comments, from a file: sent, and watched while the server reads it. */
import { Button, CheckboxControl, FormFileUpload, ProgressBar } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { told, upload, useItem } from '../api/requests';
import { adminUrl } from '../boot';
import { warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { go, usePlace } from '../frame/router';

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
	const found = useItem< Import >( `/tympan/v1/imports/${ id }` );
	const { item, refusal, reload } = found;
	useEffect( () => {
		if ( ! item || ENDED.includes( item.status ) ) {
			return;
		}
		const timer = window.setTimeout( reload, 1000 );
		return () => window.clearTimeout( timer );
	}, [ item ] );
	if ( refusal ) {
		return <Refused by={ found } />;
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

export function Import() {
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
