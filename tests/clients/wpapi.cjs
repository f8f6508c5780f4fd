// npm's wpapi, as published: posts, terms, media, comments, users, settings.
const WPAPI = require( 'wpapi' );
const { address, login, password, image, report } = require( './site.cjs' );

report( async () => {
	const site = await WPAPI.discover( address );
	const api = new WPAPI( { endpoint: `${ address }/wp-json`, username: login, password } );
	const post = await api.posts().create( { title: 'By wpapi', content: 'One.', status: 'draft' } );
	const edited = await api.posts().id( post.id ).update( { content: 'Two.' } );
	const soon = new Date( Date.now() + 86400000 ).toISOString().slice( 0, 19 );
	const scheduled = await api.posts().id( post.id ).update( { status: 'publish', date_gmt: soon } );
	const trashed = await api.posts().id( post.id ).delete();
	const restored = await api.posts().id( post.id ).update( { status: 'draft' } );
	const tag = await api.tags().create( { name: 'Tide tables' } );
	const category = await api.categories().create( { name: 'Harbour' } );
	const filed = await api.posts().id( post.id ).update( {
		status: 'publish', date_gmt: '2026-01-02T03:04:05', tags: [ tag.id ], categories: [ category.id ],
	} );
	const media = await api.media().file( image, 'lamp.png' ).create( { title: 'Lamp', alt_text: 'A lamp', post: post.id } );
	const comment = await api.comments().create( { post: post.id, content: 'Well said.' } );
	const user = await api.users().create( {
		username: 'wpapi-author', email: 'wpapi@example.org', password: 'correct horse battery', roles: [ 'author' ],
	} );
	const settings = await api.settings().update( { description: 'By wpapi' } );
	const revisions = await api.posts().id( post.id ).revisions();
	const found = await api.posts().tags( tag.id ).param( 'orderby', 'date' ).perPage( 1 ).embed();
	const missing = await api.posts().id( 999999 ).then( () => '', ( error ) => error.code );
	await api.users().id( user.id ).delete( { force: true, reassign: 1 } );
	return {
		status: [ post.status, scheduled.status, trashed.status, restored.status, filed.status ],
		content: edited.content.raw,
		media: [ media.media_type, media.alt_text, media.post === post.id ],
		comment: [ comment.status, comment.post === post.id ],
		roles: user.roles,
		description: settings.description,
		revisions: revisions.length > 0,
		found: [ found.length, Number( found._paging.total ), found[ 0 ]._embedded[ 'wp:term' ].flat().length ],
		missing,
	};
} );
