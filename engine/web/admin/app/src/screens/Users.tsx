/** Who may do what on the site. */
import { Button, CheckboxControl, SelectControl, TextControl } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { pencil as edit, trash } from '@wordpress/icons';
import { send, told, useCollection, type Collection } from '../api/requests';
import { adminUrl, boot, can } from '../boot';
import { day } from '../dates';
import { Avatar } from '../frame/Avatar';
import { Confirm } from '../frame/Confirm';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';
import { go } from '../frame/router';
import { ListScreen } from '../lists/ListScreen';
import { useRoles } from './roles';
import type { Choice } from './settingsPages';
import type { User } from './types';

const fieldsOf = ( roles: Choice[] ): Field< User >[] => [
	{
		id: 'name', label: __( 'Name' ), enableGlobalSearch: true, enableHiding: false,
		render: ( { item } ) => (
			<span className="comment-author">
				<Avatar name={ item.name } urls={ item.avatar_urls } />
				<span><strong>{ item.name }</strong><small>{ item.username }</small></span>
			</span>
		),
	},
	{ id: 'email', label: __( 'Email' ), render: ( { item } ) => <a href={ `mailto:${ item.email }` }>{ item.email }</a> },
	{
		id: 'roles', label: __( 'Role' ), enableSorting: false, elements: roles, filterBy: { operators: [ 'isAny' ] },
		getValue: ( { item } ) => item.roles,
		render: ( { item } ) => <>{ item.roles.map( ( role ) => roles.find( ( one ) => one.value === role )?.label ?? role ).join( ', ' ) || __( 'None' ) }</>,
	},
	{
		id: 'registered_date', label: __( 'Since' ), type: 'datetime', filterBy: false,
		render: ( { item } ) => <>{ day( item.registered_date ) }</>,
	},
];

const VIEW: View = {
	type: 'table', perPage: 20, page: 1, search: '', filters: [], titleField: 'name',
	fields: [ 'email', 'roles', 'registered_date' ], sort: { field: 'name', direction: 'asc' }, layout: { density: 'balanced' },
};

