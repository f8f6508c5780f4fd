/** A few blocks by themselves, such as those of a widget: the block editor without a post around it. */
import { BlockCanvas, BlockEditorProvider, BlockInspector, BlockToolbar } from '@wordpress/block-editor';
import { registerCoreBlocks } from '@wordpress/block-library';
import { createBlock, getBlockType, isUnmodifiedDefaultBlock, parse, serialize } from '@wordpress/blocks';
import { Button, Popover, SlotFillProvider } from '@wordpress/components';
import { useStateWithHistory } from '@wordpress/compose';
import '@wordpress/editor'; // the media library in blocks
import { useEffect, useMemo, useState } from '@wordpress/element';
import '@wordpress/format-library';
import { __ } from '@wordpress/i18n';
import { cog, redo as redoIcon, undo as undoIcon } from '@wordpress/icons';
import { uploadMedia } from '@wordpress/media-utils';
import { boot, can } from '../boot';
import { settings } from './canvas';

type Block = ReturnType< typeof createBlock >;

interface History {
	value: Block[];
	setValue: ( next: Block[], isStaged: boolean ) => void;
	hasUndo: boolean;
	hasRedo: boolean;
	undo: () => void;
	redo: () => void;
}

/** Blocks are known once for the page, however often some are edited. */
export function knowBlocks(): void {
	if ( ! getBlockType( 'core/paragraph' ) ) {
		registerCoreBlocks();
	}
}

function read( content: string ): Block[] {
	knowBlocks();
	const blocks = parse( content, { __unstableSkipAutop: true } as never ) as Block[];
	return blocks.length ? blocks : [ createBlock( 'core/paragraph' ) ];
}

/** The blocks as they are stored, each by itself; what nobody has written into is none. */
function stored( blocks: Block[] ): string[] {
	return blocks.filter( ( one ) => ! isUnmodifiedDefaultBlock( one ) ).map( ( one ) => serialize( [ one ] ) );
}

export function Blocks( { content, changed }: { content: string; changed: ( contents: string[] ) => void } ) {
	const begin = useMemo( () => read( content ), [] );
	const { value, setValue, hasUndo, hasRedo, undo, redo } = useStateWithHistory( begin ) as History;
	const [ details, setDetails ] = useState( window.innerWidth > 1000 );
	useEffect( () => {
		changed( stored( value ) );
	}, [ value ] );
	const told = useMemo( () => ( {
		...settings(), hasFixedToolbar: true,
		mediaUpload: can( 'upload_files' ) ? uploadMedia : undefined,
	} ), [] );
	const keys = ( event: React.KeyboardEvent ) => {
		if ( ( event.ctrlKey || event.metaKey ) && event.key.toLowerCase() === 'z' ) {
			event.preventDefault();
			( event.shiftKey ? redo : undo )();
		}
	};
	return (
		<SlotFillProvider>
			<BlockEditorProvider
				value={ value } settings={ told } useSubRegistry
				onInput={ ( next: Block[] ) => setValue( next, true ) } onChange={ ( next: Block[] ) => setValue( next, false ) }
			>
				<div className="blocks" onKeyDown={ keys }>
					<div className="blocks__tools">
						<Button size="compact" icon={ undoIcon } label={ __( 'Undo' ) } disabled={ ! hasUndo } accessibleWhenDisabled onClick={ undo } />
						<Button size="compact" icon={ redoIcon } label={ __( 'Redo' ) } disabled={ ! hasRedo } accessibleWhenDisabled onClick={ redo } />
						<BlockToolbar hideDragHandle />
						<Button className="blocks__details" size="compact" icon={ cog } label={ __( 'Settings' ) } isPressed={ details } onClick={ () => setDetails( ! details ) } />
					</div>
					<div className="blocks__canvas"><BlockCanvas height="100%" styles={ boot.editor.styles } /></div>
					{ details && <div className="blocks__inspector" role="region" aria-label={ __( 'Settings of the block' ) } tabIndex={ 0 }><BlockInspector /></div> }
				</div>
				<Popover.Slot />
			</BlockEditorProvider>
		</SlotFillProvider>
	);
}
