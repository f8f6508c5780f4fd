/** Dates as the screens say them. */
import { dateI18n, getDate, getSettings, humanTimeDiff } from '@wordpress/date';

const DAY = 86_400_000;
const MINUTE = 60_000;

export function day( date: string ): string {
	return dateI18n( getSettings().formats.date, date, undefined );
}

/** How long ago it was, or how soon it will be. */
export function distance( date: string ): string {
	return humanTimeDiff( date, new Date() );
}

/**
 * How long ago something was done; nothing where it is said to be still to come: WordPress has the day for which a draft
 * was made as that of its last change.
 */
export function since( date: string ): string {
	return getDate( date ).getTime() > Date.now() + MINUTE ? '' : distance( date );
}

/** The distance of what is near, and the day of all else. */
export function when( date: string | null ): string {
	if ( ! date ) {
		return '';
	}
	return Math.abs( Date.now() - getDate( date ).getTime() ) < DAY ? distance( date ) : day( date );
}
