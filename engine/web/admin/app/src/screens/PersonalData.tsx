/** Who has asked for their personal data, or for its removal; asking them, and answering. */
import { Button, CheckboxControl, DropdownMenu, MenuGroup, MenuItem, Modal, SearchControl, SelectControl, Spinner, TextControl } from '@wordpress/components';
import { dateI18n, getSettings } from '@wordpress/date';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { moreVertical } from '@wordpress/icons';
import { send, told, useCollection } from '../api/requests';
import { distance } from '../dates';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';

const REQUESTS = '/tympan/v1/personal-data-requests';
const PER_PAGE = 20;

export type Action = 'export_personal_data' | 'remove_personal_data';

interface Outcome {
	removed: boolean;
	retained: boolean;
	messages: string[];
	error: string;
}

interface Request {
	id: number;
	action_name: Action;
	email: string;
	status: 'request-pending' | 'request-confirmed' | 'request-failed' | 'request-completed';
	requested: string;
	confirmed: string;
	completed: string;
	file: string;
	is_worked_on: boolean;
	outcome: Outcome | null;
}

const STATUSES: Record< Request[ 'status' ], { label: string; color: string } > = {
	'request-pending': { label: __( 'Not confirmed yet' ), color: 'is-pending' },
	'request-confirmed': { label: __( 'Confirmed' ), color: 'is-future' },
	'request-failed': { label: __( 'Not confirmed in time' ), color: 'is-private' },
	'request-completed': { label: __( 'Done' ), color: 'is-publish' },
};

const FILTER = [ { label: __( 'All' ), value: '' }, ...Object.entries( STATUSES ).map( ( [ value, { label } ] ) => ( { label, value } ) ) ];

const TEXTS: Record< Action, { title: string; about: string; empty: string } > = {
	export_personal_data: {
		title: __( 'Export personal data' ),
		about: __( 'Whoever has an account here, has commented or subscribed may ask what you keep of them. Note their request: they confirm it by mail, and get an archive with all of it.' ),
		empty: __( 'Nobody has asked for their data yet.' ),
	},
	remove_personal_data: {
		title: __( 'Erase personal data' ),
		about: __( 'Whoever has commented or subscribed may ask to be forgotten. Note their request: they confirm it by mail. What they wrote stays, without name, address and whereabouts; subscriptions end. Accounts are deleted under Users.' ),
		empty: __( 'Nobody has asked to be forgotten yet.' ),
	},
};

function NewRequest( { action, made }: { action: Action; made: () => void } ) {
	const [ person, setPerson ] = useState( '' );
	const [ asks, setAsks ] = useState( true );
	const [ busy, setBusy ] = useState( false );
	const submit = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		try {
			const { email } = await send< Request >( 'POST', REQUESTS, { action_name: action, person, send_confirmation_email: asks } );
			say( asks ? sprintf( __( 'A mail asks %s to confirm it.' ), email ) : __( 'Added.' ) );
			setPerson( '' );
			made();
		} catch ( error ) {
			warn( told( error ) );
		}
		setBusy( false );
	};
	return (
		<form className="card form" onSubmit={ submit }>
			<h2>{ TEXTS[ action ].title }</h2>
			<p>{ TEXTS[ action ].about }</p>
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'Username or email' ) } value={ person } onChange={ setPerson } autoComplete="off" />
			<CheckboxControl __nextHasNoMarginBottom label={ __( 'Ask them by mail whether the request is theirs' ) } checked={ asks } onChange={ setAsks } />
			<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy || ! person.trim() } accessibleWhenDisabled>{ __( 'Add request' ) }</Button></p>
		</form>
	);
}

function Came( { outcome, action }: { outcome: Outcome; action: Action } ) {
	if ( outcome.error ) {
		return <span className="excerpt">{ sprintf( __( 'It did not work, and is tried again: %s' ), outcome.error ) }</span>;
	}
	if ( action === 'export_personal_data' ) {
		return null;
	}
	return (
		<>
			<span className="excerpt">{ outcome.retained ? __( 'Something had to stay.' ) : outcome.removed ? __( 'All that was found is gone.' ) : __( 'Nothing was found.' ) }</span>
			{ outcome.messages.length > 0 && <ul>{ outcome.messages.map( ( one, index ) => <li key={ index }>{ one }</li> ) }</ul> }
		</>
	);
}

