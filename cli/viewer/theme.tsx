import { useState } from 'preact/hooks';
import { remember, remembered } from './storage';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = typeof THEMES[number];

export function storedTheme(): Theme {
  const theme = remembered<Theme>('local', 'theme');
  return theme && THEMES.includes(theme) ? theme : 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemePicker() {
  const [theme, setTheme] = useState(storedTheme);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    applyTheme(chosen);
    remember('local', 'theme', chosen);
  };
  return (
    <label class="theme">
      <span>Theme</span>
      <select value={theme} onChange={(event) => choose(event.currentTarget.value as Theme)}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
