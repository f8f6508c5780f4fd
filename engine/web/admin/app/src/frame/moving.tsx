/** How pop-ups and notices of the packages come in: by the browser's own animations, where the packages bring a library along. */
import { useMergeRefs } from '@wordpress/compose';
import { Children, forwardRef, useLayoutEffect, useRef } from '@wordpress/element';
import type { CSSProperties, HTMLAttributes, ReactNode } from 'react';

interface Timing {
	duration?: number;
	delay?: number;
	ease?: string | number[];
}
type Pose = Record< string, string | number >;
type Variant = Pose & { transition?: Record< string, Timing > };

interface Moves {
	style?: CSSProperties & { x?: number; y?: number; originX?: number; originY?: number };
	initial?: Pose | string;
	animate?: Pose | string | false;
	exit?: string;
	variants?: Record< string, Variant >;
	transition?: Record< string, Timing >;
	layout?: unknown;
	onAnimationComplete?: () => void;
}

function easing( ease: Timing[ 'ease' ] ): string {
	return Array.isArray( ease ) ? cubicBezier( ...ease ) : ease ?? 'ease';
}

/** A property as the browser animates it; heights are left out, since it knows no way to one that is not said. */
function frames( property: string, from: string | number, to: string | number ): PropertyIndexedKeyframes | null {
	switch ( property ) {
		case 'opacity':
			return { opacity: [ Number( from ), Number( to ) ] };
		case 'translateX':
			return { translate: [ `${ from } 0`, '0 0' ] };
		case 'translateY':
			return { translate: [ `0 ${ from }`, '0 0' ] };
		default:
			return null;
	}
}

/** Moves an element from how it begins to how it stays; what happens later is not animated. */
function enter( element: HTMLElement, { initial, animate, variants, transition }: Moves ): Promise< unknown > {
	const from = typeof initial === 'string' ? variants?.[ initial ] : initial;
	const target = typeof animate === 'string' ? variants?.[ animate ] : animate || undefined;
	const times = transition ?? ( target as Variant | undefined )?.transition;
	return Promise.all( Object.entries( from ?? {} ).map( ( [ property, value ] ) => {
		const keyframes = target && frames( property, value as string, target[ property ] as string );
		const { duration = 0, delay = 0, ease } = times?.[ property ] ?? {};
		return keyframes && element.animate( keyframes, { duration: duration * 1000, delay: delay * 1000, easing: easing( ease ), fill: 'backwards' } ).finished;
	} ) );
}

function placed( { x, y, originX, originY, ...style }: NonNullable< Moves[ 'style' ] > ): CSSProperties {
	return x === undefined && y === undefined ? style : { ...style, transform: `translate(${ x ?? 0 }px, ${ y ?? 0 }px)` };
}

const Moving = forwardRef< HTMLDivElement, Moves & Omit< HTMLAttributes< HTMLDivElement >, 'style' > >( ( props, ref ) => {
	const { initial, animate, exit, variants, transition, layout, onAnimationComplete, style = {}, ...rest } = props;
	const own = useRef< HTMLDivElement >( null );
	useLayoutEffect( () => {
		let isThere = true;
		// An element that goes away before it has come in ends its animations.
		void enter( own.current!, props ).then( () => isThere && onAnimationComplete?.(), () => undefined );
		return () => {
			isThere = false;
		};
	}, [] );
	return <div { ...rest } style={ placed( style ) } ref={ useMergeRefs( [ own, ref ] ) } />;
} );

// As the packages import them, of the library and of the module that gives it on.
export const motion = { div: Moving };
export { motion as __unstableMotion };

export function cubicBezier( ...points: number[] ): string {
	return `cubic-bezier(${ points.join() })`;
}

/** What goes away is gone at once. */
export function __unstableAnimatePresence( { children }: { children: ReactNode } ) {
	return <>{ Children.toArray( children ) }</>;
}
