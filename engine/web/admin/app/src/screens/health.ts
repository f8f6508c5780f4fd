/** What the site finds out about itself. */
import apiFetch from '@wordpress/api-fetch';
import { useEffect, useState } from '@wordpress/element';
import { told } from '../api/requests';

const TESTS = [ 'background-updates', 'loopback-requests', 'https-status', 'dotorg-communication', 'authorization-header', 'page-cache' ];

export interface Finding {
	test: string;
	status: 'good' | 'recommended' | 'critical';
	label: string;
	description: string;
}

export interface Health {
	findings: Finding[];
	isLoading: boolean;
	/** Why some test could not be made. */
	refusal: string;
	reload: () => void;
}

/** One test; whether credentials arrive, only a request that has some can tell, be they anybody's. */
function ask( test: string ): Promise< Finding > {
	const headers: Record< string, string > = test === 'authorization-header' ? { Authorization: `Basic ${ btoa( 'user:password' ) }` } : {};
	return apiFetch< Finding >( { path: `/wp-site-health/v1/tests/${ test }`, headers } );
}

export function useHealth(): Health {
	const [ found, setFound ] = useState< Omit< Health, 'reload' > >( { findings: [], isLoading: true, refusal: '' } );
	const [ turn, setTurn ] = useState( 0 );
	useEffect( () => {
		let wanted = true;
		void Promise.allSettled( TESTS.map( ask ) ).then( ( results ) => {
			const failed = results.find( ( one ) => one.status === 'rejected' );
			const findings = results.flatMap( ( one ) => one.status === 'fulfilled' ? [ one.value ] : [] );
			if ( wanted ) {
				setFound( { findings, isLoading: false, refusal: failed ? told( failed.reason ) : '' } );
			}
		} );
		return () => {
			wanted = false;
		};
	}, [ turn ] );
	return { ...found, reload: () => setTurn( ( number ) => number + 1 ) };
}
