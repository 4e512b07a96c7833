import type { Mark } from '../api/types';

/** What a page shows, for the shell around it: title bar, marking banners and status line. */
export interface PageContext {
  readonly title: string;
  /** Marking of the content on screen; without it the banners show the session's. */
  readonly mark?: Mark | undefined;
  readonly project?: { readonly id: string; readonly name: string } | undefined;
  /** A short state such as "Saved" or "Offline". */
  readonly status?: string | undefined;
}

declare global {
  interface HTMLElementEventMap {
    'gr-context': CustomEvent<PageContext>;
  }
}

/** Tells the shell what is on screen; a page calls it whenever that changes. */
export function tellContext(from: HTMLElement, detail: PageContext): void {
  from.dispatchEvent(new CustomEvent('gr-context', { detail, bubbles: true, composed: true }));
}
