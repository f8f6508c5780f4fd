/** The last word before something that cannot be taken back, within the dialogue that asks. */
import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

interface Props {
	/** What it means to go on. */
	children: ReactNode;
	/** What going on is called. */
	label: string;
	confirm: () => void;
	close: () => void;
}

export function Confirm( { children, label, confirm, close }: Props ) {
	return (
		<>
			{ children }
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
				<Button __next40pxDefaultSize variant="primary" isDestructive onClick={ () => ( close(), confirm() ) }>{ label }</Button>
			</p>
		</>
	);
}
