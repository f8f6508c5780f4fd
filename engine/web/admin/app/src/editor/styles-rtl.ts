/** The same for languages that are written from right to left; these packages do not export theirs by name. */
import '@wordpress/block-editor/build-style/style-rtl.css';
import '@wordpress/block-library/build-style/editor-rtl.css';
import '../../node_modules/@wordpress/commands/build-style/style-rtl.css';
import '../../node_modules/@wordpress/edit-post/build-style/style-rtl.css';
import '../../node_modules/@wordpress/editor/build-style/style-rtl.css';
import '../../node_modules/@wordpress/fields/build-style/style-rtl.css';
import '../../node_modules/@wordpress/format-library/build-style/style-rtl.css';
import '../../node_modules/@wordpress/global-styles-ui/build-style/style-rtl.css';
import '../../node_modules/@wordpress/interface/build-style/style-rtl.css';
import '../../node_modules/@wordpress/media-editor/build-style/style-rtl.css';
import '../../node_modules/@wordpress/media-utils/build-style/style-rtl.css';
import '../../node_modules/@wordpress/notices/build-style/style-rtl.css';
import '../../node_modules/@wordpress/patterns/build-style/style-rtl.css';
import '../../node_modules/@wordpress/preferences/build-style/style-rtl.css';
import '../../node_modules/@wordpress/reusable-blocks/build-style/style-rtl.css';
import '../accent.css';
import './editor.css';
