import { html } from 'lit';

/**
 * The button that sends a form. Astro's button is no form control, so that Enter in a field would do
 * nothing: the browser's own, unseen, is what Enter presses.
 */
export function submitButton(label: string, busy = false) {
  return html`<button type="submit" hidden ?disabled=${busy}></button>
    <rux-button type="submit" ?disabled=${busy}>${label}</rux-button>`;
}
