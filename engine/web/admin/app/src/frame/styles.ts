import './frame.css';
import './dark.css';
