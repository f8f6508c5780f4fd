/** What each page of settings asks, and which of the two routes of settings knows it. */
import { __ } from '@wordpress/i18n';
import { boot } from '../boot';

export type Value = string | number | boolean | null;
export type Values = Record< string, Value >;

interface Common {
	key: string;
	label: string;
	help?: string;
	/** Begins a group of controls under this heading. */
	group?: string;
	/** What must be so for the control to matter. */
	when?: ( values: Values ) => boolean;
}

export interface Choice {
	label: string;
	value: string;
}

export type Control = Common & (
	| { kind: 'text' | 'number' | 'email' | 'url' | 'lines' }
	| { kind: 'choice'; options: Choice[]; numeric?: boolean }
	| { kind: 'switch'; on: Value; off: Value }
	| { kind: 'page' | 'category' | 'role' | 'zone' | 'permalinks' }
);

function flag( key: string, label: string, more: Partial< Common > = {} ): Control {
	return { key, label, kind: 'switch', on: true, off: false, ...more };
}

function number( key: string, label: string, more: Partial< Common > = {} ): Control {
	return { key, label, kind: 'number', ...more };
}

const DAYS = [
	__( 'Sunday' ), __( 'Monday' ), __( 'Tuesday' ), __( 'Wednesday' ), __( 'Thursday' ), __( 'Friday' ), __( 'Saturday' ),
].map( ( label, value ) => ( { label, value: String( value ) } ) );

const FORMATS = [
	[ 'standard', __( 'Standard' ) ], [ 'aside', __( 'Aside' ) ], [ 'audio', __( 'Audio' ) ], [ 'chat', __( 'Chat' ) ],
	[ 'gallery', __( 'Gallery' ) ], [ 'image', __( 'Image' ) ], [ 'link', __( 'Link' ) ], [ 'quote', __( 'Quote' ) ],
	[ 'status', __( 'Status' ) ], [ 'video', __( 'Video' ) ],
].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

const AVATARS = [
	[ 'mystery', __( 'A silhouette' ) ], [ 'blank', __( 'Nothing' ) ], [ 'gravatar_default', __( 'The sign of Gravatar' ) ],
	[ 'identicon', __( 'A pattern' ) ], [ 'wavatar', __( 'A funny face' ) ], [ 'monsterid', __( 'A monster' ) ], [ 'retro', __( 'Pixels' ) ],
	[ 'robohash', __( 'A robot' ) ],
].map( ( [ value = '', label = '' ] ) => ( { value, label } ) );

/** A language in its own words. */
export function languageName( locale: string ): string {
	try {
		const tag = locale.replace( /_/g, '-' ).split( '-' ).slice( 0, 2 ).join( '-' );
		return new Intl.DisplayNames( [ tag ], { type: 'language' } ).of( tag ) ?? locale;
	} catch {
		return locale;
	}
}

export const LANGUAGES: Choice[] = boot.languages.map( ( value ) => ( { value, label: languageName( value ) } ) );

function size( name: string, label: string, group?: string ): Control[] {
	return [
		number( `${ name }_size_w`, `${ label }: ${ __( 'width' ) }`, group ? { group } : {} ),
		number( `${ name }_size_h`, `${ label }: ${ __( 'height' ) }` ),
	];
}

export interface Page {
	title: string;
	note?: string;
	controls: Control[];
}

