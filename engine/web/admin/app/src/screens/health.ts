/** What the site finds out about itself. */
import apiFetch from '@wordpress/api-fetch';
import { useEffect, useState } from '@wordpress/element';

const TESTS = [ 'background-updates', 'loopback-requests', 'https-status', 'dotorg-communication', 'authorization-header', 'page-cache' ];

export interface Finding {
	test: string;
	status: 'good' | 'recommended' | 'critical';
	label: string;
	description: string;
}

/** One test; whether credentials arrive, only a request that has some can tell, be they anybody's. */
function ask( test: string ): Promise< Finding > {
	const headers: Record< string, string > = test === 'authorization-header' ? { Authorization: `Basic ${ btoa( 'user:password' ) }` } : {};
	return apiFetch< Finding >( { path: `/wp-site-health/v1/tests/${ test }`, headers } );
}

export function useHealth(): { findings: Finding[]; isLoading: boolean } {
	const [ findings, setFindings ] = useState< Finding[] >( [] );
	const [ isLoading, setLoading ] = useState( true );
	useEffect( () => {
		let wanted = true;
		void Promise.all( TESTS.map( ( test ) => ask( test ).catch( () => undefined ) ) ).then( ( found ) => {
			if ( wanted ) {
				setFindings( found.filter( ( one ) => one !== undefined ) );
				setLoading( false );
			}
		} );
		return () => {
			wanted = false;
		};
	}, [] );
	return { findings, isLoading };
}
