/** A screen's head: what it is, and what is mostly done there. */
import { useEffect } from '@wordpress/element';
import type { ReactNode } from 'react';
import { boot } from '../boot';

export function Screen( props: { title: string; actions?: ReactNode; children: ReactNode; wide?: boolean } ) {
	useEffect( () => {
		document.title = `${ props.title } ‹ ${ boot.siteName }`;
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
