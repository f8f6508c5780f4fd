/** The media library: pictures, sounds, films and papers. */
import { Button, DropZone, FormFileUpload, Spinner, TextControl, TextareaControl } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { audio, external, link, page, pencil as edit, trash, video } from '@wordpress/icons';
import apiFetch from '@wordpress/api-fetch';
import { send, told, type Collection } from '../api/requests';
import { can } from '../boot';
import { day } from '../dates';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { ListScreen } from '../lists/ListScreen';
import { several } from '../lists/several';
import { plain, type Media } from './types';

const BASE = '/wp/v2/media';

function picture( item: Media ): string {
	const sizes = item.media_details?.sizes ?? {};
	return sizes.medium?.source_url ?? sizes.thumbnail?.source_url ?? item.source_url;
}

function size( bytes?: number ): string {
	return bytes ? ( bytes < 1e6 ? `${ Math.ceil( bytes / 1e3 ) } kB` : `${ ( bytes / 1e6 ).toFixed( 1 ) } MB` ) : '';
}

function iconOf( { mime_type: kind }: Media ): JSX.Element {
	return kind.startsWith( 'audio/' ) ? audio : kind.startsWith( 'video/' ) ? video : page;
}

const FIELDS: Field< Media >[] = [
	{
		id: 'picture', label: __( 'Picture' ), type: 'media', enableSorting: false,
		render: ( { item } ) => item.media_type === 'image'
			? <img className="media-picture" src={ picture( item ) } alt={ item.alt_text } loading="lazy" />
			: <span className="media-file">{ iconOf( item ) }<code>{ item.mime_type }</code></span>,
	},
	{ id: 'title', label: __( 'Title' ), enableGlobalSearch: true, getValue: ( { item } ) => plain( item.title.rendered ) || item.slug },
	{
		id: 'media_type', label: __( 'Kind' ), enableSorting: false, filterBy: { operators: [ 'is' ] },
		elements: [
			{ value: 'image', label: __( 'Pictures' ) }, { value: 'audio', label: __( 'Sounds' ) },
			{ value: 'video', label: __( 'Films' ) }, { value: 'application', label: __( 'Papers' ) },
		],
		getValue: ( { item } ) => item.mime_type.split( '/' )[ 0 ],
	},
	{
		id: 'dimensions', label: __( 'Size' ), enableSorting: false,
		getValue: ( { item: { media_details: one } } ) =>
			[ one?.width ? `${ one.width } × ${ one.height }` : '', size( one?.filesize ) ].filter( Boolean ).join( ' · ' ),
	},
	{ id: 'author', label: __( 'Uploaded by' ), enableSorting: false, getValue: ( { item } ) => item._embedded?.author?.[ 0 ]?.name ?? '' },
	{ id: 'date', label: __( 'Date' ), type: 'datetime', filterBy: false, render: ( { item } ) => <>{ day( item.date ) }</> },
];

const VIEW: View = {
	type: 'grid', perPage: 40, page: 1, search: '', filters: [], mediaField: 'picture', titleField: 'title',
	fields: [ 'dimensions' ], sort: { field: 'date', direction: 'desc' }, layout: { previewSize: 160, badgeFields: [ 'dimensions' ] },
};

function Details( { item, saved, close }: { item: Media; saved: () => void; close: () => void } ) {
	const [ draft, setDraft ] = useState( {
		title: item.title.raw, alt_text: item.alt_text, caption: item.caption.raw, description: item.description.raw,
	} );
	const [ busy, setBusy ] = useState( false );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		try {
			await send( 'PUT', `${ BASE }/${ item.id }`, draft );
			say( __( 'Saved.' ) );
			saved();
			close();
		} catch ( error ) {
			warn( told( error ) );
			setBusy( false );
		}
	};
	return (
		<form className="term-form" onSubmit={ save }>
			{ item.media_type === 'image' && <img className="media-large" src={ picture( item ) } alt="" /> }
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Title' ) } value={ draft.title } onChange={ ( title ) => setDraft( { ...draft, title } ) } />
			{ item.media_type === 'image' && (
				<TextareaControl __nextHasNoMarginBottom label={ __( 'Alternative text' ) } help={ __( 'What the picture shows, for whoever cannot see it.' ) } value={ draft.alt_text } onChange={ ( alt_text ) => setDraft( { ...draft, alt_text } ) } />
			) }
			<TextareaControl __nextHasNoMarginBottom label={ __( 'Caption' ) } value={ draft.caption } onChange={ ( caption ) => setDraft( { ...draft, caption } ) } />
			<TextareaControl __nextHasNoMarginBottom label={ __( 'Description' ) } value={ draft.description } onChange={ ( description ) => setDraft( { ...draft, description } ) } />
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
				<Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy }>{ __( 'Save' ) }</Button>
			</p>
		</form>
	);
}

