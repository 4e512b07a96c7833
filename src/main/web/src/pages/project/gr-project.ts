import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { Project, Session } from '../../api/types';
import { hrefOf, type Parameters, type Tab } from '../../app/route';
import { tellContext } from '../../ui/context';
import { Loader } from '../../ui/loader';
import { Pages } from '../../ui/pages';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';

interface Place {
  readonly tab: Tab;
  readonly name: string;
  /** Action without which the tab is not offered. */
  readonly needs: string;
}

const PLACES: readonly Place[] = [
  { tab: 'scenes', name: 'Scenes', needs: 'SCENE_READ' },
  { tab: 'imports', name: 'Imports', needs: 'SCENE_INGEST' },
  { tab: 'datasets', name: 'Datasets', needs: 'DATASET_READ' },
  { tab: 'requests', name: 'Requests', needs: 'REQUEST_READ' },
  { tab: 'people', name: 'People', needs: 'GRANT_READ' },
  { tab: 'ontology', name: 'Ontology', needs: 'PROJECT_READ' },
  { tab: 'rules', name: 'Label rules', needs: 'PROJECT_READ' },
];

/** One project: its heading and the tabs the person may open. */
@customElement('gr-project')
export class GrProject extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid !important;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
      }
      header {
        padding: 10px 24px 0;
        background: var(--color-background-base-header);
        border-bottom: 1px solid var(--gr-line);
      }
      .crumbs {
        display: flex;
        align-items: baseline;
        gap: 8px;
      }
      .crumbs h1 {
        max-width: 60%;
      }
      .about {
        flex: 1;
        margin-left: 12px;
        color: var(--gr-muted);
        font-size: 13px;
      }
      nav {
        display: flex;
        gap: 4px;
        margin: 4px -12px 0;
      }
      nav a {
        padding: 8px 12px;
        border-bottom: 3px solid transparent;
      }
      nav a:hover {
        text-decoration: none;
      }
      nav a[aria-current] {
        border-bottom-color: var(--color-border-interactive-default);
        color: var(--color-text-primary);
      }
      .page {
        min-height: 0;
        overflow: auto;
      }
      .page > * {
        display: block;
        box-sizing: border-box;
        min-height: 100%;
      }
      gr-problem {
        margin: 24px 24px 12px;
      }
      .back {
        margin: 0 24px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property() project = '';
  @property() tab: Tab = 'scenes';
  /** What the address narrows the tab to. */
  @property({ attribute: false }) filters: Parameters = {};
  private readonly pages = new Pages(this);
  private readonly loaded = new Loader<Project>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('project')) {
      this.loaded.clear();
      void this.reload();
    }
  }

  override render() {
    const { value: project, error } = this.loaded;
    if (error) {
      return html`<gr-problem
          .error=${error}
          ?retryable=${error.status !== 404}
          @retry=${this.reload}
        ></gr-problem>
        <p class="back"><a href="#/projects">Go to your projects</a></p>`;
    }
    if (!project) {
      return nothing;
    }
    const places = PLACES.filter(({ needs }) => project.actions.includes(needs));
    return html`
      <header>
        <div class="crumbs">
          <a href="#/projects">Projects</a><span class="muted">/</span>
          <h1 class="clip">${project.name}</h1>
          <p class="about clip" title=${project.description}>${project.description}</p>
        </div>
        <nav aria-label="Project">
          ${places.map(
            ({ tab, name }) =>
              html`<a
                href=${hrefOf({ page: 'project', project: project.id, tab })}
                aria-current=${tab === this.tab ? 'page' : nothing}
                >${name}</a
              >`,
          )}
        </nav>
      </header>
      <div class="page">
        ${places.some(({ tab }) => tab === this.tab) ? this.content(project) : this.closed(places)}
      </div>
    `;
  }

  private closed(places: readonly Place[]) {
    return html`<gr-empty heading="This part of the project is not open to you">
      ${
        places.length > 0
          ? 'Choose one of the tabs above.'
          : 'You may see that the project exists. Its lead can give you a role in it.'
      }
    </gr-empty>`;
  }

  private content(project: Project): TemplateResult {
    switch (this.tab) {
      case 'scenes':
        return this.pages.show(
          'gr-scenes',
          () => import('../scenes/gr-scenes'),
          html`<gr-scenes .project=${project} .parameters=${this.filters}></gr-scenes>`,
        );
      case 'imports':
        return this.pages.show(
          'gr-imports',
          () => import('../imports/gr-imports'),
          html`<gr-imports .project=${project}></gr-imports>`,
        );
      case 'datasets':
        return this.pages.show(
          'gr-datasets',
          () => import('../datasets/gr-datasets'),
          html`<gr-datasets .project=${project}></gr-datasets>`,
        );
      case 'requests':
        return this.pages.show(
          'gr-requests',
          () => import('../requests/gr-requests'),
          html`<gr-requests .project=${project} .session=${this.session}></gr-requests>`,
        );
      case 'people':
        return this.pages.show(
          'gr-people',
          () => import('../people/gr-people'),
          html`<gr-people .project=${project} .session=${this.session}></gr-people>`,
        );
      case 'ontology':
        return this.pages.show(
          'gr-ontology',
          () => import('../ontology/gr-ontology'),
          html`<gr-ontology .project=${project}></gr-ontology>`,
        );
      case 'rules':
        return this.pages.show(
          'gr-rules',
          () => import('../rules/gr-rules'),
          html`<gr-rules .project=${project}></gr-rules>`,
        );
    }
  }

  private readonly reload = async () => {
    await this.loaded.load((signal) =>
      client.get('/api/v1/projects/{project}', { path: { project: this.project }, signal }),
    );
    const project = this.loaded.value;
    if (project) {
      tellContext(this, { title: project.name, project });
    }
  };
}
