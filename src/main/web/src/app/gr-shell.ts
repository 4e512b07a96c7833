import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { About, Session } from '../api/types';
import type { PageContext } from '../ui/context';
import { Pages } from '../ui/pages';
import { shared } from '../ui/styles';
import '../ui/gr-banner';
import { hrefOf, parseRoute, type Parameters, type Route } from './route';
import './gr-bar';
import './gr-last-sign-in';
import './gr-status-line';

const NOTHING: Parameters = {};

/** The application around a page: banners, bar, status line, and the page that the address names. */
@customElement('gr-shell')
export class GrShell extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100vh;
        min-width: 1024px;
      }
      .skip {
        position: fixed;
        top: 28px;
        left: 16px;
        z-index: 100;
        padding: 8px 16px;
        background: var(--color-background-interactive-default);
        color: var(--gr-on-accent);
        border-radius: var(--radius-base);
      }
      .skip:not(:focus) {
        clip-path: inset(50%);
      }
      main {
        flex: 1;
        min-height: 0;
        overflow: auto;
        outline: none;
      }
      main > * {
        display: block;
        min-height: 100%;
      }
      main.fill > * {
        height: 100%;
      }
      .lost {
        padding: 48px;
      }
    `,
  ];

  @property({ attribute: false }) about: About | undefined;
  @property({ attribute: false }) session!: Session;
  /** The person has just signed in: the last sign-in is worth telling. */
  @property({ type: Boolean }) fresh = false;
  @state() private route: Route = parseRoute(location.hash);
  @state() private context: PageContext | undefined;
  private readonly pages = new Pages(this);
  private readonly moved = () => {
    this.route = parseRoute(location.hash);
    this.context = undefined;
  };

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.moved);
    if (location.hash === '' && this.session.system_role === 'auditor') {
      // The log is all that an auditor sees.
      location.replace(hrefOf({ page: 'audit', filters: {} }));
    }
  }

  override disconnectedCallback() {
    removeEventListener('hashchange', this.moved);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has('context') || changed.has('route')) {
      document.title = this.context ? `${this.context.title} · Graticule` : 'Graticule';
    }
  }

  override render() {
    const mark = this.context?.mark ?? this.session.mark;
    return html`
      <gr-banner .mark=${mark}></gr-banner>
      <nav aria-label="Shortcuts">
        <a class="skip" href="#main" @click=${this.skip}>Skip to content</a>
      </nav>
      <gr-bar .about=${this.about} .session=${this.session} .route=${this.route}></gr-bar>
      <gr-last-sign-in .session=${this.session} ?hidden=${!this.fresh}></gr-last-sign-in>
      <main
        id="main"
        tabindex="-1"
        class=${['scene', 'label'].includes(this.route.page) ? 'fill' : ''}
        @gr-context=${this.told}
      >
        ${this.page()}
      </main>
      ${
        // The editor's own line says the same and more; the map gets the room.
        this.route.page === 'label'
          ? nothing
          : html`<gr-status-line
              .session=${this.session}
              .context=${this.context}
            ></gr-status-line>`
      }
      <gr-banner where="bottom" .mark=${mark}></gr-banner>
    `;
  }

  private page(): TemplateResult {
    const { route, session } = this;
    switch (route.page) {
      case 'projects':
        return this.pages.show(
          'gr-projects',
          () => import('../pages/projects/gr-projects'),
          html`<gr-projects .session=${session}></gr-projects>`,
        );
      case 'project':
        return this.pages.show(
          'gr-project',
          () => import('../pages/project/gr-project'),
          html`<gr-project
            .session=${session}
            .project=${route.project}
            .tab=${route.tab}
            .filters=${route.filters ?? NOTHING}
          ></gr-project>`,
        );
      case 'scene':
        return this.pages.show(
          'gr-scene-view',
          () => import('../view/gr-scene-view'),
          html`<gr-scene-view scene=${route.scene} .parameters=${route.view}></gr-scene-view>`,
        );
      case 'label':
        return this.pages.show(
          'gr-editor',
          () => import('../edit/gr-editor'),
          html`<gr-editor scene=${route.scene} .parameters=${route.view}></gr-editor>`,
        );
      case 'accounts':
        return this.pages.show(
          'gr-accounts',
          () => import('../pages/accounts/gr-accounts'),
          html`<gr-accounts .session=${session}></gr-accounts>`,
        );
      case 'groups':
        return this.pages.show(
          'gr-groups',
          () => import('../pages/groups/gr-groups'),
          html`<gr-groups .session=${session}></gr-groups>`,
        );
      case 'tokens':
        return this.pages.show(
          'gr-tokens',
          () => import('../pages/tokens/gr-tokens'),
          html`<gr-tokens></gr-tokens>`,
        );
      case 'explain':
        return this.pages.show(
          'gr-explain',
          () => import('../pages/explain/gr-explain'),
          html`<gr-explain></gr-explain>`,
        );
      case 'sessions':
        return this.pages.show(
          'gr-sessions',
          () => import('../pages/sessions/gr-sessions'),
          html`<gr-sessions></gr-sessions>`,
        );
      case 'markings':
        return this.pages.show(
          'gr-markings',
          () => import('../pages/markings/gr-markings'),
          html`<gr-markings></gr-markings>`,
        );
      case 'audit':
        return this.pages.show(
          'gr-audit',
          () => import('../pages/audit/gr-audit'),
          html`<gr-audit .filters=${route.filters}></gr-audit>`,
        );
      case 'unknown':
        return html`<div class="lost">
          <h1>There is no such page</h1>
          <p class="muted">${route.hash}</p>
          <p><a href="#/projects">Go to your projects</a></p>
        </div>`;
    }
  }

  private told(event: CustomEvent<PageContext>) {
    this.context = event.detail;
  }

  private skip(event: Event) {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }
}
