/** What stands around every screen: the menu, the site's name, notices, and the word that the connection is gone. */
import { Button, Icon } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { external, menu as menuIcon, plus } from '@wordpress/icons';
import type { ReactNode } from 'react';
import { adminUrl, boot, can } from '../boot';
import { isAt, menu } from './menu';
import { Notices } from './notices';
import { followLinks, type Place } from './router';

function useOnline(): boolean {
	const [ online, setOnline ] = useState( navigator.onLine );
	useEffect( () => {
		const look = () => setOnline( navigator.onLine );
		window.addEventListener( 'online', look );
		window.addEventListener( 'offline', look );
		return () => {
			window.removeEventListener( 'online', look );
			window.removeEventListener( 'offline', look );
		};
	}, [] );
	return online;
}

export function Frame( { place, children }: { place: Place; children: ReactNode } ) {
	const [ isOpen, setOpen ] = useState( false );
	const online = useOnline();
	const address = place.page + place.query.toString();
	const opener = useRef< HTMLButtonElement >( null );
	useEffect( () => setOpen( false ), [ address ] );
	const close = ( event: React.KeyboardEvent ) => {
		if ( isOpen && event.key === 'Escape' ) {
			setOpen( false );
			opener.current?.focus();
		}
	};
	return (
		<div className={ `frame${ isOpen ? ' is-open' : '' }` } onClick={ followLinks } onKeyDown={ close }>
			<a className="skip" href="#screen">{ __( 'Skip to the content' ) }</a>
			<header className="bar">
				<Button
					ref={ opener }
					className="bar__menu"
					icon={ menuIcon }
					label={ __( 'Menu' ) }
					aria-expanded={ isOpen }
					aria-controls="menu"
					onClick={ () => setOpen( ! isOpen ) }
				/>
				<a className="bar__site" href={ boot.home } target="_self">
					{ boot.siteName || boot.home }
					<Icon icon={ external } size={ 16 } />
				</a>
				{ can( 'edit_posts' ) && (
					<a className="bar__new" href={ adminUrl( 'post-new.php' ) }>
						<Icon icon={ plus } size={ 20 } />
						{ __( 'New post' ) }
					</a>
				) }
			</header>
			<nav id="menu" className="menu" aria-label={ __( 'Admin' ) }>
				<ul>
					{ menu().map( ( entry ) => (
						<li key={ entry.page }>
							<a
								href={ adminUrl( entry.page ) }
								aria-current={ isAt( place, entry.page ) ? 'page' : undefined }
							>
								<Icon icon={ entry.icon } size={ 20 } />
								{ entry.label }
							</a>
						</li>
					) ) }
				</ul>
				<p className="menu__person">
					<a href={ adminUrl( 'profile.php' ) }>{ boot.user.name }</a>
					<a href={ boot.logOut } target="_self">{ __( 'Log out' ) }</a>
				</p>
			</nav>
			<main id="screen" className="screen" tabIndex={ -1 }>
				{ ! online && (
					<p className="offline" role="status">
						{ __( 'You are offline. What you see may be old, and nothing can be saved until you are back.' ) }
					</p>
				) }
				{ children }
			</main>
			<Notices />
		</div>
	);
}
