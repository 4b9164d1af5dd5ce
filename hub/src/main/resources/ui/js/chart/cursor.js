// The instant under the pointer, shared by all charts of a page.
import { store } from '../store.js';

export const cursor = store(null);