function Removal( { user, list, close }: { user: User; list: Collection< User >; close: () => void } ) {
	const [ heir, setHeir ] = useState( String( boot.user.id ) );
	const others = useCollection< User >( '/wp/v2/users', { per_page: 100, context: 'edit', who: 'authors', exclude: [ user.id, boot.user.id ] } );
	// Whoever deletes the account is there before the others have come.
	const heirs = [ { value: String( boot.user.id ), label: boot.user.name }, ...others.items.map( ( one ) => ( { value: String( one.id ), label: one.name } ) ) ];
	const remove = async () => {
		try {
			await send( 'DELETE', `/wp/v2/users/${ user.id }?force=true&reassign=${ heir }` );
			say( __( 'Deleted.' ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		list.reload();
	};
	return (
		<Confirm label={ __( 'Delete' ) } close={ close } confirm={ () => void remove() }>
			<Refused by={ others } />
			<SelectControl
				__nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Who takes over what they wrote?' ) } value={ heir } onChange={ setHeir }
				options={ heirs }
			/>
		</Confirm>
	);
}

function RoleChange( { user, roles, list, close }: { user: User; roles: Choice[]; list: Collection< User >; close: () => void } ) {
	const [ role, setRole ] = useState( user.roles[ 0 ] ?? 'subscriber' );
	const [ busy, setBusy ] = useState( false );
	const save = async () => {
		setBusy( true );
		try {
			await send( 'PUT', `/wp/v2/users/${ user.id }`, { roles: [ role ] } );
			say( __( 'Saved.' ) );
			list.reload();
			close();
		} catch ( error ) {
			warn( told( error ) );
			setBusy( false );
		}
	};
	return (
		<>
			<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Role' ) } value={ role } options={ roles } onChange={ setRole } />
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ close }>{ __( 'Cancel' ) }</Button>
				<Button __next40pxDefaultSize variant="primary" isBusy={ busy } disabled={ busy } accessibleWhenDisabled onClick={ () => void save() }>{ __( 'Save' ) }</Button>
			</p>
		</>
	);
}

function actions( roles: Choice[], list: Collection< User > ): Action< User >[] {
	return [
		{
			id: 'edit', label: __( 'Edit' ), icon: edit, isPrimary: true, isEligible: () => can( 'edit_users' ),
			callback: ( [ user ] ) => user && go( user.id === boot.user.id ? 'profile.php' : `user-edit.php?user_id=${ user.id }` ),
		},
		{
			id: 'role', label: __( 'Change role' ), isEligible: ( user ) => can( 'promote_users' ) && user.id !== boot.user.id,
			RenderModal: ( { items: [ user ], closeModal } ) => user
				? <RoleChange user={ user } roles={ roles } list={ list } close={ () => closeModal?.() } /> : <></>,
		},
		{
			id: 'delete', label: __( 'Delete' ), icon: trash, modalHeader: __( 'Delete this account?' ),
			isEligible: ( user ) => can( 'delete_users' ) && user.id !== boot.user.id,
			RenderModal: ( { items: [ user ], closeModal } ) => user
				? <Removal user={ user } list={ list } close={ () => closeModal?.() } /> : <></>,
		},
	];
}

export function Users() {
	const roles = useRoles();
	return (
		<ListScreen< User >
			name="users"
			title={ __( 'Users' ) }
			path="/wp/v2/users"
			query={ { context: 'edit' } }
			fields={ fieldsOf( roles ) }
			actions={ ( list ) => actions( roles, list ) }
			view={ VIEW }
			filters={ { roles: ( value ) => ( { roles: ( value as string[] ).join( ',' ) } ) } }
			headActions={ () => can( 'create_users' ) && (
				<Button __next40pxDefaultSize variant="primary" href={ adminUrl( 'user-new.php' ) }>{ __( 'Add user' ) }</Button>
			) }
			empty={ <p>{ __( 'Nobody like that.' ) }</p> }
		/>
	);
}

/** A new account. */
export function NewUser() {
	const roles = useRoles();
	const [ draft, setDraft ] = useState( { username: '', email: '', password: '', roles: [ 'author' ] } );
	const [ invites, setInvites ] = useState( boot.sendsMail );
	const [ busy, setBusy ] = useState( false );
	const save = async ( event: React.FormEvent ) => {
		event.preventDefault();
		setBusy( true );
		const { username, email, roles: [ role ] } = draft;
		try {
			if ( invites ) {
				await send( 'POST', '/tympan/v1/invitations', { username, email, role } );
			} else {
				await send( 'POST', '/wp/v2/users', draft );
			}
			say( invites ? sprintf( __( 'A mail goes to %s.' ), email ) : __( 'Added.' ) );
			go( 'users.php' );
		} catch ( error ) {
			warn( told( error ) );
			setBusy( false );
		}
	};
	return (
		<form className="term-form" onSubmit={ save }>
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required label={ __( 'User name' ) } value={ draft.username } autoComplete="off" onChange={ ( username ) => setDraft( { ...draft, username } ) } />
			<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required type="email" label={ __( 'Email' ) } value={ draft.email } onChange={ ( email ) => setDraft( { ...draft, email } ) } />
			{ boot.sendsMail && (
				<CheckboxControl __nextHasNoMarginBottom label={ __( 'Invite them by mail' ) } help={ __( 'They set a password of their own, by a link that is good for a day.' ) } checked={ invites } onChange={ setInvites } />
			) }
			{ ! invites && (
				<TextControl __nextHasNoMarginBottom __next40pxDefaultSize required type="password" label={ __( 'Password' ) } value={ draft.password } autoComplete="new-password" onChange={ ( password ) => setDraft( { ...draft, password } ) } />
			) }
			<SelectControl __nextHasNoMarginBottom __next40pxDefaultSize label={ __( 'Role' ) } value={ draft.roles[ 0 ] ?? '' } options={ roles } onChange={ ( role ) => setDraft( { ...draft, roles: [ role ] } ) } />
			<p className="modal-actions"><Button __next40pxDefaultSize type="submit" variant="primary" isBusy={ busy } disabled={ busy }>{ __( 'Add user' ) }</Button></p>
		</form>
	);
}
