import './ui/page.css';
import './app/gr-app';
