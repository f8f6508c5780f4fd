/** Templates and template parts: whose they are, the way into the editor, and the way back to the theme's. */
import { Button, Modal, Notice, SearchControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { send, told, useItem } from '../api/requests';
import { adminUrl } from '../boot';
import { say, warn } from '../frame/notices';
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

function List( { type, title, words }: { type: Template[ 'type' ]; title: string; words: string } ) {
	const { item, refusal, reload } = useItem< Template[] >( `${ PATHS[ type ] }?context=edit` );
	const [ asked, setAsked ] = useState< Template >();
	const shown = ( item ?? [] ).filter( ( one ) => `${ plain( one.title.rendered ) } ${ one.slug } ${ plain( one.description ) }`.toLowerCase().includes( words.trim().toLowerCase() ) );
	const reset = async ( one: Template ) => {
		setAsked( undefined );
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
			{ refusal && <Notice status="error" isDismissible={ false }>{ refusal }</Notice> }
			{ item && ! shown.length && <p>{ words ? __( 'Nothing like that.' ) : __( 'There are none.' ) }</p> }
			<ul className="rows">{ shown.map( ( one ) => <Row key={ one.id } one={ one } reset={ () => setAsked( one ) } /> ) }</ul>
			{ asked && (
				<Modal title={ asked.has_theme_file ? __( 'Take the theme’s again?' ) : __( 'Delete this template?' ) } onRequestClose={ () => setAsked( undefined ) } size="small">
					<p>{ sprintf( __( 'What you changed in “%s” is gone then.' ), plain( asked.title.rendered ) || asked.slug ) }</p>
					<p className="modal-actions">
						<Button __next40pxDefaultSize variant="tertiary" onClick={ () => setAsked( undefined ) }>{ __( 'Cancel' ) }</Button>
						<Button __next40pxDefaultSize variant="primary" isDestructive onClick={ () => void reset( asked ) }>{ asked.has_theme_file ? __( 'Reset' ) : __( 'Delete' ) }</Button>
					</p>
				</Modal>
			) }
		</section>
	);
}

export function Templates() {
	const [ words, setWords ] = useState( '' );
	return (
		<div className="sidebars">
			<p>{ __( 'A template arranges the blocks of a kind of page; a part, such as the header, stands in many of them. What you change here is kept beside the theme, which you can have back at any time.' ) }</p>
			<SearchControl __nextHasNoMarginBottom label={ __( 'Search templates' ) } value={ words } onChange={ setWords } />
			<List type="wp_template" title={ __( 'Templates' ) } words={ words } />
			<List type="wp_template_part" title={ __( 'Template parts' ) } words={ words } />
		</div>
	);
}
