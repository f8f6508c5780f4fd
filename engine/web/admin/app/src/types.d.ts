declare module '@wordpress/block-editor';
declare module '@wordpress/edit-post' {
	export function initializeEditor(
		id: string, postType: string, postId: number | string, settings: object, initialEdits?: object
	): unknown;
}
declare module '@wordpress/block-library';
declare module '@wordpress/format-library';
declare module '@wordpress/commands' {
	export function CommandMenu(): JSX.Element | null;
	export function useCommands( commands: { name: string; label: string; icon?: JSX.Element; category?: string; callback: ( palette: { close: () => void } ) => void }[] ): void;
}
declare module '*.css?url' {
	const address: string;
	export default address;
}
interface Window {
	__experimentalDataViewsMediaModal?: boolean;
}
declare module '@wordpress/preferences-persistence' {
	export function __unstableCreatePersistenceLayer(
		serverData: object | undefined, userId: number
	): { get: () => Promise< object >; set: ( data: object ) => Promise< void > };
}
