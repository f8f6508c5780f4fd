/** Templates and template parts: whose they are, the way into the editor, and the way back to the theme's. */
import { Button, Modal, SearchControl, SelectControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { plus } from '@wordpress/icons';
import { addQueryArgs, cleanForSlug } from '@wordpress/url';
import { send, told, useItem } from '../api/requests';
import { adminUrl } from '../boot';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { plain } from './types';

interface Template {
	id: string;
	slug: string;
	type: 'wp_template' | 'wp_template_part';
	title: { rendered: string };
	description: string;
	source: string;
	has_theme_file: boolean;
	area?: string;
}

const PATHS = { wp_template: '/wp/v2/templates', wp_template_part: '/wp/v2/template-parts' };
const AREAS: Record< string, string > = { header: __( 'Header' ), footer: __( 'Footer' ), sidebar: __( 'Sidebar' ) };

/** Where a template is edited; the address is WordPress's. */
function editing( one: Template ): string {
	return adminUrl( `site-editor.php?p=${ encodeURIComponent( `/${ one.type }/${ one.id }` ) }&canvas=edit` );
}

export interface TemplateType {
	slug: string;
	title: string;
	description: string;
}

// Adding.

/** What the theme shows where the new template is going to stand, as its beginning. */
async function begins( slug: string ): Promise< string > {
	const found = await send< { content?: { raw: string } } >( 'GET', addQueryArgs( '/wp/v2/templates/lookup', { slug, is_custom: false } ) );
	return found.content?.raw ?? '';
}

function useAdding( type: Template[ 'type' ] ) {
	const [ busy, setBusy ] = useState( false );
	const add = async ( make: () => Promise< object > ) => {
		setBusy( true );
		try {
			window.location.assign( editing( await send< Template >( 'POST', PATHS[ type ], await make() ) ) );
		} catch ( error ) {
			warn( told( error ) );
			setBusy( false );
		}
	};
	return { busy, add };
}

function NewTemplate( { types, close }: { types: TemplateType[]; close: () => void } ) {
	const { busy, add } = useAdding( 'wp_template' );
	const [ title, setTitle ] = useState( '' );
	const own = ( event: React.FormEvent ) => {
		event.preventDefault();
		void add( async () => ( { slug: `wp-custom-template-${ cleanForSlug( title ) }`, title, content: await begins( 'page' ) } ) );
	};
	return (
		<Modal title={ __( 'Add a template' ) } onRequestClose={ close } size="large">
			<p>{ __( 'For which pages? It begins as what they look like now.' ) }</p>
			<ul className="kinds">
				{ types.map( ( one ) => (
					<li key={ one.slug }>
						<Button className="kind" disabled={ busy } accessibleWhenDisabled onClick={ () => void add( async () => ( { slug: one.slug, title: one.title, description: one.description, content: await begins( one.slug ) } ) ) }>
							<strong>{ plain( one.title ) }</strong>
							<span>{ plain( one.description ) }</span>
						</Button>
					</li>
				) ) }
			</ul>
			<form className="inline-form" onSubmit={ own }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Or one that single pages choose, named' ) } value={ title } onChange={ setTitle } />
				<Button __next40pxDefaultSize type="submit" variant="secondary" isBusy={ busy } disabled={ busy || ! cleanForSlug( title ) } accessibleWhenDisabled>{ __( 'Make it' ) }</Button>
			</form>
		</Modal>
	);
}

function NewPart( { close }: { close: () => void } ) {
	const { busy, add } = useAdding( 'wp_template_part' );
	const [ title, setTitle ] = useState( '' );
	const [ area, setArea ] = useState< 'uncategorized' | 'header' | 'footer' >( 'uncategorized' );
	const submit = ( event: React.FormEvent ) => {
		event.preventDefault();
		void add( async () => ( { slug: cleanForSlug( title ), title, area, content: '' } ) );
	};
	return (
		<Modal title={ __( 'Add a part' ) } onRequestClose={ close } size="medium">
			<form className="term-form" onSubmit={ submit }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Name' ) } value={ title } onChange={ setTitle } />
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Where it belongs' ) } value={ area } onChange={ setArea }
					options={ [ { value: 'uncategorized', label: __( 'Anywhere' ) }, { value: 'header', label: AREAS.header ?? '' }, { value: 'footer', label: AREAS.footer ?? '' } ] }
				/>
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
					<Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy || ! cleanForSlug( title ) } accessibleWhenDisabled>{ __( 'Make it' ) }</Button>
				</p>
			</form>
		</Modal>
	);
}

