/** The words of the admin in the person's language: WordPress's own where they are installed, and ours. */
import { setLocaleData } from '@wordpress/i18n';
import { boot } from './boot';

type Catalogue = Record< string, unknown >;

// Languages in which our own strings are there whole.
const OWN: Record< string, () => Promise< { default: Catalogue } > > = {
	de: () => import( './languages/de.json' ),
};

async function installed( locale: string ): Promise< Catalogue > {
	if ( ! boot.hasTranslations || locale === 'en_US' ) {
		return {};
	}
	// Most words are the editor's.
	const isScreen = ! Object.keys( boot.editor ).length;
	const answer = await fetch( `${ boot.admin }translations/${ locale }.json${ isScreen ? '?of=screens' : '' }` );
	return answer.ok ? ( answer.json() as Promise< Catalogue > ) : {};
}

/** To be waited for before anything is loaded that has words in it. */
export async function learn(): Promise< void > {
	const own = OWN[ boot.locale.split( '_' )[ 0 ] ?? '' ];
	const [ theirs, ours ] = await Promise.all( [ installed( boot.locale ).catch( () => ( {} ) ), own?.().catch( () => undefined ) ] );
	const direction = document.dir === 'rtl' ? { 'text direction\u0004ltr': [ 'rtl' ] } : {};
	setLocaleData( { ...direction, ...ours?.default, ...theirs } as never );
}
