import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { withNamedColours } from './dark.ts';

/** Media workers (libvips, video conversion) are loaded for client-side processing only, which stays off here. */
function withoutMediaWorkers(): Plugin {
	const left = /^@wordpress\/(vips|video-conversion)(\/.*)?$/;
	return {
		name: 'without-media-workers',
		enforce: 'pre',
		resolveId: ( id ) => ( left.test( id ) ? '\0left-out' : null ),
		load: ( id ) => ( id === '\0left-out' ? 'export default {};' : null ),
	};
}

/** The tables of all time zones: `src/timezone.ts` asks the browser for the one that is needed. */
function withoutZones(): Plugin {
	return {
		name: 'without-zones',
		enforce: 'pre',
		load: ( id ) => ( /moment-timezone\/data\/packed\/latest\.json$/.test( id ) ? '{ "version": "", "zones": [], "links": [], "countries": [] }' : null ),
	};
}

/** What makes schemes of colours out of seeds, with a library of colours: ours are written down in `frame/dark.css`. */
function withoutColourRamps(): Plugin {
	return {
		name: 'without-colour-ramps',
		enforce: 'pre',
		load: ( id ) => ( /@wordpress\/theme\/build-module\/use-theme-provider-styles\.mjs$/.test( id ) ? `
			export function useThemeProviderStyles( { cursor, cornerRadius = 'subtle' } = {} ) {
				return {
					resolvedSettings: { color: {}, cursor, cornerRadius },
					themeProviderStyles: cursor?.control ? { '--wpds-cursor-control': cursor.control } : {},
				};
			}` : null ),
	};
}

/** What nothing begins with: calendars, the fields of forms that are made of descriptions, views of lists that no list of ours has, the palette of commands. */
const LATER = /@wordpress\/(?:commands\/build-module\/components\/command-menu|ui\/build-module\/calendar\/(?:range-)?calendar|components\/build-module\/validated-form-controls\/components\/[\w-]+-(?:control|field)|dataviews\/build-module\/components\/(?:dataform-controls\/(?!index\b)[\w-]+|dataviews-layouts\/(?:list|activity|picker-\w+)\/index))\.mjs$/;