// What there is.

function Row( { one, reset }: { one: Template; reset: () => void } ) {
	const isOwn = one.source === 'custom';
	const name = plain( one.title.rendered ) || one.slug;
	return (
		<li>
			<span>
				<a href={ editing( one ) } target="_self"><strong>{ name }</strong></a>{ ' ' }
				{ isOwn
					? <span className="status is-future">{ one.has_theme_file ? __( 'Changed' ) : __( 'Added' ) }</span>
					: <span className="status">{ __( 'The theme’s' ) }</span> }
				<span className="excerpt">{ plain( one.description ) || AREAS[ one.area ?? '' ] || one.slug }</span>
			</span>
			<span className="buttons">
				{ isOwn && <Button size="compact" variant="tertiary" isDestructive={ ! one.has_theme_file } onClick={ reset }>{ one.has_theme_file ? __( 'Reset' ) : __( 'Delete' ) }</Button> }
				<Button size="compact" variant="secondary" href={ editing( one ) } target="_self" aria-label={ sprintf( __( 'Edit: %s' ), name ) }>{ __( 'Edit' ) }</Button>
			</span>
		</li>
	);
}

function List( { type, title, words, types }: { type: Template[ 'type' ]; title: string; words: string; types: TemplateType[] } ) {
	const found = useItem< Template[] >( `${ PATHS[ type ] }?context=edit` );
	const { item, reload } = found;
	const [ asked, setAsked ] = useState< Template >();
	const [ adds, setAdds ] = useState( false );
	const missing = types.filter( ( kind ) => ! item?.some( ( one ) => one.slug === kind.slug ) );
	const shown = ( item ?? [] ).filter( ( one ) => `${ plain( one.title.rendered ) } ${ one.slug } ${ plain( one.description ) }`.toLowerCase().includes( words.trim().toLowerCase() ) );
	const reset = async ( one: Template ) => {
		try {
			await send( 'DELETE', `${ PATHS[ type ] }/${ one.id }?force=true` );
			say( one.has_theme_file ? __( 'It is the theme’s again.' ) : __( 'Deleted.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		reload();
	};
	return (
		<section className="card" aria-labelledby={ type }>
			<h2 id={ type }>{ title }</h2>
			<Refused by={ found } />
			{ item && ! shown.length && <p>{ words ? __( 'Nothing like that.' ) : __( 'There are none.' ) }</p> }
			<ul className="rows">{ shown.map( ( one ) => <Row key={ one.id } one={ one } reset={ () => setAsked( one ) } /> ) }</ul>
			{ item && (
				<Button __next40pxDefaultSize variant="secondary" icon={ plus } onClick={ () => setAdds( true ) }>
					{ type === 'wp_template' ? __( 'Add a template' ) : __( 'Add a part' ) }
				</Button>
			) }
			{ adds && ( type === 'wp_template'
				? <NewTemplate types={ missing } close={ () => setAdds( false ) } />
				: <NewPart close={ () => setAdds( false ) } /> ) }
			{ asked && (
				<Modal title={ asked.has_theme_file ? __( 'Take the theme’s again?' ) : __( 'Delete this template?' ) } onRequestClose={ () => setAsked( undefined ) } size="small">
					<Confirm label={ asked.has_theme_file ? __( 'Reset' ) : __( 'Delete' ) } close={ () => setAsked( undefined ) } confirm={ () => void reset( asked ) }>
						<p>{ sprintf( __( 'What you changed in “%s” is gone then.' ), plain( asked.title.rendered ) || asked.slug ) }</p>
					</Confirm>
				</Modal>
			) }
		</section>
	);
}

export function Templates( { types }: { types: TemplateType[] } ) {
	const [ words, setWords ] = useState( '' );
	return (
		<div className="sidebars">
			<p>{ __( 'A template arranges the blocks of a kind of page; a part, such as the header, stands in many of them. What you change here is kept beside the theme, which you can have back at any time.' ) }</p>
			<SearchControl __nextHasNoMarginBottom label={ __( 'Search templates' ) } value={ words } onChange={ setWords } />
			<List type="wp_template" title={ __( 'Templates' ) } words={ words } types={ types } />
			<List type="wp_template_part" title={ __( 'Template parts' ) } words={ words } types={ [] } />
		</div>
	);
}
