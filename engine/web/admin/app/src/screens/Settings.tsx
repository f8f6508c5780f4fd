/** The site's settings, by WordPress's pages of them. */
import { Button, Notice, SelectControl, TextControl, ToggleControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { send, told, useCollection, useItem } from '../api/requests';
import { adminUrl } from '../boot';
import { say, warn } from '../frame/notices';
import { Screen } from '../frame/Screen';
import { plain, type Post, type Term } from './types';

type Values = Record< string, string | number | boolean | null >;

type Control =
	| { key: string; label: string; help?: string; kind: 'text' | 'number' | 'email' | 'url' }
	| { key: string; label: string; help?: string; kind: 'choice'; options: { label: string; value: string }[]; numeric?: boolean }
	| { key: string; label: string; help?: string; kind: 'switch'; on: string | boolean; off: string | boolean }
	| { key: string; label: string; help?: string; kind: 'page' | 'category' };

const DAYS = [ 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday' ].map(
	( label, value ) => ( { label: __( label ), value: String( value ) } )
);
const FORMATS = [ 'standard', 'aside', 'audio', 'chat', 'gallery', 'image', 'link', 'quote', 'status', 'video' ].map(
	( value ) => ( { label: value, value } )
);

const PAGES: Record< string, { title: string; controls: Control[] } > = {
	'options-general.php': {
		title: __( 'General' ),
		controls: [
			{ key: 'title', label: __( 'Site title' ), kind: 'text' },
			{ key: 'description', label: __( 'Tagline' ), kind: 'text', help: __( 'What the site is about, in a few words.' ) },
			{ key: 'url', label: __( 'Address' ), kind: 'url' },
			{ key: 'email', label: __( 'Administration email' ), kind: 'email' },
			{ key: 'timezone', label: __( 'Time zone' ), kind: 'text', help: __( 'A city such as Europe/Lisbon, or an offset such as UTC+2.' ) },
			{ key: 'date_format', label: __( 'Date format' ), kind: 'text' },
			{ key: 'time_format', label: __( 'Time format' ), kind: 'text' },
			{ key: 'start_of_week', label: __( 'Week begins on' ), kind: 'choice', options: DAYS, numeric: true },
		],
	},
	'options-writing.php': {
		title: __( 'Writing' ),
		controls: [
			{ key: 'default_category', label: __( 'Category of new posts' ), kind: 'category' },
			{ key: 'default_post_format', label: __( 'Format of new posts' ), kind: 'choice', options: FORMATS },
			{ key: 'use_smilies', label: __( 'Turn :-) into pictures' ), kind: 'switch', on: true, off: false },
		],
	},
	'options-reading.php': {
		title: __( 'Reading' ),
		controls: [
			{
				key: 'show_on_front', label: __( 'The front page shows' ), kind: 'choice',
				options: [ { label: __( 'The latest posts' ), value: 'posts' }, { label: __( 'A page' ), value: 'page' } ],
			},
			{ key: 'page_on_front', label: __( 'That page' ), kind: 'page' },
			{ key: 'page_for_posts', label: __( 'Posts are shown on' ), kind: 'page' },
			{ key: 'posts_per_page', label: __( 'Posts on a page' ), kind: 'number' },
		],
	},
	'options-discussion.php': {
		title: __( 'Discussion' ),
		controls: [
			{ key: 'default_comment_status', label: __( 'New posts take comments' ), kind: 'switch', on: 'open', off: 'closed' },
			{ key: 'default_ping_status', label: __( 'New posts take pingbacks and trackbacks' ), kind: 'switch', on: 'open', off: 'closed' },
		],
	},
};

function Choice( props: { control: Control; value: Values[ string ]; change: ( value: Values[ string ] ) => void } ) {
	const pages = useCollection< Post >( '/wp/v2/pages', { per_page: 100, context: 'edit', _fields: 'id,title' } );
	const categories = useCollection< Term >( '/wp/v2/categories', { per_page: 100, _fields: 'id,name' } );
	const options = props.control.kind === 'page'
		? [ { label: __( 'None' ), value: '0' }, ...pages.items.map( ( one ) => ( { label: plain( one.title.rendered ), value: String( one.id ) } ) ) ]
		: categories.items.map( ( one ) => ( { label: plain( one.name ), value: String( one.id ) } ) );
	return (
		<SelectControl
			__nextHasNoMarginBottom __next40pxDefaultSize label={ props.control.label } options={ options }
			value={ String( props.value ?? 0 ) } onChange={ ( value ) => props.change( Number( value ) ) }
		/>
	);
}

function Asked( { control, value, change }: { control: Control; value: Values[ string ]; change: ( value: Values[ string ] ) => void } ) {
	switch ( control.kind ) {
		case 'switch':
			return <ToggleControl __nextHasNoMarginBottom label={ control.label } help={ control.help } checked={ value === control.on } onChange={ ( on ) => change( on ? control.on : control.off ) } />;
		case 'choice':
			return (
				<SelectControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } help={ control.help } options={ control.options }
					value={ String( value ) } onChange={ ( next ) => change( control.numeric ? Number( next ) : next ) }
				/>
			);
		case 'page':
		case 'category':
			return <Choice control={ control } value={ value } change={ change } />;
		default:
			return (
				<TextControl
					__nextHasNoMarginBottom __next40pxDefaultSize label={ control.label } help={ control.help } type={ control.kind }
					value={ String( value ?? '' ) } onChange={ ( next ) => change( control.kind === 'number' ? Number( next ) : next ) }
				/>
			);
	}
}

export function Settings( { page }: { page: string } ) {
	const shown = PAGES[ page ] ?? PAGES[ 'options-general.php' ]!;
	const { item, refusal } = useItem< Values >( '/wp/v2/settings' );
	const [ draft, setDraft ] = useState< Values >();
	const [ busy, setBusy ] = useState( false );
	useEffect( () => item && setDraft( item ), [ item ] );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		const changed = Object.fromEntries(
			shown.controls.map( ( one ) => [ one.key, draft?.[ one.key ] ] ).filter( ( [ key, value ] ) => value !== item?.[ key as string ] )
		);
		try {
			setDraft( await send< Values >( 'POST', '/wp/v2/settings', changed ) );
			say( __( 'Saved.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<Screen title={ __( 'Settings' ) }>
			<nav className="subnav" aria-label={ __( 'Settings' ) }>
				{ Object.entries( PAGES ).map( ( [ name, { title } ] ) => (
					<a key={ name } href={ adminUrl( name ) } aria-current={ PAGES[ name ] === shown ? 'page' : undefined }>{ title }</a>
				) ) }
			</nav>
			{ refusal && <Notice status="error" isDismissible={ false }>{ refusal }</Notice> }
			{ draft && (
				<form className="card" onSubmit={ save }>
					{ shown.controls.map( ( control ) => (
						<Asked key={ control.key } control={ control } value={ draft[ control.key ] ?? null } change={ ( value ) => setDraft( { ...draft, [ control.key ]: value } ) } />
					) ) }
					<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy }>{ __( 'Save' ) }</Button></p>
				</form>
			) }
		</Screen>
	);
}
