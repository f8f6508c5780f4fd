/** The site's settings, by WordPress's pages of them. */
import { Button, RadioControl, SelectControl, TextareaControl, TextControl, ToggleControl } from '@wordpress/components';
import { Fragment, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { send, told, useCollection, useItem } from '../api/requests';
import { adminUrl, boot } from '../boot';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { Screen } from '../frame/Screen';
import { Subnav } from '../frame/Subnav';
import { useUnsaved } from '../frame/unsaved';
import { Identities } from './Identities';
import { useRoles } from './roles';
import { PAGES, type Control, type Page, type Value, type Values } from './settingsPages';
import { plain, type Post, type Term } from './types';

const CORE = '/wp/v2/settings';
const FURTHER = '/tympan/v1/settings';
const IDENTITIES = 'options-identities.php';

function SettingsNav( { current }: { current: string } ) {
	const pages = Object.entries( PAGES ).map( ( [ page, { title } ] ) => ( { page, label: title } ) );
	return <Subnav label={ __( 'Settings' ) } pages={ [ ...pages, { page: IDENTITIES, label: __( 'Log-in networks' ) } ] } current={ current } />;
}

interface Asking {
	control: Control;
	values: Values;
	change: ( part: Values ) => void;
}

function OneOf( { control, values, change }: Asking ) {
	const pages = useCollection< Post >( '/wp/v2/pages', { per_page: 100, context: 'edit', _fields: 'id,title', orderby: 'title', order: 'asc' } );
	const categories = useCollection< Term >( '/wp/v2/categories', { per_page: 100, _fields: 'id,name' } );
	const options = control.kind === 'page'
		? [ { label: __( 'None' ), value: '0' }, ...pages.items.map( ( one ) => ( { label: plain( one.title.rendered ) || __( '(no title)' ), value: String( one.id ) } ) ) ]
		: categories.items.map( ( one ) => ( { label: plain( one.name ), value: String( one.id ) } ) );
	return (
		<SelectControl
			__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } options={ options }
			value={ String( values[ control.key ] ?? 0 ) } onChange={ ( value ) => change( { [ control.key ]: Number( value ) } ) }
		/>
	);
}

function RoleOf( { control, values, change }: Asking ) {
	const roles = useRoles();
	return (
		<SelectControl
			__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } options={ roles }
			value={ String( values[ control.key ] ?? '' ) } onChange={ ( value ) => change( { [ control.key ]: value } ) }
		/>
	);
}

const OFFSETS = Array.from( { length: 53 }, ( _, index ) => index / 2 - 12 );

/** A city, or an offset from UTC: WordPress keeps them as two options, of which one is empty. */
function Zone( { control, values, change }: Asking ) {
	const cities = Intl.supportedValuesOf( 'timeZone' );
	const city = String( values.timezone ?? '' );
	const value = city || `UTC${ Number( values.gmt_offset ?? 0 ) }`;
	const shown = ( hours: number ) => `UTC${ hours < 0 ? '−' : '+' }${ Math.floor( Math.abs( hours ) ) }${ hours % 1 ? ':30' : '' }`;
	const named = city && ! cities.includes( city ) ? [ city, ...cities ] : cities;
	return (
		<SelectControl
			__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } help={ __( 'A city knows when its clocks change.' ) } value={ value }
			options={ [
				...named.map( ( one ) => ( { label: one.replace( /_/g, ' ' ), value: one } ) ),
				...OFFSETS.map( ( hours ) => ( { label: shown( hours ), value: `UTC${ hours }` } ) ),
			] }
			onChange={ ( next ) => change( next.startsWith( 'UTC' ) && next !== 'UTC'
				? { timezone: '', gmt_offset: Number( next.slice( 3 ) ) } : { timezone: next, gmt_offset: 0 } ) }
		/>
	);
}

const STRUCTURES = [ '', '/%year%/%monthnum%/%day%/%postname%/', '/%year%/%monthnum%/%postname%/', '/archives/%post_id%', '/%postname%/' ];

function Permalinks( { control, values, change }: Asking ) {
	const value = String( values[ control.key ] ?? '' );
	const [ own, setOwn ] = useState( ! STRUCTURES.includes( value ) );
	const home = boot.home.replace( /\/$/, '' );
	const labels = [ __( 'Plain' ), __( 'Day and name' ), __( 'Month and name' ), __( 'Numeric' ), __( 'Post name' ) ];
	const example = ( structure: string ) => structure
		? home + structure.replace( '%year%', '2026' ).replace( '%monthnum%', '05' ).replace( '%day%', '17' ).replace( '%postname%', __( 'sample-post' ) ).replace( '%post_id%', '123' )
		: `${ home }/?p=123`;
	return (
		<>
			<RadioControl
				label={ control.label } selected={ own ? 'own' : value }
				options={ [
					...STRUCTURES.map( ( structure, index ) => ( { label: labels[ index ] ?? '', value: structure, description: example( structure ) } ) ),
					{ label: __( 'Another' ), value: 'own' },
				] }
				onChange={ ( next ) => {
					setOwn( next === 'own' );
					if ( next !== 'own' ) {
						change( { [ control.key ]: next } );
					}
				} }
			/>
			{ own && (
				<TextControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Structure' ) } value={ value } onChange={ ( next ) => change( { [ control.key ]: next } ) }
					help={ `%year% %monthnum% %day% %hour% %minute% %second% %post_id% %postname% %category% %author%` }
				/>
			) }
		</>
	);
}

