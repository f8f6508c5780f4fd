/** A screen's head: what it is, and what is mostly done there. */
import { speak } from '@wordpress/a11y';
import { useEffect } from '@wordpress/element';
import type { ReactNode } from 'react';
import { boot } from '../boot';

let said = '';

/** Who cannot see that another screen has come hears it; whose link went away with the old one begins at the top of the new. */
function arrive( title: string ): void {
	if ( said && said !== title ) {
		speak( title );
		if ( document.activeElement === document.body ) {
			document.getElementById( 'screen' )?.focus( { preventScroll: true } );
		}
	}
	said = title;
}

export function Screen( props: { title: string; actions?: ReactNode; children: ReactNode; wide?: boolean } ) {
	useEffect( () => {
		document.title = `${ props.title } ‹ ${ boot.siteName }`;
		arrive( props.title );
	}, [ props.title ] );
	return (
		<>
			<div className="screen__head">
				<h1>{ props.title }</h1>
				{ props.actions && <div className="screen__actions">{ props.actions }</div> }
			</div>
			<div className={ props.wide ? 'screen__body is-wide' : 'screen__body' }>{ props.children }</div>
		</>
	);
}