/** Each of these is loaded when the first of its kind is shown. */
function withFurtherPartsLater(): Plugin {
	return {
		name: 'with-further-parts-later',
		enforce: 'pre',
		load( id ) {
			if ( id.endsWith( '?whole' ) ) {
				return readFileSync( id.slice( 0, -'?whole'.length ), 'utf8' );
			}
			if ( ! LATER.test( id ) ) {
				return null;
			}
			const [ , name, exported ] = /\nexport \{\s+(\w+)(?: as (default))?\b/.exec( readFileSync( id, 'utf8' ) ) ?? [];
			if ( ! name ) {
				throw new Error( `${ id } has changed: it exports no component by name any more` );
			}
			return `
				import { createElement, forwardRef, lazy, Suspense } from 'react';
				const Whole = lazy( () => import( ${ JSON.stringify( `${ id }?whole` ) } ).then( ( one ) => ( { default: one.${ exported ?? name } } ) ) );
				const ${ name } = forwardRef( ( props, ref ) =>
					createElement( Suspense, { fallback: null }, createElement( Whole, { ...props, ref } ) ) );
				export { ${ name }${ exported ? ' as default' : '' } };`;
		},
	};
}

/** What pop-ups and notices move by, which is little beside the library that the editor has for it. */
function withPlainMotion(): Plugin {
	const wanted: Record< string, RegExp > = {
		'framer-motion': /@wordpress\/components\/build-module\/popover\/(index|utils)\.mjs$/,
		'../animation/index.mjs': /@wordpress\/components\/build-module\/snackbar\/list\.mjs$/,
	};
	return {
		name: 'with-plain-motion',
		enforce: 'pre',
		resolveId: ( id, importer ) => ( importer && wanted[ id ]?.test( importer ) ? join( import.meta.dirname, 'src/frame/moving.tsx' ) : null ),
	};
}

/** The growing text field, whose package names its default in a way that the packages' modules do not see. */
function withTextField(): Plugin {
	const name = 'react-autosize-textarea';
	return {
		name: 'with-text-field',
		enforce: 'pre',
		resolveId: ( id ) => ( id === name ? `\0${ name }` : null ),
		load: ( id ) => ( id === `\0${ name }` ? `export { TextareaAutosize as default } from '${ name }/lib/TextareaAutosize.js';` : null ),
	};
}

/** The pictures and sounds in the examples of blocks, which would be fetched from other hosts: a drawn hill, and silence. */
function withoutForeignExamples(): Plugin {
	const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><path fill="#b9d3e6" d="M0 0h640v400H0z"/><circle cx="500" cy="90" r="44" fill="#f7e3a1"/><path fill="#6d8f7c" d="M0 300 180 130 330 270 440 190 640 320V400H0z"/><path fill="#47685a" d="M0 340 240 250 640 370V400H0z"/></svg>`;
	const hill = `data:image/svg+xml,${ encodeURIComponent( drawn ).replace( /'/g, '%27' ) }`;
	const silence = 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=';
	return {
		name: 'without-foreign-examples',
		transform( code, id ) {
			if ( ! /@wordpress\//.test( id ) || ! /s\.w\.org\/images|upload\.wikimedia\.org/.test( code ) ) {
				return null;
			}
			const changed = code.replace( /https:\/\/s\.w\.org\/images\/[^"'`\s]+/g, hill ).replace( /https:\/\/upload\.wikimedia\.org\/[^"'`\s]+/g, silence );
			return { code: changed, map: null };
		},
	};
}

/** A part of a package's module, which must be there as we know it: the build fails where a new version has another one. */
function part( code: string, known: RegExp | string, id: string ): string {
	const found = typeof known === 'string' ? code.includes( known ) && known : known.exec( code )?.[ 1 ];
	if ( ! found ) {
		throw new Error( `${ id } has changed: there is no ${ known } in it any more` );
	}
	return found;
}

/**
 * The scripts that packages write into frames of their own. The server's policy lets scripts without a file run by their
 * hashes alone, so these are written down here, and what is measured is written as it stands, not as it is packed.
 */
function withKnownScripts(): Plugin {
	const sandbox = /@wordpress\/components\/build-module\/sandbox\/index\.mjs$/;
	const canvas = /@wordpress\/block-editor\/build-module\/components\/iframe\/index\.mjs$/;
	const known = new Set< string >();
	const know = ( script: string ) => known.add( `sha256-${ createHash( 'sha256' ).update( script ).digest( 'base64' ) }` );
	return {
		name: 'with-known-scripts',
		transform( code, id ) {
			if ( canvas.test( id ) ) {
				know( part( code, /<script>([^<`$]*)<\/script>/, id ) );
			} else if ( sandbox.test( id ) ) {
				const measuring = part( code, /var observeAndResizeJS = (function\(\) \{\n[^]*?\n\});/, id );
				know( `(${ measuring })();` );
				return code.replace( part( code, 'observeAndResizeJS.toString()', id ), () => JSON.stringify( measuring ) );
			}
		},
		generateBundle() {
			if ( known.size !== 2 ) {
				this.error( 'scripts of the frames were not found' );
			}
			this.emitFile( { type: 'asset', fileName: 'scripts.json', source: JSON.stringify( [ ...known ].sort() ) } );
		},
	};
}

const UNTITLED = '"aria-labelledby": contentLabel ? void 0 : headingId';

const FUTURE: [ from: string, to: string ] = [ 'import { humanTimeDiff }', 'import { humanTimeDiff, isInTheFuture }' ];

/** What the components lack for who cannot see them, has no mouse, or has a phone: by module, what stands there and what should. */
const LACKS: [ module: RegExp, mends: [ from: string, to: string ][] ][] = [
	// A notice that offers something to do is no button itself: the one within could not be reached, nor pressed by keys.
	[ /components\/build-module\/snackbar\/index\.mjs$/, [
		...[ 'role: !explicitDismiss', 'onKeyPress: !explicitDismiss', '"aria-label": !explicitDismiss' ].map(
			( from ): [ string, string ] => [ from, `${ from } && !actions.length` ]
		),
		[ 'tabIndex: 0,\n    role', 'tabIndex: actions.length ? void 0 : 0,\n    role' ],
	] ],
	// Notices stand in no landmark where they lie above the page.
	[ /components\/build-module\/snackbar\/list\.mjs$/, [
		[ 'import clsx', 'import { __ } from "@wordpress/i18n";\nimport clsx' ],
		[ '"data-testid": "snackbar-list"', 'role: notices.length ? "region" : void 0, "aria-label": notices.length ? __("Notices") : void 0, "data-testid": "snackbar-list"' ],
	] ],
	// On a phone the list of blocks covers what is written: it goes away when one is chosen.
	[ /editor\/build-module\/components\/inserter-sidebar\/index\.mjs$/, [
		[ 'onSelect: inserter.onSelect', 'onSelect: ( ...chosen ) => { inserter.onSelect?.( ...chosen ); if ( isMobileViewport ) setIsInserterOpened( false ); }' ],
	] ],
	// Menus stand where pop-ups have their landmark, and take nothing else of the page away: whatever else is pressed closes them.
	[ /@ariakit\/react-components\/dist\/portal\/portal\.js$/, [
		[ 'return doc.body;', 'return doc.querySelector( ".components-popover__fallback-container" ) ?? doc.body;' ],
	] ],
	[ /@ariakit\/react-components\/dist\/focus-trap\/focus-trap\.js$/, [ [ '"aria-hidden": true,', '' ] ] ],
	[ /components\/build-module\/menu\/popover\.mjs$/, [
		[ 'modal = true', 'modal = false' ],
		[ 'unmountOnHide: true', 'unmountOnHide: true, portal: true' ],
	] ],
	// What is made for a day to come was not changed on that day, though WordPress says so.
	[ /editor\/build-module\/components\/post-last-edited-panel\/index\.mjs$/, [ FUTURE, [ 'if (!modified)', 'if (!modified || isInTheFuture(modified))' ] ] ],
	[ /fields\/build-module\/fields\/last-edited\/last-edited-date-view\.mjs$/, [ FUTURE, [ 'if (!item.modified)', 'if (!item.modified || isInTheFuture(item.modified))' ] ] ],
	[ /fields\/build-module\/fields\/post-content-info\/post-content-info-view\.mjs$/, [
		FUTURE, [ 'const modified = item.modified;', 'const modified = item.modified && !isInTheFuture(item.modified) ? item.modified : void 0;' ],
	] ],
	// A dialogue whose title is not shown has a name all the same.
	[ /components\/build-module\/modal\/index\.mjs$/, [
		[ '"aria-label": contentLabel', '"aria-label": contentLabel || (__experimentalHideHeader && title ? title : void 0)' ],
		[ UNTITLED, UNTITLED.replace( 'contentLabel', 'contentLabel || __experimentalHideHeader' ) ],
	] ],
];

function withoutLacks(): Plugin {
	return {
		name: 'without-lacks',
		transform( code, id ) {
			const [ , mends ] = LACKS.find( ( [ module ] ) => module.test( id ) ) ?? [];
			return mends?.reduce( ( text, [ from, to ] ) => text.replace( part( text, from, id ), () => to ), code );
		},
	};
}

/**
 * The words that the screens say, of which a language's catalogue has many more: the server sends those alone where nothing
 * is edited in blocks. What only the modules of the editor say is not among them.
 */
function withWordsOfScreens(): Plugin {
	const said = /\b_(?:_|n|x|nx)\(\s*("(?:[^"\\]|\\.)*")/g;
	return {
		name: 'with-words-of-screens',
		apply: 'build',
		generateBundle( _, bundle ) {
			const reached = new Set< string >();
			const words = new Set< string >();
			const reach = ( name: string ) => {
				const chunk = bundle[ name ];
				if ( chunk?.type !== 'chunk' || reached.has( name ) || /\/src\/editor\//.test( chunk.facadeModuleId ?? '' ) ) {
					return;
				}
				reached.add( name );
				for ( const id of chunk.moduleIds ) {
					for ( const [ , literal = '' ] of ( this.getModuleInfo( id )?.code ?? '' ).matchAll( said ) ) {
						words.add( JSON.parse( literal ) as string );
					}
				}
				[ ...chunk.imports, ...chunk.dynamicImports ].forEach( reach );
			};
			Object.values( bundle ).filter( ( one ) => one.type === 'chunk' && one.isEntry ).forEach( ( one ) => reach( one.fileName ) );
			this.emitFile( { type: 'asset', fileName: 'words.json', source: JSON.stringify( [ ...words ].sort() ) } );
		},
	};
}

/** Compressed once here, so that the server only sends. */
function compressed(): Plugin {
	return {
		name: 'compressed',
		apply: 'build',
		writeBundle( { dir = 'dist' } ) {
			for ( const name of readdirSync( dir, { recursive: true } ) as string[] ) {
				const file = join( dir, name );
				if ( ! /\.(js|css|svg|json)$/.test( name ) || statSync( file ).size < 1024 ) {
					continue;
				}
				const content = readFileSync( file );
				const params = { [ constants.BROTLI_PARAM_QUALITY ]: 10 };
				writeFileSync( `${ file }.br`, brotliCompressSync( content, { params } ) );
				writeFileSync( `${ file }.gz`, gzipSync( content, { level: 9 } ) );
			}
		},
	};
}

export default defineConfig( {
	base: './',
	plugins: [
		withoutMediaWorkers(), withoutZones(), withoutColourRamps(), withFurtherPartsLater(), withPlainMotion(), withTextField(), withNamedColours(), withoutForeignExamples(),
		withKnownScripts(), withoutLacks(), withWordsOfScreens(), compressed(),
	],
	define: {
		'process.env.NODE_ENV': '"production"',
		'globalThis.IS_GUTENBERG_PLUGIN': 'false',
		'globalThis.IS_WORDPRESS_CORE': 'true',
		'globalThis.SCRIPT_DEBUG': 'false',
	},
	build: {
		outDir: 'dist',
		emptyOutDir: true,
		manifest: 'manifest.json',
		assetsInlineLimit: 0,
		chunkSizeWarningLimit: 8000,
		sourcemap: false,
		rollupOptions: { input: 'src/admin.tsx' },
	},
} );
