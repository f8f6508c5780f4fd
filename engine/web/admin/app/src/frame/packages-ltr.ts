import '@wordpress/components/build-style/style.css';
import '@wordpress/dataviews/build-style/style.css';
