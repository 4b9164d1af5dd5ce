// Saving what is shown: CSV from the server or from memory, PNG from a canvas, the address itself.
import { token, withQuery } from '../data/api.js';
import { toast } from './toast.js';

export function saveBlob(blob, name) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** Streams an export to disk; a token, where one is needed, goes in the header and never in the address. */
export async function saveExport(url, query, name) {
  const full = withQuery(url, query);
  if (!token()) {
    const a = document.createElement('a');
    a.href = full;
    a.download = name;
    a.click();
    return;
  }
  const response = await fetch(full, { headers: { Authorization: `Bearer ${token()}` } });
  if (!response.ok) toast(`The export failed: the server answered ${response.status}`, 'error');
  else saveBlob(await response.blob(), name);
}

export function saveCsv(rows, name) {
  const cell = (v) => {
    const s = v === null || v === undefined ? '' : String(v);
    return /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
  };
  saveBlob(new Blob([rows.map((r) => r.map(cell).join(',')).join('\n') + '\n'], { type: 'text/csv' }), name);
}

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    toast(`The browser does not allow copying here; the text is: ${text}`, 'error');
  }
}

export const copyAddress = () => copy(location.href, 'Address');

export const fileName = (...parts) => parts.join('-').replace(/[^\w.-]+/g, '-');
