/** The networks that readers may log in with to comment; secrets go one way only. */
import { Button, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { send, told, useItem } from '../api/requests';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';

interface Entry {
	name: string;
	value: string;
	is_secret: boolean;
	is_set: boolean;
	is_fixed: boolean;
}

interface Network {
	slug: string;
	is_offered: boolean;
	callback: string;
	fields: Entry[];
}

const NAMES: Record< string, string > = {
	'wordpress-com': 'WordPress.com', x: 'X (Twitter)', facebook: 'Facebook', google: 'Google', github: 'GitHub',
	mastodon: __( 'The Fediverse' ), oidc: __( 'OpenID' ),
};

// Where the owners of sites register an application.
const CONSOLES: Record< string, string > = {
	'wordpress-com': 'https://developer.wordpress.com/apps/', x: 'https://developer.x.com/', facebook: 'https://developers.facebook.com/apps/',
	google: 'https://console.cloud.google.com/apis/credentials', github: 'https://github.com/settings/developers',
};

function labelOf( { name, is_secret: isSecret }: Entry ): string {
	if ( isSecret ) {
		return __( 'Client secret' );
	}
	const known: Record< string, string > = {
		mastodon_servers: __( 'Servers' ), oidc_issuer: __( 'Address of the provider' ), oidc_name: __( 'What readers know it as' ),
	};
	return known[ name ] ?? __( 'Client id' );
}

function helpOf( entry: Entry ): string | undefined {
	if ( entry.is_fixed ) {
		return __( 'The settings of the server say this.' );
	}
	if ( entry.is_secret && entry.is_set ) {
		return __( 'It is kept, and never shown again. Type another to replace it.' );
	}
	return entry.name === 'mastodon_servers' ? __( 'Names such as mastodon.social, or * for any server.' ) : undefined;
}

function One( { network, saved }: { network: Network; saved: ( networks: Network[] ) => void } ) {
	const start = () => Object.fromEntries( network.fields.map( ( one ) => [ one.name, one.value ] ) );
	const [ draft, setDraft ] = useState< Record< string, string > >( start );
	const [ busy, setBusy ] = useState( false );
	useEffect( () => setDraft( start() ), [ network ] );
	const write = async ( data: Record< string, string > ) => {
		setBusy( true );
		try {
			saved( ( await send< { networks: Network[] } >( 'POST', '/tympan/v1/networks', data ) ).networks );
			say( __( 'Saved.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	const submit = ( event: React.FormEvent ) => {
		event.preventDefault();
		void write( Object.fromEntries( network.fields
			.filter( ( one ) => ! one.is_fixed && ( draft[ one.name ] ?? '' ) !== one.value )
			.map( ( one ) => [ one.name, draft[ one.name ] ?? '' ] ) ) );
	};
	const clear = () => void write( Object.fromEntries( network.fields.filter( ( one ) => ! one.is_fixed ).map( ( one ) => [ one.name, '' ] ) ) );
	const own = network.fields.some( ( one ) => one.is_set && ! one.is_fixed && one.name !== 'oidc_name' );
	return (
		<details className="add">
			<summary>{ NAMES[ network.slug ] ?? network.slug } { network.is_offered && <span className="status is-publish">{ __( 'Offered' ) }</span> }</summary>
			<form className="add__body" onSubmit={ submit }>
				{ network.slug !== 'mastodon' && (
					<p>
						{ __( 'Register an application there, with this address to come back to:' ) } <code>{ network.callback }</code>{ ' ' }
						{ CONSOLES[ network.slug ] && <a href={ CONSOLES[ network.slug ] } target="_blank" rel="noreferrer">{ sprintf( __( 'To %s' ), NAMES[ network.slug ] ?? network.slug ) }</a> }
					</p>
				) }
				{ network.fields.map( ( one ) => (
					<TextControl
						key={ one.name } __nextHasNoMarginBottom __next40pxDefaultSize label={ labelOf( one ) } help={ helpOf( one ) } disabled={ one.is_fixed }
						type={ one.is_secret ? 'password' : 'text' } autoComplete={ one.is_secret ? 'new-password' : 'off' }
						placeholder={ one.is_secret && one.is_set ? '••••••••' : '' }
						value={ draft[ one.name ] ?? '' } onChange={ ( value ) => setDraft( { ...draft, [ one.name ]: value } ) }
					/>
				) ) }
				<p className="modal-actions">
					{ own && <Button __next40pxDefaultSize variant="tertiary" isDestructive disabled={ busy } onClick={ clear }>{ __( 'Offer it no longer' ) }</Button> }
					<Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy || network.fields.every( ( one ) => ( draft[ one.name ] ?? '' ) === one.value ) } accessibleWhenDisabled>{ __( 'Save' ) }</Button>
				</p>
			</form>
		</details>
	);
}

export function Identities() {
	const found = useItem< { networks: Network[] } >( '/tympan/v1/networks' );
	const [ networks, setNetworks ] = useState< Network[] >();
	useEffect( () => found.item && setNetworks( found.item.networks ), [ found.item ] );
	return (
		<>
			<p>{ __( 'Readers may log in with these to comment under their name. Each is offered once it knows this site as an application.' ) }</p>
			<Refused by={ found } />
			{ networks?.map( ( one ) => <One key={ one.slug } network={ one } saved={ setNetworks } /> ) }
		</>
	);
}
