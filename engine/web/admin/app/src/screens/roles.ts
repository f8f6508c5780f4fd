/** The roles of the site, as options to choose from. */
import apiFetch from '@wordpress/api-fetch';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Choice } from './settingsPages';

// Names of WordPress's own roles, which are stored in English.
const KNOWN: Record< string, string > = {
	administrator: __( 'Administrator' ), editor: __( 'Editor' ), author: __( 'Author' ),
	contributor: __( 'Contributor' ), subscriber: __( 'Subscriber' ),
};

let asked: Promise< Choice[] > | undefined;

function ask(): Promise< Choice[] > {
	asked ??= apiFetch< { slug: string; name: string }[] >( { path: '/tympan/v1/roles' } ).then(
		( found ) => found.map( ( { slug, name } ) => ( { value: slug, label: KNOWN[ slug ] ?? name } ) ),
		() => {
			asked = undefined;
			return Object.entries( KNOWN ).map( ( [ value, label ] ) => ( { value, label } ) );
		}
	);
	return asked;
}

export function useRoles(): Choice[] {
	const [ roles, setRoles ] = useState< Choice[] >( [] );
	useEffect( () => {
		let wanted = true;
		void ask().then( ( found ) => wanted && setRoles( found ) );
		return () => {
			wanted = false;
		};
	}, [] );
	return roles;
}