function Asked( asking: Asking ) {
	const { control, values, change } = asking;
	const value: Value = values[ control.key ] ?? null;
	const set = ( next: Value ) => change( { [ control.key ]: next } );
	switch ( control.kind ) {
		case 'switch':
			return <ToggleControl __nextHasNoMarginBottom label={ control.label } help={ control.help } checked={ value === control.on } onChange={ ( on ) => set( on ? control.on : control.off ) } />;
		case 'choice':
			return (
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } help={ control.help } options={ control.options }
					value={ String( value ) } onChange={ ( next ) => set( control.numeric ? Number( next ) : next ) }
				/>
			);
		case 'lines':
			return <TextareaControl __nextHasNoMarginBottom label={ control.label } help={ control.help } rows={ 4 } value={ String( value ?? '' ) } onChange={ set } />;
		case 'page':
		case 'category':
			return <OneOf { ...asking } />;
		case 'role':
			return <RoleOf { ...asking } />;
		case 'zone':
			return <Zone { ...asking } />;
		case 'permalinks':
			return <Permalinks { ...asking } />;
		default:
			return (
				<TextControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } help={ control.help } type={ control.kind }
					value={ String( value ?? '' ) } onChange={ ( next ) => set( control.kind === 'number' ? Number( next ) : next ) }
				/>
			);
	}
}

// WordPress keeps these as HTML; people read and write them as text.
const TEXTS = [ 'title', 'description' ];

function read( values: Values ): Values {
	return Object.fromEntries( Object.entries( values ).map( ( [ key, value ] ) => [ key, TEXTS.includes( key ) ? plain( String( value ?? '' ) ) : value ] ) );
}

/** The values of both routes of settings as one, and which of them each belongs to. */
function useValues() {
	const core = useItem< Values >( CORE );
	const further = useItem< Values >( FURTHER );
	const [ saved, setSaved ] = useState< Values >();
	useEffect( () => {
		if ( core.item && further.item ) {
			setSaved( read( { ...further.item, ...core.item } ) );
		}
	}, [ core.item, further.item ] );
	const save = async ( changed: Values ) => {
		const known = Object.entries( changed );
		for ( const [ path, names ] of [ [ CORE, core.item ], [ FURTHER, further.item ] ] as const ) {
			const its = known.filter( ( [ name ] ) => name in ( names ?? {} ) );
			if ( its.length ) {
				const answer = await send< Values >( 'POST', path, Object.fromEntries( its ) );
				setSaved( ( before ) => ( { ...before, ...read( answer ) } ) );
			}
		}
	};
	return { saved, save, refusal: core.refusal || further.refusal, reload: () => ( core.reload(), further.reload() ) };
}

function Form( { page, name }: { page: Page; name: string } ) {
	const values = useValues();
	const { saved, save } = values;
	const [ draft, setDraft ] = useState< Values >();
	const [ busy, setBusy ] = useState( false );
	useEffect( () => saved && setDraft( saved ), [ saved ] );
	const changed = Object.fromEntries( Object.entries( draft ?? {} ).filter( ( [ key, value ] ) => value !== saved?.[ key ] ) );
	useUnsaved( Object.keys( changed ).length > 0 );
	const submit = async ( event: React.FormEvent ) => {
		event.preventDefault();
		if ( ! draft || ! saved ) {
			return;
		}
		setBusy( true );
		try {
			await save( changed );
			say( __( 'Saved.' ) );
			if ( draft.permalink_structure !== saved.permalink_structure || draft.language !== saved.language ) {
				// The addresses of the API, or the words of this page, are others now.
				window.setTimeout( () => window.location.assign( adminUrl( name ) ), 800 );
			}
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<>
			<Refused by={ values } />
			{ page.note && <p>{ page.note }</p> }
			{ draft && (
				<form className="card" onSubmit={ submit }>
					{ page.controls.map( ( control ) => ( ! control.when || control.when( draft ) ) && (
						<Fragment key={ control.key }>
							{ control.group && <h2 className="group">{ control.group }</h2> }
							<Asked control={ control } values={ draft } change={ ( part ) => setDraft( { ...draft, ...part } ) } />
						</Fragment>
					) ) }
					<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy } accessibleWhenDisabled>{ __( 'Save' ) }</Button></p>
				</form>
			) }
		</>
	);
}

export function Settings( { page }: { page: string } ) {
	return (
		<Screen title={ __( 'Settings' ) }>
			<SettingsNav current={ page } />
			{ page === IDENTITIES ? <Identities /> : <Form key={ page } page={ PAGES[ page ]! } name={ page } /> }
		</Screen>
	);
}
