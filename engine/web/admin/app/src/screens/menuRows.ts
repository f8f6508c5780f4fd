/** A menu as rows with depths, as one sees and moves them; the row above with one depth less is the parent. */
export interface Row {
	key: string;
	/** 0 for what is not stored yet. */
	id: number;
	title: string;
	/** What it is called by itself, where it has no label of its own. */
	original: string;
	kind: string;
	object: string;
	objectId: number;
	label: string;
	url: string;
	target: string;
	classes: string;
	depth: number;
	invalid: boolean;
}

/** Where the rows below a row, which move along with it, end. */
export function endOf( rows: Row[], at: number ): number {
	let end = at + 1;
	while ( end < rows.length && rows[ end ]!.depth > rows[ at ]!.depth ) {
		end++;
	}
	return end;
}

/** No row is deeper than one below the row above it. */
function settled( rows: Row[] ): Row[] {
	let above = -1;
	return rows.map( ( row ) => {
		const depth = Math.max( 0, Math.min( row.depth, above + 1 ) );
		above = depth;
		return depth === row.depth ? row : { ...row, depth };
	} );
}

/** A row and what is below it, put where another row is now (or behind the last one), at a depth. */
export function placed( rows: Row[], at: number, target: number, depth: number ): Row[] {
	const end = endOf( rows, at );
	if ( target > at && target < end ) {
		return rows;
	}
	const block = rows.slice( at, end );
	const rest = [ ...rows.slice( 0, at ), ...rows.slice( end ) ];
	const place = target > at ? target - block.length : target;
	const allowed = place > 0 ? rest[ place - 1 ]!.depth + 1 : 0;
	const shift = Math.max( 0, Math.min( depth, allowed ) ) - rows[ at ]!.depth;
	const moved = block.map( ( row ) => ( { ...row, depth: row.depth + shift } ) );
	return settled( [ ...rest.slice( 0, place ), ...moved, ...rest.slice( place ) ] );
}

export type Move = 'up' | 'down' | 'in' | 'out';

/** One step: past the neighbour above or below with all that is below that, or one level in or out. */
export function moved( rows: Row[], at: number, move: Move ): Row[] {
	const { depth } = rows[ at ]!;
	switch ( move ) {
		case 'up': {
			let target = at - 1;
			while ( target > 0 && rows[ target ]!.depth > depth ) {
				target--;
			}
			return target < 0 ? rows : placed( rows, at, target, depth );
		}
		case 'down': {
			const next = endOf( rows, at );
			return next >= rows.length ? rows : placed( rows, at, rows[ next ]!.depth < depth ? next + 1 : endOf( rows, next ), depth );
		}
		case 'in':
			return placed( rows, at, at, depth + 1 );
		case 'out':
			return depth ? placed( rows, at, at, depth - 1 ) : rows;
	}
}

export function removed( rows: Row[], at: number ): Row[] {
	return settled( rows.filter( ( _, index ) => index !== at ) );
}

/** The row above whose child a row is; undefined at the top. */
export function parentOf( rows: Row[], at: number ): Row | undefined {
	for ( let above = at - 1; above >= 0; above-- ) {
		if ( rows[ above ]!.depth < rows[ at ]!.depth ) {
			return rows[ above ];
		}
	}
	return undefined;
}

interface Stored {
	id: number;
	parent: number;
}

/** Stored items in their order, each behind its parent, with depths; a circle of parents ends at the top. */
export function arranged< Item extends Stored >( items: Item[] ): { item: Item; depth: number }[] {
	const known = new Set( items.map( ( item ) => item.id ) );
	const found: { item: Item; depth: number }[] = [];
	const seen = new Set< number >();
	const visit = ( parent: number, depth: number ) => {
		for ( const item of items ) {
			const above = known.has( item.parent ) ? item.parent : 0;
			if ( above === parent && ! seen.has( item.id ) ) {
				seen.add( item.id );
				found.push( { item, depth } );
				visit( item.id, depth + 1 );
			}
		}
	};
	visit( 0, 0 );
	return [ ...found, ...items.filter( ( item ) => ! seen.has( item.id ) ).map( ( item ) => ( { item, depth: 0 } ) ) ];
}