export const PAGES: Record< string, Page > = {
	'options-general.php': {
		title: __( 'General' ),
		controls: [
			{ key: 'title', label: __( 'Site title' ), kind: 'text' },
			{ key: 'description', label: __( 'Tagline' ), kind: 'text', help: __( 'What the site is about, in a few words.' ) },
			{ key: 'url', label: __( 'Address of the site' ), kind: 'url', help: __( 'A wrong one locks you out of this admin.' ) },
			{ key: 'home', label: __( 'Address of the home page' ), kind: 'url' },
			{ key: 'email', label: __( 'Administration email' ), kind: 'email' },
			{ key: 'language', label: __( 'Language' ), kind: 'choice', options: LANGUAGES },
			{ key: 'timezone', label: __( 'Time zone' ), kind: 'zone' },
			{ key: 'date_format', label: __( 'Date format' ), kind: 'text' },
			{ key: 'time_format', label: __( 'Time format' ), kind: 'text' },
			{ key: 'start_of_week', label: __( 'Week begins on' ), kind: 'choice', options: DAYS, numeric: true },
			flag( 'users_can_register', __( 'Anybody may register' ), { group: __( 'Accounts' ) } ),
			{ key: 'default_role', label: __( 'Role of new accounts' ), kind: 'role' },
		],
	},
	'options-writing.php': {
		title: __( 'Writing' ),
		controls: [
			{ key: 'default_category', label: __( 'Category of new posts' ), kind: 'category' },
			{ key: 'default_post_format', label: __( 'Format of new posts' ), kind: 'choice', options: FORMATS },
			flag( 'use_smilies', __( 'Turn :-) into pictures' ) ),
			{ key: 'ping_sites', label: __( 'Services to tell of new posts' ), kind: 'lines', help: __( 'One address on a line.' ) },
		],
	},
	'options-reading.php': {
		title: __( 'Reading' ),
		controls: [
			{
				key: 'show_on_front', label: __( 'The front page shows' ), kind: 'choice',
				options: [ { label: __( 'The latest posts' ), value: 'posts' }, { label: __( 'A page' ), value: 'page' } ],
			},
			{ key: 'page_on_front', label: __( 'That page' ), kind: 'page', when: ( values ) => values.show_on_front === 'page' },
			{ key: 'page_for_posts', label: __( 'Posts are shown on' ), kind: 'page', when: ( values ) => values.show_on_front === 'page' },
			number( 'posts_per_page', __( 'Posts on a page' ) ),
			number( 'posts_per_rss', __( 'Posts in a feed' ), { group: __( 'Feeds' ) } ),
			flag( 'rss_use_excerpt', __( 'Feeds have excerpts only' ) ),
			{ key: 'blog_public', label: __( 'Ask search engines to stay away' ), kind: 'switch', on: false, off: true, group: __( 'Search engines' ) },
		],
	},
	'options-discussion.php': {
		title: __( 'Discussion' ),
		controls: [
			{ key: 'default_comment_status', label: __( 'New posts take comments' ), kind: 'switch', on: 'open', off: 'closed' },
			{ key: 'default_ping_status', label: __( 'New posts take pingbacks and trackbacks' ), kind: 'switch', on: 'open', off: 'closed' },
			flag( 'default_pingback_flag', __( 'Tell the sites that a post links to' ) ),
			flag( 'require_name_email', __( 'Guests give their name and email' ), { group: __( 'Who may comment' ) } ),
			flag( 'comment_registration', __( 'Only those who have logged in' ) ),
			flag( 'show_comments_cookies_opt_in', __( 'Ask guests whether their name may be remembered' ) ),
			flag( 'close_comments_for_old_posts', __( 'Close comments on old posts' ) ),
			number( 'close_comments_days_old', __( 'After so many days' ), { when: ( values ) => values.close_comments_for_old_posts === true } ),
			flag( 'thread_comments', __( 'Comments answer each other' ), { group: __( 'How they are shown' ) } ),
			number( 'thread_comments_depth', __( 'So many levels deep' ), { when: ( values ) => values.thread_comments === true } ),
			flag( 'page_comments', __( 'Spread comments over pages' ) ),
			number( 'comments_per_page', __( 'Comments on a page' ), { when: ( values ) => values.page_comments === true } ),
			{
				key: 'default_comments_page', label: __( 'The page that is shown first' ), kind: 'choice',
				options: [ { value: 'newest', label: __( 'The last one' ) }, { value: 'oldest', label: __( 'The first one' ) } ],
				when: ( values ) => values.page_comments === true,
			},
			{
				key: 'comment_order', label: __( 'On top are' ), kind: 'choice',
				options: [ { value: 'asc', label: __( 'Older comments' ) }, { value: 'desc', label: __( 'Newer comments' ) } ],
			},
			flag( 'comments_notify', __( 'When somebody comments' ), { group: __( 'Mail me' ) } ),
			flag( 'moderation_notify', __( 'When a comment waits' ) ),
			flag( 'comment_moderation', __( 'Every comment waits for approval' ), { group: __( 'Moderation' ) } ),
			flag( 'comment_previously_approved', __( 'The first comment of somebody waits' ) ),
			number( 'comment_max_links', __( 'Comments wait that have so many links' ) ),
			{ key: 'moderation_keys', label: __( 'Comments wait that have one of these words' ), kind: 'lines', help: __( 'One on a line: of the text, name, address, email or IP address.' ) },
			{ key: 'disallowed_keys', label: __( 'Comments go to the trash that have one of these' ), kind: 'lines' },
			flag( 'show_avatars', __( 'Show pictures of those who comment' ), { group: __( 'Avatars' ) } ),
			{
				key: 'avatar_rating', label: __( 'Pictures are fit for' ), kind: 'choice', when: ( values ) => values.show_avatars === true,
				options: [ { value: 'G', label: __( 'Everybody' ) }, { value: 'PG', label: __( 'Age 13 and above' ) }, { value: 'R', label: __( 'Age 17 and above' ) }, { value: 'X', label: __( 'Anything goes' ) } ],
			},
			{ key: 'avatar_default', label: __( 'Who has no picture gets' ), kind: 'choice', options: AVATARS, when: ( values ) => values.show_avatars === true },
		],
	},
	'options-media.php': {
		title: __( 'Media' ),
		note: __( 'The most pixels that the versions of a picture have. Pictures that are here already keep theirs.' ),
		controls: [
			...size( 'thumbnail', __( 'Thumbnail' ) ),
			flag( 'thumbnail_crop', __( 'Cut thumbnails to exactly this size' ) ),
			...size( 'medium', __( 'Medium' ) ),
			...size( 'large', __( 'Large' ) ),
			flag( 'uploads_use_yearmonth_folders', __( 'A folder for each month' ), { group: __( 'Uploads' ) } ),
		],
	},
	'options-permalink.php': {
		title: __( 'Permalinks' ),
		note: __( 'How the addresses of posts look. Choose early: not every old link leads on to the new address.' ),
		controls: [
			{ key: 'permalink_structure', label: __( 'Address of a post' ), kind: 'permalinks' },
			{ key: 'category_base', label: __( 'Categories begin with' ), kind: 'text', help: __( 'Left empty, it is category.' ), group: __( 'Archives' ) },
			{ key: 'tag_base', label: __( 'Tags begin with' ), kind: 'text', help: __( 'Left empty, it is tag.' ) },
		],
	},
	'options-privacy.php': {
		title: __( 'Privacy' ),
		note: __( 'The page on which you say what you keep of your readers. Themes link to it.' ),
		controls: [ { key: 'wp_page_for_privacy_policy', label: __( 'Privacy policy' ), kind: 'page' } ],
	},
};
