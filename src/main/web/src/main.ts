import './ui/page.css';
import './ui/astro';
import { applyTheme, storedTheme } from './ui/theme';
import './app/gr-app';

applyTheme(storedTheme());
