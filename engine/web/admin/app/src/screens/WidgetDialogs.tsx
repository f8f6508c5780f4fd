/** The dialogues of widgets: which to add, and what one says, in blocks or in the form that its kind brings. */
import { Button, Modal, SearchControl, Spinner } from '@wordpress/components';
import { lazy, Suspense, useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { send, told } from '../api/requests';
import { warn } from '../frame/notices';
import { offered, type Kind, type Widget, type WidgetType } from './widgetKinds';

const Blocks = lazy( () => import( '../editor/Blocks' ).then( ( one ) => ( { default: one.Blocks } ) ) );

export interface Edited {
	title: string;
	sidebar: string;
	/** Without one it is made when it is done. */
	widget?: Widget;
	content?: string;
	type?: string;
}

export function BlocksOf( { edited, close, done }: { edited: Edited; close: () => void; done: ( contents: string[] ) => void } ) {
	const contents = useRef< string[] >( [] );
	return (
		<Modal title={ edited.title } onRequestClose={ close } size="fill" className="widget-modal" shouldCloseOnEsc={ false } shouldCloseOnClickOutside={ false }>
			<Suspense fallback={ <Spinner className="loading" /> }>
				<Blocks content={ edited.content ?? '' } changed={ ( now ) => ( contents.current = now ) } />
			</Suspense>
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
				<Button __next40pxDefaultSize variant="primary" onClick={ () => done( contents.current ) }>{ __( 'Done' ) }</Button>
			</p>
		</Modal>
	);
}

/** The form that the kind of widget brings, filled in as it is. */
export function FormOf( { edited, close, done }: { edited: Edited; close: () => void; done: ( form: string ) => void } ) {
	const [ html, setHtml ] = useState( edited.widget?.rendered_form ?? undefined );
	useEffect( () => {
		if ( html === undefined ) {
			send< { form: string } >( 'POST', `/wp/v2/widget-types/${ edited.type }/encode`, { instance: {} } ).then(
				( answer ) => setHtml( answer.form ), ( error ) => ( warn( told( error ) ), close() )
			);
		}
	}, [] );
	const submit = ( event: React.FormEvent< HTMLFormElement > ) => {
		event.preventDefault();
		const fields = [ ...new FormData( event.currentTarget ) ].map( ( [ name, value ] ) => [ name, String( value ) ] );
		done( new URLSearchParams( fields ).toString() );
	};
	return (
		<Modal title={ edited.title } onRequestClose={ close } size="medium">
			<form className="term-form" onSubmit={ submit }>
				{ html === undefined ? <Spinner /> : <div className="widget-form" dangerouslySetInnerHTML={ { __html: html } } /> }
				<p className="modal-actions">
					<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
					<Button __next40pxDefaultSize type="submit" variant="primary" disabled={ html === undefined } accessibleWhenDisabled>{ __( 'Done' ) }</Button>
				</p>
			</form>
		</Modal>
	);
}

export function Choosing( { title, types, close, choose }: { title: string; types: WidgetType[]; close: () => void; choose: ( kind: Kind ) => void } ) {
	const [ words, setWords ] = useState( '' );
	const asked = words.trim().toLowerCase();
	const found = offered( types ).filter( ( one ) => `${ one.label } ${ one.description }`.toLowerCase().includes( asked ) );
	return (
		<Modal title={ title } onRequestClose={ close } size="large">
			<SearchControl __nextHasNoMarginBottom label={ __( 'Search for a widget' ) } value={ words } onChange={ setWords } />
			{ ! found.length && <p>{ __( 'Nothing like that. Choose Paragraph: every block can be put there.' ) }</p> }
			<ul className="kinds">
				{ found.map( ( one ) => (
					<li key={ one.type ?? one.content }>
						<Button className="kind" onClick={ () => choose( one ) }>
							<strong>{ one.label }</strong>
							<span>{ one.description }</span>
						</Button>
					</li>
				) ) }
			</ul>
		</Modal>
	);
}
