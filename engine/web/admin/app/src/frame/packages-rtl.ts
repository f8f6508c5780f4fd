import '@wordpress/components/build-style/style-rtl.css';
import '@wordpress/dataviews/build-style/style-rtl.css';
