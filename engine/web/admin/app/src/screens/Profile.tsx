/** One's own account, or somebody else's for whoever may edit it. */
import { Button, Notice, SelectControl, TextControl, TextareaControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { send, told, useCollection, useItem } from '../api/requests';
import { boot } from '../boot';
import { day, distance } from '../dates';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { Screen } from '../frame/Screen';
import { useUnsaved } from '../frame/unsaved';
import { LANGUAGES } from './settingsPages';
import type { User } from './types';

interface ApplicationPassword {
	uuid: string;
	name: string;
	created: string;
	last_used: string | null;
	last_ip: string | null;
	password?: string;
}

function ApplicationPasswords( { base }: { base: string } ) {
	const list = useCollection< ApplicationPassword >( `${ base }/application-passwords`, {} );
	const [ name, setName ] = useState( '' );
	const [ made, setMade ] = useState< ApplicationPassword >();
	const add = async ( event: React.FormEvent ) => {
		event.preventDefault();
		try {
			setMade( await send< ApplicationPassword >( 'POST', `${ base }/application-passwords`, { name } ) );
			setName( '' );
			list.reload();
		} catch ( error ) {
			warn( told( error ) );
		}
	};
	const revoke = ( one: ApplicationPassword ) => send( 'DELETE', `${ base }/application-passwords/${ one.uuid }` )
		.then( () => say( __( 'Revoked.' ) ), ( error ) => warn( told( error ) ) ).then( list.reload );
	return (
		<section className="card">
			<h2>{ __( 'Application passwords' ) }</h2>
			<p>{ __( 'For apps that write here on your behalf. Each gets a password of its own, and none of them can log in to this admin.' ) }</p>
			<Refused by={ list } />
			{ made && (
				<Notice status="success" onRemove={ () => setMade( undefined ) }>
					{ __( 'It is shown this once:' ) } <code>{ made.password?.match( /.{1,4}/g )?.join( ' ' ) }</code>
				</Notice>
			) }
			<ul className="rows">
				{ list.items.map( ( one ) => (
					<li key={ one.uuid }>
						<span><strong>{ one.name }</strong>{ ' ' }
							<small>{ one.last_used
								? sprintf( __( 'Last used on %1$s (%2$s)' ), day( one.last_used ), one.last_ip ?? '' )
								: __( 'Never used' ) }</small></span>
						<Button size="compact" variant="secondary" isDestructive onClick={ () => void revoke( one ) }>{ __( 'Revoke' ) }</Button>
					</li>
				) ) }
			</ul>
			<form className="inline-form" onSubmit={ add }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name of the app' ) } value={ name } onChange={ setName } />
				<Button __next40pxDefaultSize type="submit" variant="secondary" disabled={ ! name.trim() } accessibleWhenDisabled>{ __( 'Add' ) }</Button>
			</form>
		</section>
	);
}

interface Session {
	key: string;
	began: string;
	ip: string;
	agent: string;
	is_this: boolean;
}

const SYSTEMS = [ 'Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'CrOS', 'Linux' ];
const BROWSERS = [ 'Edg', 'OPR', 'Firefox', 'Chrome', 'Safari' ];

/** What somebody recognises of a browser's own long name. */
function device( agent: string ): string {
	const browser = BROWSERS.find( ( one ) => agent.includes( `${ one }/` ) );
	const system = SYSTEMS.find( ( one ) => agent.includes( one ) );
	return [ browser?.replace( 'Edg', 'Edge' ).replace( 'OPR', 'Opera' ), system ].filter( Boolean ).join( ', ' ) || agent || __( 'An unknown device' );
}

function Sessions( { id }: { id: string } ) {
	const path = `/tympan/v1/users/${ id }/sessions`;
	const list = useCollection< Session >( path, {} );
	const end = ( one: Session ) => send( 'DELETE', `${ path }/${ one.key }` )
		.then( () => say( __( 'Logged out there.' ) ), ( error ) => warn( told( error ) ) ).then( list.reload );
	const endOthers = () => send< { count: number } >( 'DELETE', path ).then(
		( { count } ) => say( sprintf( _n( 'Logged out on %d device.', 'Logged out on %d devices.', count ), count ) ),
		( error ) => warn( told( error ) )
	).then( list.reload );
	return (
		<section className="card">
			<h2>{ __( 'Sessions' ) }</h2>
			<Refused by={ list } />
			{ ! list.isLoading && ! list.items.length && <p>{ __( 'Logged in nowhere.' ) }</p> }
			<ul className="rows">
				{ list.items.map( ( one ) => (
					<li key={ one.key }>
						<span><strong title={ one.agent }>{ device( one.agent ) }</strong>{ ' ' }<small>{ [ one.ip, one.began && distance( one.began ) ].filter( Boolean ).join( ' · ' ) }</small></span>
						{ one.is_this ? <span className="status is-publish">{ __( 'This one' ) }</span>
							: <Button size="compact" variant="secondary" isDestructive onClick={ () => void end( one ) }>{ __( 'Log out' ) }</Button> }
					</li>
				) ) }
			</ul>
			{ list.items.length > 1 && <p className="modal-actions"><Button __next40pxDefaultSize variant="secondary" onClick={ () => void endOthers() }>{ __( 'Log out everywhere else' ) }</Button></p> }
		</section>
	);
}

interface Identity {
	id: number;
	network: string;
	name: string;
	url: string;
}

function Identities() {
	const path = '/tympan/v1/users/me/identities';
	const list = useCollection< Identity >( path, {} );
	const unlink = ( one: Identity ) => send( 'DELETE', `${ path }/${ one.id }` )
		.then( () => say( __( 'Not linked any more.' ) ), ( error ) => warn( told( error ) ) ).then( list.reload );
	return (
		<section className="card">
			<h2>{ __( 'Linked identities' ) }</h2>
			<Refused by={ list } />
			{ ! list.isLoading && ! list.items.length && <p>{ __( 'None. Whoever comments with another network may link it to this account there.' ) }</p> }
			<ul className="rows">
				{ list.items.map( ( one ) => (
					<li key={ one.id }>
						<span><strong>{ one.name }</strong> <small>{ one.network }</small></span>
						<Button size="compact" variant="secondary" isDestructive onClick={ () => void unlink( one ) }>{ __( 'Unlink' ) }</Button>
					</li>
				) ) }
			</ul>
			<p className="modal-actions"><Button __next40pxDefaultSize variant="tertiary" href={ `${ boot.home }auth/account` } target="_self">{ __( 'Link another' ) }</Button></p>
		</section>
	);
}

type Editable = Pick< User, 'first_name' | 'last_name' | 'nickname' | 'name' | 'email' | 'url' | 'description' | 'locale' >;

const LABELS: [ keyof Editable, string ][] = [
	[ 'first_name', __( 'First name' ) ], [ 'last_name', __( 'Last name' ) ], [ 'nickname', __( 'Nickname' ) ],
	[ 'name', __( 'Shown as' ) ], [ 'email', __( 'Email' ) ], [ 'url', __( 'Website' ) ], [ 'description', __( 'About' ) ],
];

function editable( user: User ): Editable {
	const { first_name, last_name, nickname, name, email, url, description, locale } = user;
	return { first_name, last_name, nickname, name, email, url, description, locale };
}

export function Profile( { id }: { id: number | null } ) {
	const base = id ? `/wp/v2/users/${ id }` : '/wp/v2/users/me';
	const found = useItem< User >( `${ base }?context=edit` );
	const user = found.item;
	const [ draft, setDraft ] = useState< Editable >();
	const [ password, setPassword ] = useState( '' );
	const [ busy, setBusy ] = useState( false );
	const isOwn = ! id || id === boot.user.id;
	useEffect( () => user && setDraft( editable( user ) ), [ user ] );
	useUnsaved( password !== '' || ( !! user && !! draft && JSON.stringify( draft ) !== JSON.stringify( editable( user ) ) ) );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		try {
			await send( 'PUT', base, { ...draft, ...( password ? { password } : {} ) } );
			setPassword( '' );
			say( __( 'Saved.' ) );
			found.reload();
			if ( isOwn && draft?.locale !== user?.locale ) {
				window.setTimeout( () => window.location.reload(), 800 );
			}
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<Screen title={ isOwn ? __( 'Profile' ) : user?.name ?? __( 'User' ) }>
			<Refused by={ found } />
			{ draft && (
				<form className="card" onSubmit={ save }>
					{ LABELS.map( ( [ key, label ] ) => key === 'description' ? (
						<TextareaControl key={ key } __nextHasNoMarginBottom label={ label } value={ draft[ key ] } onChange={ ( value ) => setDraft( { ...draft, [ key ]: value } ) } />
					) : (
						<TextControl
							key={ key } __nextHasNoMarginBottom __next40pxDefaultSize label={ label } value={ draft[ key ] }
							type={ key === 'email' ? 'email' : key === 'url' ? 'url' : 'text' } required={ key === 'email' || key === 'nickname' }
							onChange={ ( value ) => setDraft( { ...draft, [ key ]: value } ) }
						/>
					) ) }
					<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Language' ) } value={ draft.locale } options={ LANGUAGES } onChange={ ( locale ) => setDraft( { ...draft, locale } ) } />
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="password" autoComplete="new-password" label={ __( 'New password' ) } help={ __( 'Left empty, the old one stays.' ) } value={ password } onChange={ setPassword } />
					<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy } accessibleWhenDisabled>{ __( 'Save' ) }</Button></p>
				</form>
			) }
			{ user && <ApplicationPasswords base={ base } /> }
			{ user && <Sessions id={ id ? String( id ) : 'me' } /> }
			{ user && isOwn && <Identities /> }
		</Screen>
	);
}
