/** What the server wrote into the page: who works here, where the API is, and its first answers. */
import apiFetch from '@wordpress/api-fetch';
import { setSettings, getSettings } from '@wordpress/date';
import moment from 'moment';
import { addZone } from './timezone';

export interface Boot {
	root: string;
	nonce: string;
	nonceEndpoint: string;
	home: string;
	admin: string;
	logOut: string;
	siteName: string;
	user: { id: number; name: string };
	avatars: 'local' | 'proxied' | 'gravatar';
	capabilities: string[];
	date: {
		timezone: string; offset: number; dateFormat: string; timeFormat: string; startOfWeek: number;
		months: string[]; monthsShort: string[]; weekdays: string[]; weekdaysShort: string[];
		meridiem: { am: string; AM: string; pm: string; PM: string };
		relative: ReturnType< typeof getSettings >[ 'l10n' ][ 'relative' ];
		datetime: string; datetimeAbbreviated: string;
	};
	preload: Record< string, unknown >;
	editor: Record< string, unknown >;
	newPost: number | null;
	locale: string;
	languages: string[];
	sendsMail: boolean;
	hasTranslations: boolean;
	version: string;
}

function read(): Boot {
	const element = document.getElementById( 'tympan-boot' );
	return JSON.parse( element?.textContent ?? '{}' ) as Boot;
}

export const boot = read();

/** Whether the person may; the server decides anyway, this only spares them what would be refused. */
export function can( capability: string ): boolean {
	return boot.capabilities.includes( capability );
}

/** The address of one of the admin's own pages. */
export function adminUrl( page: string ): string {
	return `${ boot.admin }${ page }`;
}

// What the editor asks whoever writes, though the API answers it only to those who may change it.
const REFUSED: [ path: RegExp, capability: string ][] = [
	[ /^\/wp\/v2\/settings\b/, 'manage_options' ], [ /^\/wp\/v2\/(categories|tags)\?(?=.*\bcontext=edit\b)/, 'manage_categories' ],
];

/** Who would be refused is told so here, without a request in vain. */
const spared: Parameters< typeof apiFetch.use >[ 0 ] = ( options, next ) => {
	const isReading = ( options.method ?? 'GET' ) === 'GET';
	const isRefused = REFUSED.some( ( [ path, capability ] ) => path.test( options.path ?? '' ) && ! can( capability ) );
	return isReading && isRefused
		? Promise.reject( { code: 'rest_forbidden', message: '', data: { status: 403 } } )
		: next( options );
};

export function start(): void {
	const nonce = apiFetch.createNonceMiddleware( boot.nonce );
	apiFetch.use( nonce );
	apiFetch.use( apiFetch.createRootURLMiddleware( boot.root ) );
	apiFetch.use( apiFetch.createPreloadingMiddleware( boot.preload as never ) );
	apiFetch.use( apiFetch.mediaUploadMiddleware );
	apiFetch.use( spared );
	Object.assign( apiFetch, { nonceMiddleware: nonce, nonceEndpoint: boot.nonceEndpoint } );

	const { timezone, offset, dateFormat, timeFormat, datetime, datetimeAbbreviated, startOfWeek, ...words } = boot.date;
	if ( timezone ) {
		addZone( timezone );
	}
	const settings = getSettings();
	setSettings( {
		...settings,
		formats: { ...settings.formats, date: dateFormat, time: timeFormat, datetime, datetimeAbbreviated },
		timezone: { ...settings.timezone, string: timezone, offset },
		l10n: { ...settings.l10n, ...words, locale: boot.locale, startOfWeek: startOfWeek as 0 },
	} );
	// The package says how long ago something was in whatever moment speaks.
	moment.locale( boot.locale );
}
