import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { Project, Session } from '../../api/types';
import { hrefOf, type Tab } from '../../app/route';
import { tellContext } from '../../ui/context';
import { count, words } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-new-project';

/** The projects the person has a role in, as cards. */
@customElement('gr-projects')
export class GrProjects extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      .spread {
        margin-bottom: 20px;
        min-height: 36px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(340px, 1fr));
        gap: 16px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-rows: auto 1fr auto auto;
        gap: 12px;
        min-height: 172px;
        padding: 16px;
        position: relative;
      }
      li:hover {
        background: var(--color-background-surface-hover);
        border-color: var(--color-border-interactive-muted);
      }
      h2 a {
        color: var(--color-text-primary);
      }
      h2 a::after {
        position: absolute;
        inset: 0;
        content: '';
      }
      h2 a:hover {
        text-decoration: none;
      }
      h2 a:focus-visible {
        outline: none;
      }
      li:has(a:focus-visible) {
        outline: 2px solid var(--color-border-focus-default);
        outline-offset: 2px;
      }
      .about {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        color: var(--gr-muted);
      }
      .figures {
        display: flex;
        gap: 24px;
      }
      .figures b {
        display: block;
        font-size: 20px;
        font-weight: 400;
        line-height: 24px;
      }
      .figures span {
        color: var(--gr-muted);
        font-size: 12px;
      }
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        padding-top: 12px;
        border-top: 1px solid var(--gr-line);
      }
      .roles span {
        padding: 1px 8px;
        border: 1px solid var(--gr-line);
        border-radius: 10px;
        color: var(--color-text-secondary);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private creating = false;
  private readonly projects = new Loader<readonly Project[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Projects' });
    void this.reload();
  }

  override render() {
    const { value, error, loading } = this.projects;
    const mayCreate = this.session.actions.includes('PROJECT_CREATE');
    return html`
      <div class="spread">
        <h1>Projects</h1>
        ${
          mayCreate
            ? html`<rux-button @click=${() => (this.creating = true)}>New project</rux-button>`
            : nothing
        }
      </div>
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${
        value && value.length > 0
          ? html`<ul>
              ${value.map(card)}
            </ul>`
          : nothing
      }
      ${value && value.length === 0 ? this.empty(mayCreate) : nothing}
      ${!value && loading ? html`<p class="muted" role="status">Loading projects</p>` : nothing}
      ${
        this.creating
          ? html`<gr-new-project
              @gr-created=${this.created}
              @gr-close=${() => (this.creating = false)}
            ></gr-new-project>`
          : nothing
      }
    `;
  }

  private empty(mayCreate: boolean) {
    return html`<div class="panel">
      <gr-empty heading="No projects yet">
        A project holds scenes, the classes to look for, and the people who work on them.
        ${
          mayCreate
            ? 'Create one and name its lead, who then invites the others.'
            : 'You will find one here as soon as its lead gives you a role in it.'
        }
      </gr-empty>
    </div>`;
  }

  private readonly reload = () =>
    this.projects.load(
      async (signal) => (await client.get('/api/v1/projects', { signal })).projects,
    );

  private created() {
    this.creating = false;
    void this.reload();
  }
}

function card(project: Project) {
  return html`<li class="panel">
    <h2>
      <a href=${hrefOf({ page: 'project', project: project.id, tab: entrance(project) })}
        >${project.name}</a
      >
    </h2>
    <p class="about">${project.description || 'No description'}</p>
    <div class="figures">
      <div>
        <b>${count(project.scenes)}</b><span>${project.scenes === 1 ? 'scene' : 'scenes'}</span>
      </div>
      <div>
        <b>${count(project.labels)}</b><span>${project.labels === 1 ? 'label' : 'labels'}</span>
      </div>
    </div>
    <div class="roles">
      ${
        project.roles.length === 0
          ? html`<span>No role</span>`
          : project.roles.map((role) => html`<span>${words(role)}</span>`)
      }
    </div>
  </li>`;
}

/** Where somebody lands in a project: at the scenes, or at its people who sees no scenes. */
function entrance({ actions }: Project): Tab {
  return !actions.includes('SCENE_READ') && actions.includes('GRANT_READ') ? 'people' : 'scenes';
}
