import '../accent.css';
import './frame.css';
