/** Text without blocks, as posts have it that were written before there were any: shown as it is, edited as HTML or as blocks. */
import { BlockControls, store as blockEditor, useBlockProps } from '@wordpress/block-editor';
import { rawHandler, registerBlockType, setFreeformContentHandlerName } from '@wordpress/blocks';
import { ToolbarButton, ToolbarGroup } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { RawHTML } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

const NAME = 'core/freeform';

interface Classic {
	attributes: { content: string };
}

function Edit( { attributes: { content }, clientId }: Classic & { clientId: string } ) {
	const { replaceBlocks } = useDispatch( blockEditor );
	return (
		<>
			<BlockControls>
				<ToolbarGroup>
					<ToolbarButton onClick={ () => void replaceBlocks( clientId, rawHandler( { HTML: content } ) ) }>
						{ __( 'Convert to blocks' ) }
					</ToolbarButton>
				</ToolbarGroup>
			</BlockControls>
			<div { ...useBlockProps() }><RawHTML>{ content ?? '' }</RawHTML></div>
		</>
	);
}

/** WordPress's own block of this name edits with a library of its pages, and is not registered without it. */
export function registerClassic(): void {
	registerBlockType( NAME, {
		apiVersion: 3,
		title: __( 'Classic' ),
		category: 'text',
		attributes: { content: { type: 'string', source: 'raw' } },
		supports: { className: false, customClassName: false, inserter: false, lock: false, renaming: false, reusable: false, visibility: false },
		edit: Edit,
		save: ( { attributes }: Classic ) => <RawHTML>{ attributes.content ?? '' }</RawHTML>,
	} as never );
	setFreeformContentHandlerName( NAME );
}
