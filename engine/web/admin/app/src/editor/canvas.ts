/** The style sheets that the frame of written text has, besides those of the theme. */
import accent from '../accent.css?url';
import componentsStyle from '@wordpress/components/build-style/style.css?url';
import contentStyle from '@wordpress/block-editor/build-style/content.css?url';
import blockReset from '@wordpress/block-library/build-style/reset.css?url';
import blockStyle from '@wordpress/block-library/build-style/style.css?url';
import blockEditorStyle from '@wordpress/block-library/build-style/editor.css?url';
import contentFromRight from '@wordpress/block-editor/build-style/content-rtl.css?url';
import blockResetFromRight from '@wordpress/block-library/build-style/reset-rtl.css?url';
import blockFromRight from '@wordpress/block-library/build-style/style-rtl.css?url';
import blockEditorFromRight from '@wordpress/block-library/build-style/editor-rtl.css?url';
import componentsFromRight from '@wordpress/components/build-style/style-rtl.css?url';
import { boot } from '../boot';

export const FROM_RIGHT = document.dir === 'rtl';

const SHEETS = FROM_RIGHT
	? [ componentsFromRight, contentFromRight, blockResetFromRight, blockFromRight, blockEditorFromRight, accent ]
	: [ componentsStyle, contentStyle, blockReset, blockStyle, blockEditorStyle, accent ];

function link( address: string ): string {
	return `<link rel="stylesheet" href="${ new URL( address, import.meta.url ).href }">`;
}

/** What every editor of blocks is told: the server's settings, and how its frame is dressed. */
export function settings(): Record< string, unknown > {
	return { ...boot.editor, isRTL: FROM_RIGHT, __unstableResolvedAssets: { styles: SHEETS.map( link ).join( '' ), scripts: '' } };
}
