import { render } from 'preact';
import './styles/theme.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/forms.css';
import './styles/tables.css';
import './styles/tokens.css';
import './styles/claims.css';
import './styles/narrow.css';
import { App } from './app';
import { applyTheme, storedTheme } from './theme';

applyTheme(storedTheme());

const root = document.getElementById('root');
if (root) render(<App />, root);