/** Browsers give the clipboard to pages that are read with HTTPS alone. */
async function copy( address: string ): Promise< void > {
	try {
		await navigator.clipboard.writeText( address );
		say( __( 'Copied.' ) );
	} catch {
		warn( sprintf( __( 'The browser does not let it be copied. It is %s' ), address ) );
	}
}

function actions( list: Collection< Media > ): Action< Media >[] {
	return [
		{
			id: 'edit', label: __( 'Edit details' ), icon: edit, isPrimary: true,
			RenderModal: ( { items: [ item ], closeModal } ) => item
				? <Details item={ item } saved={ list.reload } close={ () => closeModal?.() } /> : <></>,
		},
		{ id: 'view', label: __( 'Open' ), icon: external, callback: ( [ item ] ) => item && window.open( item.source_url, '_blank', 'noopener' ) },
		{
			id: 'copy', label: __( 'Copy address' ), icon: link,
			callback: ( [ item ] ) => void copy( item?.source_url ?? '' ),
		},
		{
			id: 'delete', label: __( 'Delete for good' ), icon: trash, supportsBulk: true, modalHeader: __( 'Delete for good?' ),
			RenderModal: ( { items, closeModal } ) => (
				<Confirm label={ __( 'Delete' ) } close={ () => closeModal?.() } confirm={ () => void several(
					list, items, ( item ) => send( 'DELETE', `${ BASE }/${ item.id }?force=true` ),
					( count ) => sprintf( _n( '%d deleted.', '%d deleted.', count ), count )
				) }>
					<p>{ __( 'The files will be gone, and missing wherever they are shown. This cannot be undone.' ) }</p>
				</Confirm>
			),
		},
	];
}

function Uploading( { uploaded }: { uploaded: () => void } ) {
	const [ at, setAt ] = useState( { done: 0, of: 0, name: '' } );
	const upload = async ( files: File[] ) => {
		let done = 0;
		for ( const one of files ) {
			setAt( { done, of: files.length, name: one.name } );
			const body = new FormData();
			body.append( 'file', one, one.name );
			try {
				await apiFetch( { path: BASE, method: 'POST', body } );
				done++;
			} catch ( error ) {
				warn( `${ one.name }: ${ told( error ) }` );
			}
		}
		setAt( { done: 0, of: 0, name: '' } );
		if ( done ) {
			say( sprintf( _n( '%d file uploaded.', '%d files uploaded.', done ), done ) );
			uploaded();
		}
	};
	if ( ! can( 'upload_files' ) ) {
		return null;
	}
	return (
		<div className="uploading">
			<DropZone onFilesDrop={ ( files ) => void upload( files ) } />
			{ at.of ? (
				<p role="status"><Spinner />{ sprintf( __( 'Uploading %1$d of %2$d: %3$s' ), at.done + 1, at.of, at.name ) }
					<progress value={ at.done } max={ at.of } /></p>
			) : (
				<FormFileUpload __next40pxDefaultSize className="is-primary" multiple onChange={ ( event ) => void upload( [ ...( event.currentTarget.files ?? [] ) ] ) }>
					{ __( 'Add files' ) }
				</FormFileUpload>
			) }
		</div>
	);
}

export function MediaLibrary() {
	return (
		<ListScreen< Media >
			name="media"
			title={ __( 'Media' ) }
			path={ BASE }
			query={ { context: 'edit', _embed: 'author' } }
			fields={ FIELDS }
			actions={ actions }
			view={ VIEW }
			layouts={ { grid: {}, table: {} } }
			filters={ { media_type: ( value ) => ( { media_type: String( value ) } ) } }
			headActions={ ( list ) => <Uploading uploaded={ list.reload } /> }
			empty={ <p>{ __( 'Drop pictures here, or add them while you write.' ) }</p> }
		/>
	);
}
