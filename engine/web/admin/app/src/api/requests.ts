/** Questions to the API, with what its headers say beside the body. */
import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot';

export interface Refusal {
	code: string;
	message: string;
}

export interface Collection< Item > {
	items: Item[];
	total: number;
	pages: number;
	isLoading: boolean;
	refusal: string;
	reload: () => void;
}

/** A sentence for people, whatever was thrown: the API's own message, or that it cannot be reached. */
export function told( error: unknown ): string {
	const refusal = error as Partial< Refusal > | undefined;
	if ( refusal?.code === 'fetch_error' || refusal?.code === 'offline_error' ) {
		return __( 'The site does not answer. Check the connection and try again.' );
	}
	return refusal?.message ?? __( 'Something went wrong. Please try again.' );
}

export type Query = Record< string, string | number | boolean | string[] | number[] | undefined >;

/** The items of a collection that a query asks for, asked anew when it changes; late answers to old questions are dropped. */
export function useCollection< Item >( path: string, query: Query ): Collection< Item > {
	const address = addQueryArgs( path, query );
	const [ state, setState ] = useState( {
		items: [] as Item[], total: 0, pages: 0, isLoading: true, refusal: '',
	} );
	const [ turn, setTurn ] = useState( 0 );
	const latest = useRef( 0 );
	useEffect( () => {
		const mine = ++latest.current;
		setState( ( before ) => ( { ...before, isLoading: true } ) );
		apiFetch< Response, false >( { path: address, parse: false } )
			.then( async ( answer ) => ( {
				items: ( await answer.json() ) as Item[],
				total: Number( answer.headers.get( 'X-WP-Total' ) ),
				pages: Number( answer.headers.get( 'X-WP-TotalPages' ) ),
				refusal: '',
			} ) )
			.catch( async ( error ) => ( {
				items: [] as Item[], total: 0, pages: 0,
				refusal: told( error instanceof window.Response ? await error.json().catch( () => undefined ) : error ),
			} ) )
			.then( ( found ) => {
				if ( mine === latest.current ) {
					setState( { ...found, isLoading: false } );
				}
			} );
	}, [ address, turn ] );
	const reload = useCallback( () => setTurn( ( number ) => number + 1 ), [] );
	return { ...state, reload };
}

export interface Found< Item > {
	item: Item | undefined;
	refusal: string;
	reload: () => void;
}

/** One thing of the API. */
export function useItem< Item >( path: string ): Found< Item > {
	const [ item, setItem ] = useState< Item >();
	const [ refusal, setRefusal ] = useState( '' );
	const [ turn, setTurn ] = useState( 0 );
	useEffect( () => {
		let wanted = true;
		apiFetch< Item >( { path } ).then(
			( found ) => wanted && ( setItem( found ), setRefusal( '' ) ),
			( error ) => wanted && setRefusal( told( error ) )
		);
		return () => {
			wanted = false;
		};
	}, [ path, turn ] );
	return { item, refusal, reload: () => setTurn( ( number ) => number + 1 ) };
}

export function send< Answer = unknown >( method: string, path: string, data?: unknown ): Promise< Answer > {
	return apiFetch< Answer >( { method, path, data } );
}

/** The same done to several things, one after the other; those with which it went well, and the first refusal. */
export async function each< Item >(
	items: Item[], act: ( item: Item ) => Promise< unknown >
): Promise< { done: Item[]; refusal: string } > {
	const done: Item[] = [];
	let refusal = '';
	for ( const item of items ) {
		try {
			await act( item );
			done.push( item );
		} catch ( error ) {
			refusal ||= told( error );
		}
	}
	return { done, refusal };
}

/** All items of a collection, a hundred at a time. */
export async function everyPage< Item >( path: string, query: Query ): Promise< Item[] > {
	const found: Item[] = [];
	for ( let page = 1; ; page++ ) {
		const answer = await apiFetch< Response, false >( { path: addQueryArgs( path, { ...query, per_page: 100, page } ), parse: false } );
		found.push( ...( ( await answer.json() ) as Item[] ) );
		if ( page >= Number( answer.headers.get( 'X-WP-TotalPages' ) ) ) {
			return found;
		}
	}
}

/** The address of a route for links that the browser follows by itself, such as downloads. */
export function linkTo( path: string, query: Query ): string {
	const { nonce } = apiFetch.nonceMiddleware ?? { nonce: boot.nonce };
	return addQueryArgs( boot.root + path.replace( /^\//, '' ), { ...query, _wpnonce: nonce } );
}

/** Send a form with a file; `sent` hears how much of it has gone, in hundredths. */
export function upload< Answer >( path: string, body: FormData, sent: ( percent: number ) => void ): Promise< Answer > {
	return new Promise( ( resolve, reject ) => {
		const request = new XMLHttpRequest();
		request.open( 'POST', linkTo( path, {} ) );
		request.responseType = 'json';
		request.upload.onprogress = ( event ) => event.lengthComputable && sent( Math.round( 100 * event.loaded / event.total ) );
		request.onload = () => ( request.status < 400 ? resolve( request.response as Answer ) : reject( request.response ) );
		request.onerror = () => reject( { code: 'fetch_error' } );
		request.send( body );
	} );
}
