/** The looks of a theme of blocks: its styles, and its templates with their parts. Each is loaded when it is looked at. */
import { Spinner } from '@wordpress/components';
import { lazy, Suspense } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useCollection } from '../api/requests';
import { adminUrl } from '../boot';
import { Refused } from '../frame/Refused';
import { usePlace } from '../frame/router';
import { Screen } from '../frame/Screen';
import { AppearanceNav, STYLES, TEMPLATES } from './Appearance';
import { Templates, type TemplateType } from './Templates';

const Styles = lazy( () => import( '../editor/Styles' ).then( ( one ) => ( { default: one.Styles } ) ) );

interface Theme {
	is_block_theme: boolean;
	default_template_types?: TemplateType[];
	_links: Record< string, unknown >;
}

export function Design() {
	const { query } = usePlace();
	const active = useCollection< Theme >( '/wp/v2/themes', { status: 'active', context: 'edit' } );
	const isTemplates = query.get( 'p' ) === '/template';
	const theme = active.items[ 0 ];
	const nav = <AppearanceNav current={ isTemplates ? TEMPLATES : STYLES } />;
	if ( theme && ! isTemplates && theme._links[ 'wp:user-global-styles' ] ) {
		return <Suspense fallback={ <Spinner className="loading" /> }><Styles nav={ nav } /></Suspense>;
	}
	return (
		<Screen title={ isTemplates ? __( 'Templates' ) : __( 'Styles' ) } wide>
			{ nav }
			<Refused by={ active } />
			{ ! theme && ! active.refusal && <Spinner className="loading" /> }
			{ theme && isTemplates && theme.is_block_theme && <Templates types={ theme.default_template_types ?? [] } /> }
			{ theme && ! ( isTemplates && theme.is_block_theme ) && (
				<p>
					{ isTemplates
						? __( 'The theme in use is not made of blocks: its templates are files. A theme of blocks lets you change each of them here.' )
						: __( 'The theme in use brings its looks itself. A theme of blocks, with a theme.json, lets you choose colours, typefaces and spacing here.' ) }
					{ ' ' }<a href={ adminUrl( 'themes.php' ) }>{ __( 'To the themes' ) }</a>
				</p>
			) }
		</Screen>
	);
}
