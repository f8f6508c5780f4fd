import { createRoot } from '@wordpress/element';
import { Button, Snackbar } from '@wordpress/components';
import { DataViews, DataForm } from '@wordpress/dataviews';
import '@wordpress/components/build-style/style.css';
import '@wordpress/dataviews/build-style/style.css';

export function openScreens(): void {
	const root = document.getElementById( 'screens' );
	if ( root ) {
		createRoot( root ).render( <><Button>x</Button><Snackbar>y</Snackbar><DataViews {...{} as any}/><DataForm {...{} as any}/></> );
	}
}
