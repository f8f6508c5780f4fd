/** Why what was asked for is not shown, and another try. */
import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

export function Refused( { by }: { by: { refusal: string; reload: () => void } } ) {
	return by.refusal ? (
		<Notice status="error" isDismissible={ false } actions={ [ { label: __( 'Try again' ), onClick: by.reload } ] }>{ by.refusal }</Notice>
	) : null;
}
