/** The picture of a person, or the first letter of their name where it would have to be asked of another site. */
import { boot } from '../boot';

export function Avatar( { name, urls }: { name: string; urls?: Record< string, string | false > } ) {
	const address = urls?.[ '48' ];
	if ( address && ( boot.avatars === 'gravatar' || address.startsWith( boot.home ) ) ) {
		return <img className="avatar" src={ address } alt="" width="32" height="32" loading="lazy" />;
	}
	return <span className="avatar" aria-hidden="true">{ [ ...name.trim() ][ 0 ]?.toUpperCase() ?? '?' }</span>;
}
