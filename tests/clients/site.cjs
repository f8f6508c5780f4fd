// The site that a client is tried on, and the report of what it saw.
const { SITE: address, LOGIN: login, PASSWORD: password, IMAGE: image } = process.env;

const authorization = `Basic ${ Buffer.from( `${ login }:${ password }` ).toString( 'base64' ) }`;

function report( work ) {
	work().then(
		( seen ) => {
			process.stdout.write( JSON.stringify( seen ) );
			process.exit( 0 );
		},
		( error ) => {
			process.stderr.write( `${ error.stack || JSON.stringify( error ) }\n` );
			process.exit( 1 );
		}
	);
}

module.exports = { address, login, password, image, authorization, report };
