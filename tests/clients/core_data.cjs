// @wordpress/core-data with @wordpress/api-fetch, as published: what the block editor reads and writes with.
const { createRequire } = require( 'module' );
const path = require( 'path' );
const { JSDOM, VirtualConsole } = require( 'jsdom' );
const { address, authorization, image, report } = require( './site.cjs' );
const fs = require( 'fs' );

// Packages of the editor want a window; its style sheets are beyond jsdom, and nobody looks at them.
const { window } = new JSDOM( '<!doctype html>', { url: address, virtualConsole: new VirtualConsole() } );
const fetches = { fetch, FormData, File, Blob, Headers, Request, Response, AbortController };
for ( const name of Object.getOwnPropertyNames( window ) ) {
	if ( ! ( name in globalThis ) ) {
		globalThis[ name ] = window[ name ];
	}
}
globalThis.window = Object.assign( window, fetches );

const editor = createRequire( path.resolve( __dirname, '../../engine/web/admin/app/package.json' ) );
const apiFetch = editor( '@wordpress/api-fetch' ).default;
const { dispatch, resolveSelect, select } = editor( '@wordpress/data' );
const { store } = editor( '@wordpress/core-data' );

apiFetch.use( apiFetch.createRootURLMiddleware( `${ address }/wp-json/` ) );
apiFetch.use( ( options, next ) =>
	next( { ...options, headers: { ...options.headers, Authorization: authorization } } )
);

report( async () => {
	const core = dispatch( store );
	const save = async ( kind, name, record ) => {
		const saved = await core.saveEntityRecord( kind, name, record, { throwOnError: true } );
		return saved;
	};
	const post = await save( 'postType', 'post', { title: 'By core-data', content: 'One.', status: 'draft' } );
	core.editEntityRecord( 'postType', 'post', post.id, { content: 'Two.' } );
	const edited = await core.saveEditedEntityRecord( 'postType', 'post', post.id );
	const dirty = select( store ).hasEditsForEntityRecord( 'postType', 'post', post.id );
	const soon = new Date( Date.now() + 86400000 ).toISOString().slice( 0, 19 );
	const scheduled = await save( 'postType', 'post', { id: post.id, status: 'publish', date_gmt: soon } );
	const published = await save( 'postType', 'post', { id: post.id, status: 'publish', date_gmt: '2026-01-02T03:04:05' } );
	const autosave = await apiFetch( {
		path: `/wp/v2/posts/${ post.id }/autosaves`, method: 'POST', data: { content: 'Three, perhaps.' },
	} );
	const tag = await save( 'taxonomy', 'post_tag', { name: 'Lanterns' } );
	const again = await core.saveEntityRecord( 'taxonomy', 'post_tag', { name: 'Lanterns' }, { throwOnError: true } )
		.then( () => ( {} ), ( error ) => error );
	const form = new FormData();
	form.append( 'file', new File( [ fs.readFileSync( image ) ], 'lantern.png', { type: 'image/png' } ) );
	form.append( 'post', String( post.id ) );
	const media = await apiFetch( { path: '/wp/v2/media', method: 'POST', body: form } );
	const filed = await save( 'postType', 'post', { id: post.id, tags: [ tag.id ], featured_media: media.id } );
	const comment = await save( 'root', 'comment', { post: post.id, content: 'Seen.' } );
	const site = await save( 'root', 'site', { description: 'By core-data' } );
	const user = await save( 'root', 'user', {
		username: 'core-author', email: 'core@example.org', password: 'correct horse battery', roles: [ 'editor' ],
	} );
	const types = await resolveSelect( store ).getPostTypes( { per_page: -1 } );
	const theme = await resolveSelect( store ).getCurrentTheme();
	const mayUpload = await resolveSelect( store ).canUser( 'create', { kind: 'postType', name: 'attachment' } );
	const listed = await resolveSelect( store ).getEntityRecords( 'postType', 'post', { per_page: -1, search: 'core-data' } );
	const revisions = await resolveSelect( store ).getRevisions( 'postType', 'post', post.id, { per_page: 100 } );
	await core.deleteEntityRecord( 'postType', 'post', post.id, {}, { throwOnError: true } );
	const trashed = await apiFetch( { path: `/wp/v2/posts/${ post.id }?context=edit` } );
	const restored = await apiFetch( { path: `/wp/v2/posts/${ post.id }`, method: 'PUT', data: { status: 'draft' } } );
	return {
		status: [ post.status, scheduled.status, published.status, trashed.status, restored.status ],
		content: edited.content.raw,
		dirty,
		autosave: [ autosave.parent === post.id, autosave.content.raw, filed.content.raw ],
		duplicate: [ again.code, again.data && again.data.term_id === tag.id ],
		media: [ media.media_type, filed.featured_media === media.id ],
		comment: comment.status,
		description: site.description,
		roles: user.roles,
		types: types.map( ( type ) => type.slug ).filter( ( slug ) => [ 'post', 'page' ].includes( slug ) ),
		theme: typeof theme.stylesheet,
		mayUpload,
		listed: listed.map( ( one ) => one.id === post.id ),
		revisions: revisions.length > 0,
	};
} );
