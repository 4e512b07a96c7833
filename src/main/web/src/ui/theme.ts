export type Theme = 'dark' | 'light';

const KEY = 'graticule.theme';

/** Dark unless the person asked for light on this machine. */
export function storedTheme(): Theme {
  return localStorage.getItem(KEY) === 'light' ? 'light' : 'dark';
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.classList.toggle('light-theme', theme === 'light');
}
