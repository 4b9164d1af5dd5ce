// The name of the person at this screen, asked once and kept in the browser.
const KEY = 'foretide.name';

export function who() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function remember(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // asked again next time
  }
}
