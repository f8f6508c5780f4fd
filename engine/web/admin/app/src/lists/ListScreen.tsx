/** A list of things: searched, sorted and filtered by the server, acted on one by one or together. */
import { DataViews, type Action, type Field, type View } from '@wordpress/dataviews';
import { useEffect, useState } from '@wordpress/element';
import type { ReactNode } from 'react';
import { useCollection, type Collection, type Query } from '../api/requests';
import { Refused } from '../frame/Refused';
import { Screen } from '../frame/Screen';
import { SavedViews } from './SavedViews';

interface Props< Item > {
	title: string;
	/** Under this name the browser keeps how the person likes the list. */
	name: string;
	path: string;
	query: Query;
	fields: Field< Item >[];
	actions: ( list: Collection< Item > ) => Action< Item >[];
	view: View;
	layouts?: Record< string, object >;
	/** What a filter on a field asks of the API. */
	filters?: Record< string, ( value: unknown ) => Query >;
	empty: ReactNode;
	head?: ( list: Collection< Item > ) => ReactNode;
	headActions?: ( list: Collection< Item > ) => ReactNode;
	getItemId?: ( item: Item ) => string;
	level?: ( item: Item ) => number;
}

type Kept = Pick< View, 'type' | 'fields' | 'sort' | 'perPage' | 'layout' >;

/** How a list comes where nothing is kept: tables are for screens that have the width, others get cards. */
function first( view: View ): View {
	const isNarrow = window.matchMedia( '(max-width: 600px)' ).matches;
	return isNarrow && view.type === 'table' ? ( { ...view, type: 'grid', layout: {} } as View ) : view;
}

function kept( name: string, view: View ): View {
	try {
		const found = JSON.parse( window.localStorage.getItem( `tympan-list-${ name }` ) ?? '{}' ) as Partial< Kept >;
		return { ...view, ...found } as View;
	} catch {
		return view;
	}
}

function keep( name: string, { type, fields, sort, perPage, layout }: View ): void {
	try {
		window.localStorage.setItem( `tympan-list-${ name }`, JSON.stringify( { type, fields, sort, perPage, layout } ) );
	} catch {
		// A browser that keeps nothing shows the list as it comes.
	}
}

function asked< Item >( props: Props< Item >, view: View ): Query {
	const query: Query = { ...props.query, page: view.page ?? 1, per_page: view.perPage ?? 20 };
	if ( view.search ) {
		query.search = view.search;
	}
	if ( view.sort ) {
		query.orderby = view.sort.field;
		query.order = view.sort.direction;
	}
	for ( const filter of view.filters ?? [] ) {
		const question = props.filters?.[ filter.field ];
		const empty = filter.value === undefined || ( Array.isArray( filter.value ) && ! filter.value.length );
		if ( question && ! empty ) {
			Object.assign( query, question( filter.value ) );
		}
	}
	return query;
}

export function ListScreen< Item extends { id: number } >( props: Props< Item > ) {
	const [ view, setView ] = useState< View >( () => kept( props.name, first( props.view ) ) );
	const list = useCollection< Item >( props.path, asked( props, view ) );
	const [ selection, setSelection ] = useState< string[] >( [] );
	useEffect( () => setSelection( [] ), [ list.items ] );
	const change = ( next: View ) => {
		setView( next );
		keep( props.name, next );
	};
	return (
		<Screen title={ props.title } actions={ props.headActions?.( list ) } wide>
			<Refused by={ list } />
			{ props.head?.( list ) }
			<DataViews
				{ ...( {
					view, data: list.items, isLoading: list.isLoading, fields: props.fields, actions: props.actions( list ),
					getItemId: props.getItemId ?? ( ( item: Item ) => String( item.id ) ),
					getItemLevel: props.level, defaultLayouts: props.layouts ?? { table: {}, grid: {} },
				} as unknown as React.ComponentProps< typeof DataViews< { id: string } > > ) }
				onChangeView={ change }
				header={ <SavedViews list={ props.name } view={ view } apply={ ( saved ) => change( { ...first( props.view ), ...saved, page: 1 } as View ) } /> }
				paginationInfo={ { totalItems: list.total, totalPages: list.pages } }
				selection={ selection }
				onChangeSelection={ setSelection }
				empty={ list.isLoading || list.refusal ? null : props.empty }
			/>
		</Screen>
	);
}
