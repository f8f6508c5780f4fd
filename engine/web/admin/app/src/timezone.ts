/** The site's time zone as moment takes it, asked of the browser, which knows all zones without forty kilobytes of tables. */
import moment from 'moment';

interface Zones {
	pack: ( zone: { name: string; abbrs: string[]; untils: ( number | null )[]; offsets: number[] } ) => string;
	add: ( packed: string ) => void;
}

const FIRST = Date.UTC( 2000, 0 );
const LAST_YEAR = 2037;
const MINUTE = 60_000;

/** Minutes that a zone is ahead of UTC at a moment. */
function offsetsOf( name: string ): ( at: number ) => number {
	const format = new Intl.DateTimeFormat( 'en-US', {
		timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
	} );
	return ( at ) => {
		const [ month = 0, day = 0, year = 0, hour = 0, minute = 0 ] = ( format.format( at ).match( /\d+/g ) ?? [] ).map( Number );
		return ( Date.UTC( year, month - 1, day, hour, minute ) - Math.floor( at / MINUTE ) * MINUTE ) / MINUTE;
	};
}

/** When the clocks change, to the minute, and how far they are off UTC before each change and after the last. */
function changesOf( name: string ): { untils: ( number | null )[]; offsets: number[] } {
	const offset = offsetsOf( name );
	const untils: ( number | null )[] = [];
	const offsets = [ offset( FIRST ) ];
	for ( let month = 1, before = FIRST; before < Date.UTC( LAST_YEAR, 0 ); month++ ) {
		const after = Date.UTC( 2000, month );
		const here = offset( after );
		if ( here !== offsets[ offsets.length - 1 ] ) {
			let [ low, high ] = [ before / MINUTE, after / MINUTE ];
			while ( high - low > 1 ) {
				const middle = Math.floor( ( low + high ) / 2 );
				if ( offset( middle * MINUTE ) === here ) {
					high = middle;
				} else {
					low = middle;
				}
			}
			untils.push( high * MINUTE );
			offsets.push( here );
		}
		before = after;
	}
	return { untils: [ ...untils, null ], offsets };
}

function abbreviation( minutes: number ): string {
	const size = Math.abs( minutes );
	const rest = size % 60 ? String( size % 60 ).padStart( 2, '0' ) : '';
	return `${ minutes < 0 ? '-' : '+' }${ String( Math.floor( size / 60 ) ).padStart( 2, '0' ) }${ rest }`;
}

export function addZone( name: string ): void {
	const zones = ( moment as unknown as { tz: Zones } ).tz;
	try {
		const { untils, offsets } = changesOf( name );
		// moment counts minutes behind UTC.
		zones.add( zones.pack( { name, abbrs: offsets.map( abbreviation ), untils, offsets: offsets.map( ( minutes ) => -minutes || 0 ) } ) );
	} catch {
		// A zone that the browser does not know goes by the offset.
	}
}
