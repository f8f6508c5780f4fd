/** What can be put into a menu: pages, posts, categories and tags that are found, and links. */
import { Button, CheckboxControl, SearchControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { useCollection } from '../api/requests';
import { Refused } from '../frame/Refused';
import type { Row } from './menuRows';
import { plain } from './types';

let fresh = 0;

function newRow( part: Partial< Row > ): Row {
	return {
		key: `new-${ ++fresh }`, id: 0, title: '', original: '', kind: 'custom', object: 'custom', objectId: 0,
		label: __( 'Link' ), url: '', target: '', classes: '', depth: 0, invalid: false, ...part,
	};
}

interface Addable {
	id: number;
	name?: string;
	title?: { rendered: string };
}

function AddFrom( props: { title: string; path: string; query?: object; kind: string; object: string; add: ( rows: Row[] ) => void } ) {
	const [ words, setWords ] = useState( '' );
	const [ chosen, setChosen ] = useState< Addable[] >( [] );
	const found = useCollection< Addable >( props.path, {
		per_page: 10, _fields: 'id,name,title', ...props.query, ...( words ? { search: words } : {} ),
	} );
	const called = ( one: Addable ) => plain( one.title?.rendered ?? one.name ?? '' ) || __( '(no title)' );
	const toggle = ( one: Addable, on: boolean ) => setChosen( on ? [ ...chosen, one ] : chosen.filter( ( other ) => other.id !== one.id ) );
	const add = () => {
		props.add( chosen.map( ( one ) => newRow( { original: called( one ), kind: props.kind, object: props.object, objectId: one.id, label: props.title } ) ) );
		setChosen( [] );
	};
	return (
		<details className="add">
			<summary>{ props.title }</summary>
			<div className="add__body">
				<SearchControl __nextHasNoMarginBottom label={ sprintf( __( 'Search: %s' ), props.title ) } value={ words } onChange={ setWords } />
				<Refused by={ found } />
				{ ! found.isLoading && ! found.refusal && ! found.items.length && <p>{ __( 'Nothing like that.' ) }</p> }
				{ found.items.map( ( one ) => (
					<CheckboxControl key={ one.id } __nextHasNoMarginBottom label={ called( one ) } checked={ chosen.some( ( other ) => other.id === one.id ) } onChange={ ( on ) => toggle( one, on ) } />
				) ) }
				<Button __next40pxDefaultSize variant="secondary" disabled={ ! chosen.length } accessibleWhenDisabled onClick={ add }>{ __( 'Add to menu' ) }</Button>
			</div>
		</details>
	);
}

function AddLink( { add }: { add: ( rows: Row[] ) => void } ) {
	const [ url, setUrl ] = useState( '' );
	const [ title, setTitle ] = useState( '' );
	return (
		<details className="add">
			<summary>{ __( 'Link' ) }</summary>
			<form className="add__body" onSubmit={ ( event ) => {
				event.preventDefault();
				add( [ newRow( { url, title } ) ] );
				setUrl( '' );
				setTitle( '' );
			} }>
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Address' ) } placeholder="https://" value={ url } onChange={ setUrl } />
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Label' ) } value={ title } onChange={ setTitle } />
				<Button __next40pxDefaultSize type="submit" variant="secondary">{ __( 'Add to menu' ) }</Button>
			</form>
		</details>
	);
}

/** All of it; what is added goes to the end of the menu. */
export function MenuAdding( { add }: { add: ( rows: Row[] ) => void } ) {
	return (
		<section className="menu-editor__add" aria-label={ __( 'Add to menu' ) }>
			<AddFrom title={ __( 'Pages' ) } path="/wp/v2/pages" query={ { orderby: 'title', order: 'asc' } } kind="post_type" object="page" add={ add } />
			<AddFrom title={ __( 'Posts' ) } path="/wp/v2/posts" kind="post_type" object="post" add={ add } />
			<AddLink add={ add } />
			<AddFrom title={ __( 'Categories' ) } path="/wp/v2/categories" kind="taxonomy" object="category" add={ add } />
			<AddFrom title={ __( 'Tags' ) } path="/wp/v2/tags" kind="taxonomy" object="post_tag" add={ add } />
		</section>
	);
}
