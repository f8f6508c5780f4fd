/** Pictures of people in WordPress's panels come from this site or not at all, unless it lets browsers ask Gravatar. */
import apiFetch from '@wordpress/api-fetch';
import { boot } from '../boot';

interface Pictured {
	avatar_urls?: Record< string, string >;
}

function without( person: Pictured ): Pictured {
	const own = Object.entries( person.avatar_urls ?? {} ).filter( ( [ , address ] ) => address.startsWith( boot.home ) );
	return person.avatar_urls ? { ...person, avatar_urls: Object.fromEntries( own ) } : person;
}

function cleaned( answer: unknown ): unknown {
	return Array.isArray( answer ) ? answer.map( without ) : without( answer as Pictured );
}

if ( boot.avatars !== 'gravatar' ) {
	apiFetch.use( async ( options, next ) => {
		const answer: unknown = await next( options );
		if ( ! /\/wp\/v2\/users\b/.test( options.path ?? options.url ?? '' ) || ! answer ) {
			return answer;
		}
		if ( answer instanceof window.Response ) {
			return answer.ok ? new window.Response( JSON.stringify( cleaned( await answer.json() ) ), { headers: answer.headers } ) : answer;
		}
		return cleaned( answer );
	} );
}
