import { html, useState } from '../html.js';
import { Dialog } from '../parts/dialog.js';
import { setToken, tokenWanted } from '../data/api.js';
import { usePerson, loginHref } from './person.js';
import { useStore } from '../store.js';

/** Asks for a token when the server wants one; it is kept for this tab only. */
export function TokenDialog() {
  const wanted = useStore(tokenWanted);
  const [text, setText] = useState('');
  const person = usePerson();
  if (!wanted) return null;
  const save = (e) => {
    e.preventDefault();
    setToken(text.trim());
    location.reload();
  };
  return html`<${Dialog} title=${person?.login ? 'Log in, or give a token' : 'Token needed'} close=${() => tokenWanted.set(false)}>
    ${person?.login && html`<p><a class="as-button" href=${loginHref()} target="_self">Log in</a></p>`}
    <form onSubmit=${save} class="stack">
      <p>${person?.login ? 'Programs have' : 'This server answers only to callers with'} a token: one of <code>hub.tokens</code> in its configuration. Given here, it is kept until this tab is closed.</p>
      <label>Token<input type="password" autocomplete="current-password" value=${text} onInput=${(e) => setText(e.target.value)} /></label>
      <button class="primary" type="submit" disabled=${!text.trim()}>Go on</button>
    </form>
  <//>`;
}