function Row( { request, reload }: { request: Request; reload: () => void } ) {
	const [ erases, setErases ] = useState( false );
	const act = async ( name: string, data: object, done: string ) => {
		try {
			await send( 'POST', `${ REQUESTS }/${ request.id }/${ name }`, data );
			say( done );
		} catch ( error ) {
			warn( told( error ) );
		}
		reload();
	};
	const remove = () => send( 'DELETE', `${ REQUESTS }/${ request.id }` )
		.then( () => say( __( 'Deleted.' ) ), ( error ) => warn( told( error ) ) ).then( reload );
	const exports = request.action_name === 'export_personal_data';
	const open = request.status === 'request-pending' || request.status === 'request-failed';
	const erase = () => void act( 'answer', {}, __( 'Their data are being erased.' ) );
	const mail = () => void act( 'answer', { send_as_email: true }, __( 'Their data are collected; then a mail leads them there.' ) );
	const collect = () => void act( 'answer', {}, __( 'Their data are being collected.' ) );
	const { label, color } = STATUSES[ request.status ];
	const first = request.is_worked_on ? <Spinner />
		: open ? <Button size="compact" variant="secondary" onClick={ () => void act( 'send', {}, sprintf( __( 'A mail asks %s to confirm it.' ), request.email ) ) }>{ __( 'Ask again' ) }</Button>
			: exports && request.status === 'request-confirmed' ? <Button size="compact" variant="primary" onClick={ mail }>{ __( 'Collect and send' ) }</Button>
				: ! exports && request.status === 'request-confirmed' ? <Button size="compact" variant="primary" isDestructive onClick={ () => setErases( true ) }>{ __( 'Erase' ) }</Button> : null;
	return (
		<li>
			<span>
				<strong>{ request.email }</strong> <span className={ `status ${ color }` }>{ label }</span>
				<span className="excerpt" title={ dateI18n( getSettings().formats.datetime, request.requested, undefined ) }>
					{ sprintf( __( 'Asked %s' ), distance( request.requested ) ) }
				</span>
				{ request.outcome && <Came outcome={ request.outcome } action={ request.action_name } /> }
				{ request.file && <a href={ request.file } target="_self" download>{ __( 'Download the archive' ) }</a> }
			</span>
			<span className="buttons">
				{ first }
				<DropdownMenu icon={ moreVertical } label={ sprintf( __( 'More for: %s' ), request.email ) } toggleProps={ { size: 'compact' } }>
					{ ( { onClose } ) => {
						const choose = ( work: () => void ) => () => ( onClose(), work() );
						return (
							<>
								<MenuGroup>
									{ exports && <MenuItem onClick={ choose( collect ) }>{ __( 'Collect for a download' ) }</MenuItem> }
									{ exports && request.status !== 'request-confirmed' && ! open && <MenuItem onClick={ choose( mail ) }>{ __( 'Collect and send' ) }</MenuItem> }
									{ ! exports && open && <MenuItem isDestructive onClick={ choose( () => setErases( true ) ) }>{ __( 'Erase without confirmation' ) }</MenuItem> }
									{ request.status !== 'request-completed' && <MenuItem onClick={ choose( () => void act( 'complete', {}, __( 'Done.' ) ) ) }>{ __( 'Mark as done' ) }</MenuItem> }
								</MenuGroup>
								<MenuGroup><MenuItem isDestructive onClick={ choose( () => void remove() ) }>{ __( 'Delete request' ) }</MenuItem></MenuGroup>
							</>
						);
					} }
				</DropdownMenu>
			</span>
			{ erases && (
				<Modal title={ sprintf( __( 'Erase the data of %s?' ), request.email ) } onRequestClose={ () => setErases( false ) } size="small">
					<Confirm label={ __( 'Erase' ) } close={ () => setErases( false ) } confirm={ erase }>
						<p>{ __( 'Their name, address and whereabouts are taken from all of their comments, and their subscriptions end. This cannot be undone.' ) }</p>
					</Confirm>
				</Modal>
			) }
		</li>
	);
}

export function PersonalData( { action }: { action: Action } ) {
	const [ search, setSearch ] = useState( '' );
	const [ status, setStatus ] = useState( '' );
	const [ page, setPage ] = useState( 1 );
	const list = useCollection< Request >( REQUESTS, { action_name: action, search, status, page, per_page: PER_PAGE } );
	const busy = list.items.some( ( one ) => one.is_worked_on );
	useEffect( () => {
		if ( ! busy || list.isLoading ) {
			return;
		}
		const timer = window.setTimeout( list.reload, 1500 );
		return () => window.clearTimeout( timer );
	}, [ busy, list.isLoading ] );
	const narrowed = search !== '' || status !== '';
	return (
		<>
			<NewRequest action={ action } made={ list.reload } />
			<section className="card" aria-labelledby="requests">
				<h2 id="requests">{ __( 'Requests' ) }{ list.total > 0 && <small>{ list.total }</small> }</h2>
				<Refused by={ list } />
				{ ( list.total > 0 || narrowed ) && (
					<div className="inline-form">
						<SearchControl __nextHasNoMarginBottom label={ __( 'Search requests' ) } value={ search } onChange={ ( words ) => ( setPage( 1 ), setSearch( words ) ) } />
						<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Status' ) } value={ status } options={ FILTER } onChange={ ( next: string ) => ( setPage( 1 ), setStatus( next ) ) } />
					</div>
				) }
				{ ! list.isLoading && ! list.items.length && ! list.refusal && <p>{ narrowed ? __( 'Nothing like that.' ) : TEXTS[ action ].empty }</p> }
				<ul className="rows">{ list.items.map( ( one ) => <Row key={ one.id } request={ one } reload={ list.reload } /> ) }</ul>
				{ list.pages > 1 && (
					<p className="modal-actions">
						<Button __next40pxDefaultSize variant="tertiary" disabled={ page <= 1 } accessibleWhenDisabled onClick={ () => setPage( page - 1 ) }>{ __( 'Previous page' ) }</Button>
						<Button __next40pxDefaultSize variant="tertiary" disabled={ page >= list.pages } accessibleWhenDisabled onClick={ () => setPage( page + 1 ) }>{ __( 'Next page' ) }</Button>
					</p>
				) }
			</section>
		</>
	);
}
