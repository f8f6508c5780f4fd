import './dark.css';
