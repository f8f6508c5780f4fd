/** What the API says of its things, as far as the screens read it. */
export interface Post {
	id: number;
	type: string;
	status: string;
	link: string;
	date: string | null;
	modified: string;
	title: { raw: string; rendered: string };
	author: number;
	sticky?: boolean;
	password?: string;
	parent?: number;
	_links: Record< string, { href: string; targetHints?: { allow: string[] } }[] >;
	_embedded?: {
		author?: { name: string }[];
		'wp:term'?: { id: number; name: string; taxonomy: string }[][];
	};
}

export interface Comment {
	id: number;
	post: number;
	parent: number;
	author: number;
	author_name: string;
	author_email: string;
	author_url: string;
	author_ip: string;
	author_avatar_urls: Record< string, string >;
	content: { raw: string; rendered: string };
	date: string;
	link: string;
	status: string;
	type: string;
	_embedded?: { up?: { title: { rendered: string }; link: string }[] };
}

export interface Media {
	id: number;
	date: string;
	slug: string;
	title: { raw: string; rendered: string };
	caption: { raw: string };
	description: { raw: string };
	alt_text: string;
	media_type: string;
	mime_type: string;
	source_url: string;
	post: number | null;
	media_details: {
		width?: number;
		height?: number;
		filesize?: number;
		sizes?: Record< string, { source_url: string } >;
	};
	_embedded?: { author?: { name: string }[] };
}

export interface Term {
	id: number;
	name: string;
	slug: string;
	description: string;
	count: number;
	parent?: number;
	link: string;
}

export interface User {
	id: number;
	username: string;
	name: string;
	first_name: string;
	last_name: string;
	email: string;
	url: string;
	description: string;
	nickname: string;
	locale: string;
	roles: string[];
	registered_date: string;
	avatar_urls: Record< string, string >;
}

/** Text as a person reads it, of what the API gives as HTML. */
export function plain( html: string ): string {
	const element = document.createElement( 'textarea' );
	element.innerHTML = html.replace( /<[^>]*>/g, '' );
	return element.value;
}
