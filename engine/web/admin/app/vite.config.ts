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

/** Calendars to choose a day in, loaded when the first one is shown: no list begins with one. */
function withCalendarsLater(): Plugin {
	const calendar = /@wordpress\/ui\/build-module\/calendar\/(range-)?calendar\.mjs$/;
	return {
		name: 'with-calendars-later',
		enforce: 'pre',
		load( id ) {
			if ( id.endsWith( '?whole' ) ) {
				return readFileSync( id.slice( 0, -'?whole'.length ), 'utf8' );
			}
			const found = calendar.exec( id );
			const name = found?.[ 1 ] ? 'RangeCalendar' : 'Calendar';
			return found && `
				import { createElement, forwardRef, lazy, Suspense } from 'react';
				const Whole = lazy( () => import( ${ JSON.stringify( `${ id }?whole` ) } ).then( ( one ) => ( { default: one.${ name } } ) ) );
				export const ${ name } = forwardRef( ( props, ref ) =>
					createElement( Suspense, { fallback: null }, createElement( Whole, { ...props, ref } ) ) );`;
		},
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
	plugins: [ withoutMediaWorkers(), withoutZones(), withoutColourRamps(), withCalendarsLater(), withTextField(), withNamedColours(), withoutForeignExamples(), compressed() ],
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
