import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

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
	plugins: [ withoutMediaWorkers(), compressed() ],
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
