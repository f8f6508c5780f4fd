/** What is shown in place of a screen that fails: most often one whose file is gone, because the site has a newer version. */
import { Button } from '@wordpress/components';
import { Component, type ReactNode } from 'react';
import { __ } from '@wordpress/i18n';
import { Screen } from './Screen';

interface Props {
	/** The address, at the next of which it begins anew. */
	at: string;
	children: ReactNode;
}

interface State {
	hasFailed: boolean;
}

export class Boundary extends Component< Props, State > {
	state: State = { hasFailed: false };

	static getDerivedStateFromError(): State {
		return { hasFailed: true };
	}

	componentDidUpdate( before: Props ): void {
		if ( this.state.hasFailed && before.at !== this.props.at ) {
			this.setState( { hasFailed: false } );
		}
	}

	render(): ReactNode {
		return this.state.hasFailed ? (
			<Screen title={ __( 'This cannot be shown' ) }>
				<p role="alert">{ __( 'Something is missing or went wrong. Mostly it helps to load the page again.' ) }</p>
				<Button __next40pxDefaultSize variant="primary" onClick={ () => window.location.reload() }>{ __( 'Load again' ) }</Button>
			</Screen>
		) : this.props.children;
	}
}
