import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { Job, Mark, Project, Scene } from '../../api/types';
import { hrefOf } from '../../app/route';
import { tellContext } from '../../ui/context';
import { counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-footprint-map';
import './gr-scene-card';
import './gr-scene-facts';
import './gr-upload';

interface Listing {
  readonly scenes: readonly Scene[];
  readonly next: string | undefined;
  readonly jobs: readonly Job[];
}

/** Scenes as pictures beside their footprints on a map; pointing at one shows the other. */
@customElement('gr-scenes')
export class GrScenes extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        height: 100%;
      }
      .split {
        display: grid;
        grid-template-columns: minmax(480px, 1fr) minmax(460px, 44%);
        height: 100%;
      }
      .list {
        display: flex;
        flex-direction: column;
        gap: 16px;
        min-height: 0;
        overflow: auto;
        padding: 16px 24px 24px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        min-width: 0;
      }
      aside {
        display: grid;
        grid-template-rows: minmax(220px, 1fr) auto;
        min-height: 0;
        border-left: 1px solid var(--gr-line);
      }
      .more {
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @state() private pointed: string | undefined;
  @state() private selected: string | undefined;
  private readonly listing = new Loader<Listing>(this);
  private readonly marks = new Loader<readonly Mark[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.reload();
    if (this.mayIngest) {
      void this.marks.load(async (signal) => {
        return (await client.get('/api/v1/markings', { signal })).markings;
      });
    }
  }

  override render() {
    const { value, error } = this.listing;
    const scenes = value?.scenes ?? [];
    const selected = scenes.find((scene) => scene.id === this.selected);
    return html`
      <div class="split">
        <section class="list" aria-label="Scenes">
          <div class="spread">
            <h2>${value ? counted(scenes.length, 'scene') : 'Scenes'}</h2>
          </div>
          ${
            this.mayIngest && value
              ? html`<gr-upload
                  .project=${this.project.id}
                  .marks=${this.marks.value ?? []}
                  .running=${value.jobs}
                  @gr-ingested=${this.reload}
                ></gr-upload>`
              : nothing
          }
          ${
            error
              ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
              : nothing
          }
          ${
            scenes.length > 0
              ? html`<ul>
                  ${scenes.map((scene) => this.card(scene))}
                </ul>`
              : nothing
          }
          ${value && scenes.length === 0 ? this.empty() : nothing}
          ${
            value?.next
              ? html`<div class="more">
                  <rux-button secondary @click=${this.more}>Show more scenes</rux-button>
                </div>`
              : nothing
          }
        </section>
        <aside aria-label="Where the scenes lie">
          <gr-footprint-map
            .scenes=${scenes}
            .pointed=${this.pointed}
            .selected=${this.selected}
            @gr-point=${this.point}
            @gr-select=${this.select}
            @gr-open=${this.open}
          ></gr-footprint-map>
          <gr-scene-facts .scene=${selected} .project=${this.project}></gr-scene-facts>
        </aside>
      </div>
    `;
  }

  private card(scene: Scene) {
    return html`<li>
      <gr-scene-card
        .scene=${scene}
        ?pointed=${scene.id === this.pointed}
        ?selected=${scene.id === this.selected}
        @gr-point=${this.point}
        @gr-select=${this.select}
        @gr-open=${this.open}
      ></gr-scene-card>
    </li>`;
  }

  private empty() {
    return html`<div class="panel">
      <gr-empty heading="No scenes yet">
        ${
          this.mayIngest
            ? `A scene is one georeferenced image. Drop a GeoTIFF on the field above: it is checked,
             cut into tiles and appears here and on the map.`
            : 'Scenes appear here once somebody who may add imagery has uploaded the first.'
        }
      </gr-empty>
    </div>`;
  }

  private get mayIngest(): boolean {
    return this.project.actions.includes('SCENE_INGEST');
  }

  private readonly reload = async () => {
    const path = { project: this.project.id };
    await this.listing.load(async (signal) => {
      const [page, running] = await Promise.all([
        client.get('/api/v1/projects/{project}/scenes', { path, signal }),
        client.get('/api/v1/projects/{project}/jobs', { path, signal }),
      ]);
      return { scenes: page.scenes, next: page.next, jobs: running.jobs };
    });
    const scenes = this.listing.value?.scenes ?? [];
    if (!scenes.some((scene) => scene.id === this.selected)) {
      this.selected = scenes[0]?.id;
    }
    this.tell();
  };

  private more() {
    const { scenes = [], next, jobs = [] } = this.listing.value ?? {};
    return this.listing.load(async (signal) => {
      const page = await client.get('/api/v1/projects/{project}/scenes', {
        path: { project: this.project.id },
        query: { cursor: next ?? '' },
        signal,
      });
      return { scenes: [...scenes, ...page.scenes], next: page.next, jobs };
    });
  }

  private point(event: CustomEvent<string | undefined>) {
    this.pointed = event.detail;
  }

  private select(event: CustomEvent<string>) {
    this.selected = event.detail;
    const card = [...this.renderRoot.querySelectorAll('gr-scene-card')].find(
      (each) => each.scene.id === event.detail,
    );
    card?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    this.tell();
  }

  private open(event: CustomEvent<string>) {
    location.hash = hrefOf({ page: 'scene', scene: event.detail, view: {} });
  }

  private tell() {
    const scene = this.listing.value?.scenes.find(({ id }) => id === this.selected);
    const label = scene ? `Selected: ${scene.name}` : undefined;
    tellContext(this, { title: this.project.name, project: this.project, status: label });
  }
}
