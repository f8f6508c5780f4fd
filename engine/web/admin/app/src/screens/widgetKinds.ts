/** What can be put into a sidebar: blocks, of which each is a widget of its own, and the kinds that no block has replaced. */
import { __ } from '@wordpress/i18n';
import { plain } from './types';

export interface Widget {
	id: string;
	id_base: string;
	sidebar: string;
	rendered: string;
	rendered_form: string | null;
	instance: { raw?: { content?: string; title?: string; text?: string } } | null;
}

export interface Sidebar {
	id: string;
	name: string;
	description: string;
	status: string;
	widgets: string[];
}

export interface WidgetType {
	id: string;
	name: string;
	description: string;
}

export const INACTIVE = 'wp_inactive_widgets';

export interface Kind {
	label: string;
	description: string;
	/** A block as it is stored; without one it is a kind of widget. */
	content?: string;
	type?: string;
	/** It says something only when somebody has filled it in. */
	empty?: boolean;
}

function block( name: string, label: string, description: string, empty = false ): Kind {
	return { label, description, content: `<!-- wp:${ name } /-->`, empty };
}

const EMPTY = { paragraph: '<p></p>', heading: '<h2 class="wp-block-heading"></h2>' };

function written( name: keyof typeof EMPTY, label: string, description: string ): Kind {
	return { label, description, content: `<!-- wp:${ name } -->\n${ EMPTY[ name ] }\n<!-- /wp:${ name } -->`, empty: true };
}

export const BLOCKS: Kind[] = [
	written( 'paragraph', __( 'Paragraph' ), __( 'Text of your own; any other block can follow.' ) ),
	written( 'heading', __( 'Heading' ), __( 'A title above what comes next.' ) ),
	block( 'search', __( 'Search' ), __( 'A field to search the site.' ) ),
	block( 'latest-posts', __( 'Latest posts' ), __( 'The newest posts, with date or picture if you like.' ) ),
	block( 'latest-comments', __( 'Latest comments' ), __( 'What readers said last.' ) ),
	block( 'categories', __( 'Categories' ), __( 'All categories, as a list or a dropdown.' ) ),
	block( 'tag-cloud', __( 'Tag cloud' ), __( 'Tags, the larger the more they are used.' ) ),
	block( 'archives', __( 'Archives' ), __( 'The months in which there are posts.' ) ),
	block( 'calendar', __( 'Calendar' ), __( 'A month, with links to the days that have posts.' ) ),
	block( 'page-list', __( 'Page list' ), __( 'All pages, in their order.' ) ),
	block( 'loginout', __( 'Log in or out' ), __( 'A link for whoever has an account.' ) ),
	block( 'image', __( 'Image' ), __( 'A picture of your library.' ), true ),
	block( 'social-links', __( 'Social icons' ), __( 'Where else you are to be found.' ), true ),
	block( 'rss', __( 'RSS' ), __( 'The newest entries of another site.' ), true ),
	block( 'html', __( 'Custom HTML' ), __( 'Markup of your own.' ), true ),
];

// Kinds for which there are blocks: WordPress offers them no longer, those that are there stay.
const REPLACED = [
	'pages', 'calendar', 'archives', 'media_audio', 'media_image', 'media_gallery', 'media_video', 'search', 'text', 'categories',
	'recent-posts', 'recent-comments', 'rss', 'tag_cloud', 'custom_html', 'block',
];

export function offered( types: WidgetType[] ): Kind[] {
	const others = types.filter( ( one ) => ! REPLACED.includes( one.id ) );
	return [ ...BLOCKS, ...others.map( ( one ) => ( { label: plain( one.name ), description: plain( one.description ), type: one.id, empty: true } ) ) ];
}

function blockName( content: string ): string {
	return /<!-- wp:([a-z0-9/-]+)/.exec( content )?.[ 1 ] ?? '';
}

/** What a widget is called: its block, or its kind. */
export function called( widget: Widget, types: WidgetType[] ): string {
	if ( widget.id_base !== 'block' ) {
		return plain( types.find( ( one ) => one.id === widget.id_base )?.name ?? widget.id_base );
	}
	const name = blockName( widget.instance?.raw?.content ?? '' );
	const known = BLOCKS.find( ( one ) => blockName( one.content ?? '' ) === name )?.label;
	const spelled = name.replace( /^.*\//, '' ).replace( /-/g, ' ' );
	return known ?? ( spelled ? spelled[ 0 ]!.toUpperCase() + spelled.slice( 1 ) : __( 'Classic text' ) );
}

/** What it says on the site, shortly. */
export function says( widget: Widget ): string {
	const text = plain( widget.rendered.replace( /<(script|style)\b[\s\S]*?<\/\1>/g, '' ).replace( /<(br|\/?(p|div|li|h\d|td))\b/g, ' $&' ) ).replace( /\s+/g, ' ' ).trim();
	const short = [ ...text ].slice( 0, 120 ).join( '' );
	return short.length < text.length ? `${ short } …` : short;
}

export type Places = Record< string, string[] >;

export function placeOf( places: Places, id: string ): string {
	return Object.keys( places ).find( ( name ) => places[ name ]!.includes( id ) ) ?? INACTIVE;
}

/** The places with a widget put into one of them, before the widget that is now at an index. */
export function put( places: Places, id: string, to: string, index: number ): Places {
	const from = placeOf( places, id );
	const before = places[ from ]!.indexOf( id );
	const at = from === to && before < index ? index - 1 : index;
	if ( from === to && before === at ) {
		return places;
	}
	const without = { ...places, [ from ]: places[ from ]!.filter( ( one ) => one !== id ) };
	const target = [ ...( without[ to ] ?? [] ) ];
	target.splice( at, 0, id );
	return { ...without, [ to ]: target };
}

/** One step up or down, over the edge of a sidebar into the next one. */
export function stepped( places: Places, order: string[], id: string, down: boolean ): Places {
	const place = placeOf( places, id );
	const at = places[ place ]!.indexOf( id );
	const target = down ? at + 2 : at - 1;
	if ( target >= 0 && target <= places[ place ]!.length ) {
		return put( places, id, place, target );
	}
	const next = order[ order.indexOf( place ) + ( down ? 1 : -1 ) ];
	return next === undefined ? places : put( places, id, next, down ? 0 : places[ next ]!.length );
}
