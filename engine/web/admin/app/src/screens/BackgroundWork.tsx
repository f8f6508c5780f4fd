/** What the site does while nobody waits for it, and what of that has failed. */
import { Button, CheckboxControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { send, told, useCollection } from '../api/requests';
import { distance } from '../dates';
import { say, warn } from '../frame/notices';
import { Refused } from '../frame/Refused';

interface Job {
	id: number;
	kind: string;
	state: string;
	attempts: number;
	error: string;
	due: string;
}

const STATES: Record< string, { label: string; color: string } > = {
	failed: { label: __( 'Failed' ), color: 'is-private' }, running: { label: __( 'Running' ), color: 'is-future' }, due: { label: __( 'Due' ), color: 'is-future' },
	again: { label: __( 'Tried again' ), color: 'is-pending' }, waiting: { label: __( 'Waiting' ), color: '' },
};

export function BackgroundWork() {
	const [ failed, setFailed ] = useState( false );
	const jobs = useCollection< Job >( '/tympan/v1/jobs', failed ? { failed: true } : {} );
	const given = jobs.items.filter( ( job ) => job.state === 'failed' );
	const act = useCallback( async ( action: 'retry' | 'discard', ids: number[] ) => {
		try {
			const { count } = await send< { count: number } >( 'POST', `/tympan/v1/jobs/${ action }`, { ids } );
			say( action === 'retry'
				? sprintf( _n( '%d will be done again.', '%d will be done again.', count ), count )
				: sprintf( _n( '%d discarded.', '%d discarded.', count ), count ) );
		} catch ( error ) {
			warn( told( error ) );
		}
		jobs.reload();
	}, [ jobs.reload ] );
	return (
		<section className="card">
			<h2>{ __( 'Background work' ) }{ given.length > 0 && <span className="count">{ given.length }</span> }</h2>
			<p>{ __( 'Mails, scheduled posts, pings, pictures: what need not be done while you wait. What fails is tried again, and stays here when that is of no use.' ) }</p>
			<CheckboxControl __nextHasNoMarginBottom label={ __( 'Only what failed' ) } checked={ failed } onChange={ setFailed } />
			<Refused by={ jobs } />
			{ ! jobs.isLoading && ! jobs.items.length && <p>{ failed ? __( 'Nothing has failed.' ) : __( 'There is nothing to do.' ) }</p> }
			<ul className="rows">
				{ jobs.items.map( ( job ) => (
					<li key={ job.id }>
						<span>
							<strong>{ job.kind.replace( /_/g, ' ' ) }</strong>{ ' ' }
							<small>{ distance( job.due ) }</small>
							{ job.error && <span className="excerpt">{ job.error }</span> }
						</span>
						<span className="buttons">
							<span className={ `status ${ STATES[ job.state ]?.color ?? '' }` }>{ STATES[ job.state ]?.label ?? job.state }</span>
							{ [ 'failed', 'again' ].includes( job.state ) && (
								<>
									<Button size="compact" variant="secondary" onClick={ () => void act( 'retry', [ job.id ] ) }>{ __( 'Retry' ) }</Button>
									<Button size="compact" variant="tertiary" isDestructive onClick={ () => void act( 'discard', [ job.id ] ) }>{ __( 'Discard' ) }</Button>
								</>
							) }
						</span>
					</li>
				) ) }
			</ul>
			<p className="modal-actions">
				<Button __next40pxDefaultSize variant="tertiary" onClick={ jobs.reload }>{ __( 'Look again' ) }</Button>
				{ given.length > 1 && <Button __next40pxDefaultSize variant="secondary" onClick={ () => void act( 'retry', given.map( ( job ) => job.id ) ) }>{ __( 'Retry all' ) }</Button> }
			</p>
		</section>
	);
}
