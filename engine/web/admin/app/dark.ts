import type { Plugin } from 'vite';

/*
 * The packages' style sheets name many greys outright. In them each is given the name of what it is there for, with itself
 * as what holds where nothing else is said: `src/frame/dark.css` says it, for the admin and not for the editor's canvas.
 */
const INK = [ '#1e1e1e', '#2f2f2f', '#000', '#000000', 'black' ];
const FAINT = [ '#757575', '#949494', 'rgba(30, 30, 30, 0.62)' ];
const LINES = [ '#ccc', '#ddd', '#e0e0e0' ];
const TINTS = [ '#f0f0f0', '#f1f1f1', '#f7f7f7' ];
const PAPER = [ '#fff', '#ffffff', 'white' ];

const NAMES: [ RegExp, [ string, string[] ][] ][] = [
	[ /^(color|fill|stroke|-webkit-text-fill-color)$/, [ [ 'ink', INK ], [ 'faint', FAINT ], [ 'on-ink', [ ...PAPER, ...TINTS, ...LINES ] ], [ 'wrong', [ '#cc1818' ] ] ] ],
	[ /^(background|background-color|--wp-editor-canvas-background)$/, [ [ 'ink', INK ], [ 'stroke', FAINT ], [ 'line', LINES ], [ 'tint', TINTS ], [ 'paper', PAPER ] ] ],
	[ /^(border|outline|box-shadow)/, [ [ 'ink', INK ], [ 'stroke', FAINT ], [ 'line', [ ...LINES, ...TINTS ] ], [ 'paper', PAPER ], [ 'wrong', [ '#cc1818' ] ] ] ],
];

const DECLARATION = /(?<=[{;\s]|^)([\w-]+)(\s*:\s*)([^;{}]+)(?=[;}])/g;
// What already is named stays as it is.
const COLOUR = /var\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|url\([^)]*\)|#[0-9a-f]{3,8}\b|(?<![\w-])(?:black|white)(?![\w-])|rgba\(30, 30, 30, 0\.62\)/gi;

function named( css: string ): string {
	return css.replace( DECLARATION, ( whole, property: string, colon: string, value: string ) => {
		const names = NAMES.find( ( [ properties ] ) => properties.test( property ) )?.[ 1 ];
		return names ? property + colon + value.replace( COLOUR, ( colour ) => {
			const name = names.find( ( [ , colours ] ) => colours.includes( colour.toLowerCase() ) )?.[ 0 ];
			return name ? `var(--packages-${ name }, ${ colour })` : colour;
		} ) : whole;
	} );
}

// What components write into the page as they go.
const GREYS: Record< string, string > = { 900: 'ink', 800: 'ink', 700: 'faint', 600: 'stroke', 400: 'stroke', 300: 'line', 200: 'line', 100: 'tint' };

function namedGreys( code: string ): string {
	return code.replace( /(\d00): "(#[0-9a-f]+)"/g, ( _, shade: string, colour: string ) => `${ shade }: "var(--packages-${ GREYS[ shade ] }, ${ colour })"` );
}

export function withNamedColours(): Plugin {
	return {
		name: 'with-named-colours',
		enforce: 'pre',
		transform( code, id ) {
			if ( /@wordpress\/components\/build-module\/utils\/colors-values\.mjs$/.test( id ) ) {
				return namedGreys( code );
			}
			return /@wordpress\/[\w-]+\/build-style\/[\w-]+\.css$/.test( id ) ? named( code ) : null;
		},
	};
}
