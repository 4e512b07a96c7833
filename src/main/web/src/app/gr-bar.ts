import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { About, Session } from '../api/types';
import { words } from '../ui/format';
import { shared } from '../ui/styles';
import { applyTheme, storedTheme } from '../ui/theme';
import '../ui/gr-logo';
import type { Route } from './route';

/** Astro's global status bar with the places of the application, the person and the theme. */
@customElement('gr-bar')
export class GrBar extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        --gr-logo: #4dacff;
      }
      rux-global-status-bar {
        height: 56px;
        padding: 0 16px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        color: #fff;
        font-size: 18px;
        font-weight: 500;
        letter-spacing: 0.01em;
      }
      .brand:hover {
        text-decoration: none;
      }
      nav {
        display: flex;
        align-self: stretch;
        height: 56px;
        margin: 0 auto 0 32px;
      }
      nav a {
        display: flex;
        align-items: center;
        padding: 0 16px;
        border-bottom: 3px solid transparent;
        border-top: 3px solid transparent;
        color: #d4d8dd;
        font-size: 14px;
      }
      nav a:hover {
        color: #92cbff;
        text-decoration: none;
      }
      nav a[aria-current] {
        border-bottom-color: #4dacff;
        color: #fff;
      }
      .right {
        display: flex;
        flex: none;
        white-space: nowrap;
        align-items: center;
        gap: 16px;
        color: #fff;
        font-size: 13px;
      }
      .who {
        text-align: right;
        line-height: 1.25;
      }
      .own {
        color: #92cbff;
      }
      .own[aria-current] {
        color: #fff;
      }
      .who span {
        display: block;
        color: #bbc1c9;
        font-size: 12px;
      }
      button {
        height: 30px;
        padding: 0 12px;
        background: transparent;
        border: 1px solid #4dacff;
        border-radius: 3px;
        color: #92cbff;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        background: #1c3f5e;
      }
      button.icon {
        display: grid;
        place-items: center;
        width: 30px;
        padding: 0;
        border-color: transparent;
      }
      button svg {
        width: 18px;
        fill: currentColor;
      }
      :focus-visible {
        outline-color: #da9ce7;
      }
    `,
  ];

  @property({ attribute: false }) about: About | undefined;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) route!: Route;
  @state() private theme = storedTheme();

  override render() {
    const { page } = this.route;
    const may = (action: string) => this.session.actions.includes(action);
    const logOnly = this.session.system_role === 'auditor' && this.session.roles.length === 0;
    return html`
      <rux-global-status-bar compact>
        <a slot="left-side" class="brand" href="#/projects">
          <gr-logo></gr-logo>${this.about?.name ?? 'Graticule'}
        </a>
        <nav aria-label="Main">
          ${
            logOnly
              ? nothing
              : html`${place('#/projects', 'Projects', ['projects', 'project', 'scene', 'label'].includes(page))}
                ${place('#/markings', 'Markings', page === 'markings')}`
          }
          ${may('ACCOUNT_READ') ? place('#/accounts', 'Accounts', page === 'accounts') : nothing}
          ${may('ACCOUNT_READ') ? place('#/groups', 'Groups', page === 'groups') : nothing}
          ${may('ACCESS_EXPLAIN') ? place('#/explain', 'Explain', page === 'explain') : nothing}
          ${may('AUDIT_READ') ? place('#/audit', 'Audit', page === 'audit') : nothing}
        </nav>
        <div slot="right-side" class="right">
          <rux-clock small hide-date hide-labels></rux-clock>
          <div class="who">
            ${this.session.display_name}
            <span
              >${
                this.session.system_role === 'none'
                  ? this.session.username
                  : words(this.session.system_role)
              }</span
            >
          </div>
          ${own('#/tokens', 'API tokens', page === 'tokens')}
          ${own('#/sessions', 'Sessions', page === 'sessions')}
          <button
            class="icon"
            title=${`Use the ${this.theme === 'dark' ? 'light' : 'dark'} theme`}
            aria-label=${`Use the ${this.theme === 'dark' ? 'light' : 'dark'} theme`}
            @click=${this.toggle}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 2a7 7 0 0 1 0 14V5Z" />
            </svg>
          </button>
          <button @click=${this.signOut}>Sign out</button>
        </div>
      </rux-global-status-bar>
    `;
  }

  private toggle() {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    applyTheme(this.theme);
  }

  private signOut() {
    this.dispatchEvent(new CustomEvent('gr-sign-out', { bubbles: true, composed: true }));
  }
}

/** A page about the person themselves. */
function own(href: string, name: string, here: boolean) {
  return html`<a class="own" href=${href} aria-current=${here ? 'page' : nothing}>${name}</a>`;
}

function place(href: string, name: string, here: boolean) {
  return html`<a href=${href} aria-current=${here ? 'page' : nothing}>${name}</a>`;
}
