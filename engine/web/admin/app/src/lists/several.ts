/** The same done to several things of a list. */
import { each, type Collection } from '../api/requests';
import { say, warn } from '../frame/notices';

/** Says with how many it went well, which `undo` takes back, and why not with others; shows the list as it is then. */
export async function several< Item >(
	list: Collection< Item >, items: Item[], act: ( item: Item ) => Promise< unknown >,
	words: ( count: number ) => string, undo?: ( done: Item[] ) => void
): Promise< void > {
	const { done, refusal } = await each( items, act );
	if ( done.length ) {
		say( words( done.length ), undo && ( () => undo( done ) ) );
	}
	if ( refusal ) {
		warn( refusal );
	}
	list.reload();
}
