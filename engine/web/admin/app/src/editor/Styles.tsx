/** The site's styles, edited in WordPress's own panels beside the page that they make. */
import { Button, Spinner } from '@wordpress/components';
import { store as core } from '@wordpress/core-data';
import { useDispatch, useSelect } from '@wordpress/data';
import { privateApis } from '@wordpress/editor';
import { useEffect, useMemo, useRef, useState } from '@wordpress/element';
import { generateGlobalStyles, mergeGlobalStyles } from '@wordpress/global-styles-engine';
import { __ } from '@wordpress/i18n';
import { __dangerousOptInToUnstableAPIsOnlyForCoreModules as optIn } from '@wordpress/private-apis';
import type { ComponentType, ReactNode } from 'react';
import { told } from '../api/requests';
import { boot } from '../boot';
import { say, warn } from '../frame/notices';
import { Screen } from '../frame/Screen';
import { useUnsaved } from '../frame/unsaved';
import './avatars';
import { knowBlocks } from './Blocks';
import { settings as canvasSettings } from './canvas';

interface Config {
	styles?: object;
	settings?: object;
}

interface Panels {
	GlobalStylesUIWrapper: ComponentType< { path: string; onPathChange: ( path: string ) => void; settings: object; showResponsiveStateControls?: boolean } >;
	GlobalStylesActionMenu: ComponentType< { hideWelcomeGuide?: boolean; onChangePath: ( path: string ) => void } >;
	StyleBookPreview: ComponentType< { path: string; onPathChange: ( path: string ) => void; userConfig: Config; settings: object } >;
	useGlobalStyles: () => { user: Config; base: Config | undefined; isReady: boolean };
}

const { unlock } = optIn(
	'I acknowledge private features are not for use in themes or plugins and doing so will break in the next version of WordPress.',
	'@wordpress/edit-site'
);
const { GlobalStylesUIWrapper, GlobalStylesActionMenu, StyleBookPreview, useGlobalStyles } = unlock( privateApis ) as Panels;

/** The sheet of the styles as they stand on this screen, saved or not. */
function useSheet( base: Config | undefined, user: Config ): string {
	return useMemo( () => {
		if ( ! base ) {
			return '';
		}
		const [ parts ] = generateGlobalStyles( mergeGlobalStyles( base as never, user as never ), [], { styleOptions: { variationStyles: true } } );
		return parts.map( ( one: { css?: string } ) => one.css ?? '' ).join( '\n' );
	}, [ base, user ] );
}

/** The site itself, in which the sheet that it came with gives way to ours. */
function Site( { sheet }: { sheet: string } ) {
	const frame = useRef< HTMLIFrameElement >( null );
	const [ turn, setTurn ] = useState( 0 );
	useEffect( () => {
		const inside = frame.current?.contentDocument;
		const view = inside?.defaultView as ( Window & typeof globalThis ) | null | undefined;
		if ( ! inside || ! view || ! sheet ) {
			return;
		}
		const served = inside.getElementById( 'global-styles-inline-css' ) as HTMLStyleElement | null;
		if ( served?.sheet ) {
			served.sheet.disabled = true;
		}
		const ours = new view.CSSStyleSheet();
		ours.replaceSync( sheet );
		inside.adoptedStyleSheets = [ ours ];
	}, [ sheet, turn ] );
	return <iframe ref={ frame } className="styles-site" src={ boot.home } title={ __( 'The site with these styles' ) } onLoad={ () => setTurn( ( number ) => number + 1 ) } />;
}

export function Styles( { nav }: { nav: ReactNode } ) {
	const [ known, setKnown ] = useState( false );
	useEffect( () => {
		knowBlocks();
		setKnown( true );
	}, [] );
	return known ? <Editing nav={ nav } /> : <Spinner className="loading" />;
}

function Editing( { nav }: { nav: ReactNode } ) {
	const [ path, setPath ] = useState( '/' );
	const [ book, setBook ] = useState( false );
	const [ busy, setBusy ] = useState( false );
	const { user, base, isReady } = useGlobalStyles();
	const settings = useMemo( canvasSettings, [] );
	const sheet = useSheet( base, user );
	const { id, isDirty, versions } = useSelect( ( select ) => {
		const { __experimentalGetCurrentGlobalStylesId, hasEditsForEntityRecord, getEntityRecord } = select( core ) as unknown as {
			__experimentalGetCurrentGlobalStylesId: () => string | undefined;
			hasEditsForEntityRecord: ( kind: string, name: string, id: string ) => boolean;
			getEntityRecord: ( kind: string, name: string, id: string ) => { _links?: Record< string, { count?: number }[] > } | undefined;
		};
		const current = __experimentalGetCurrentGlobalStylesId();
		return {
			id: current,
			isDirty: current ? hasEditsForEntityRecord( 'root', 'globalStyles', current ) : false,
			versions: current ? getEntityRecord( 'root', 'globalStyles', current )?._links?.[ 'version-history' ]?.[ 0 ]?.count ?? 0 : 0,
		};
	}, [] );
	const { saveEditedEntityRecord } = useDispatch( core );
	useUnsaved( isDirty );
	const save = async () => {
		setBusy( true );
		try {
			await saveEditedEntityRecord( 'root', 'globalStyles', id!, { throwOnError: true } );
			say( __( 'Saved.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	const inRevisions = path.startsWith( '/revisions' );
	const actions = (
		<>
			<Button __next40pxDefaultSize variant="tertiary" isPressed={ inRevisions } disabled={ ! versions } accessibleWhenDisabled onClick={ () => setPath( inRevisions ? '/' : '/revisions' ) }>{ __( 'Revisions' ) }</Button>
			<Button __next40pxDefaultSize variant="primary" isBusy={ busy } disabled={ busy || ! isDirty } accessibleWhenDisabled onClick={ () => void save() }>{ __( 'Save' ) }</Button>
			{ isReady && <GlobalStylesActionMenu hideWelcomeGuide onChangePath={ setPath } /> }
		</>
	);
	return (
		<Screen title={ __( 'Styles' ) } wide actions={ actions }>
			{ nav }
			{ ! isReady && <Spinner className="loading" /> }
			{ isReady && (
				<div className="styles">
					<section className="styles-panel" aria-label={ __( 'What can be changed' ) }>
						<GlobalStylesUIWrapper path={ path } onPathChange={ setPath } settings={ settings } showResponsiveStateControls={ false } />
					</section>
					<section className="styles-preview" aria-label={ __( 'Preview' ) }>
						<p className="styles-preview__choice">
							<Button size="compact" isPressed={ ! book } onClick={ () => setBook( false ) }>{ __( 'The site' ) }</Button>
							<Button size="compact" isPressed={ book } onClick={ () => setBook( true ) }>{ __( 'All blocks' ) }</Button>
						</p>
						{ book
							? <StyleBookPreview path={ path } onPathChange={ setPath } userConfig={ user } settings={ settings } />
							: <Site sheet={ sheet } /> }
					</section>
				</div>
			) }
		</Screen>
	);
}
