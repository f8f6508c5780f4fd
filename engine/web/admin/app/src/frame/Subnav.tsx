/** The pages of one room of the admin, beside each other. */
import { adminUrl } from '../boot';

export interface Leaf {
	page: string;
	label: string;
}

export function Subnav( { label, pages, current }: { label: string; pages: Leaf[]; current: string } ) {
	if ( pages.length < 2 ) {
		return null;
	}
	return (
		<nav className="subnav" aria-label={ label }>
			{ pages.map( ( one ) => (
				<a key={ one.page } href={ adminUrl( one.page ) } aria-current={ one.page === current ? 'page' : undefined }>{ one.label }</a>
			) ) }
		</nav>
	);
}
