/** One's own account, or somebody else's for whoever may edit it. */
import { Button, Notice, TextControl, TextareaControl } from '@wordpress/components';
import { dateI18n, getSettings } from '@wordpress/date';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { send, told, useCollection, useItem } from '../api/requests';
import { boot } from '../boot';
import { say, warn } from '../frame/notices';
import { Screen } from '../frame/Screen';
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
			{ list.refusal && <Notice status="error" isDismissible={ false }>{ list.refusal }</Notice> }
			{ made && (
				<Notice status="success" onRemove={ () => setMade( undefined ) }>
					{ __( 'It is shown this once:' ) } <code>{ made.password?.match( /.{1,4}/g )?.join( ' ' ) }</code>
				</Notice>
			) }
			<ul className="rows">
				{ list.items.map( ( one ) => (
					<li key={ one.uuid }>
						<span><strong>{ one.name }</strong>
							<small>{ one.last_used ? `${ __( 'Last used' ) } ${ dateI18n( getSettings().formats.date, one.last_used, undefined ) } (${ one.last_ip })` : __( 'Never used' ) }</small></span>
						<Button size="compact" variant="secondary" isDestructive onClick={ () => void revoke( one ) }>{ __( 'Revoke' ) }</Button>
					</li>
				) ) }
			</ul>
			<form className="inline-form" onSubmit={ add }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Name of the app' ) } value={ name } onChange={ setName } />
				<Button __next40pxDefaultSize type="submit" variant="secondary" disabled={ ! name.trim() }>{ __( 'Add' ) }</Button>
			</form>
		</section>
	);
}

type Editable = Pick< User, 'first_name' | 'last_name' | 'nickname' | 'name' | 'email' | 'url' | 'description' >;

const LABELS: Record< keyof Editable, string > = {
	first_name: __( 'First name' ), last_name: __( 'Last name' ), nickname: __( 'Nickname' ),
	name: __( 'Shown as' ), email: __( 'Email' ), url: __( 'Website' ), description: __( 'About' ),
};

export function Profile( { id }: { id: number | null } ) {
	const base = id ? `/wp/v2/users/${ id }` : '/wp/v2/users/me';
	const { item: user, refusal } = useItem< User >( `${ base }?context=edit` );
	const [ draft, setDraft ] = useState< Editable >();
	const [ password, setPassword ] = useState( '' );
	const [ busy, setBusy ] = useState( false );
	useEffect( () => user && setDraft( {
		first_name: user.first_name, last_name: user.last_name, nickname: user.nickname, name: user.name,
		email: user.email, url: user.url, description: user.description,
	} ), [ user ] );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		try {
			await send( 'PUT', base, { ...draft, ...( password ? { password } : {} ) } );
			setPassword( '' );
			say( __( 'Saved.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<Screen title={ id && id !== boot.user.id ? user?.name ?? __( 'User' ) : __( 'Profile' ) }>
			{ refusal && <Notice status="error" isDismissible={ false }>{ refusal }</Notice> }
			{ draft && (
				<form className="card" onSubmit={ save }>
					{ ( Object.keys( LABELS ) as ( keyof Editable )[] ).map( ( key ) => key === 'description' ? (
						<TextareaControl key={ key } __nextHasNoMarginBottom label={ LABELS[ key ] } value={ draft[ key ] } onChange={ ( value ) => setDraft( { ...draft, [ key ]: value } ) } />
					) : (
						<TextControl
							key={ key } __nextHasNoMarginBottom __next40pxDefaultSize label={ LABELS[ key ] } value={ draft[ key ] }
							type={ key === 'email' ? 'email' : key === 'url' ? 'url' : 'text' } required={ key === 'email' || key === 'nickname' }
							onChange={ ( value ) => setDraft( { ...draft, [ key ]: value } ) }
						/>
					) ) }
					<TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="password" autoComplete="new-password" label={ __( 'New password' ) } help={ __( 'Left empty, the old one stays.' ) } value={ password } onChange={ setPassword } />
					<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy }>{ __( 'Save' ) }</Button></p>
				</form>
			) }
			{ user && <ApplicationPasswords base={ base } /> }
		</Screen>
	);
}
