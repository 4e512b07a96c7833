import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { client } from '../../api/client';
import type { Job, Mark, Project, Scene } from '../../api/types';
import { hrefOf, type Parameters } from '../../app/route';
import { tellContext } from '../../ui/context';
import { count, counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import {
  EVERYTHING,
  ORDERS,
  filterParameters,
  isEverything,
  isOrder,
  loadScenes,
  matches,
  ordered,
  readFilter,
  type Filter,
  type GroundBox,
  type Listing,
  type Order,
} from './catalogue';
import './gr-catalogue-filters';
import './gr-footprint-map';
import './gr-scene-card';
import './gr-scene-facts';
import './gr-upload';

/** Cards put on the page at a time: thousands of pictures at once would make it crawl. */
const CARDS = 60;
/** Milliseconds of quiet before the server is asked again. */
const QUIET = 350;

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
      .heading {
        display: flex;
        align-items: baseline;
        gap: 12px;
        min-height: 24px;
      }
      .heading label {
        color: var(--color-text-secondary);
        font-size: 13px;
        white-space: nowrap;
      }
      .heading .check {
        margin-left: auto;
      }
      .heading select {
        width: auto;
        height: 26px;
        margin-left: 4px;
        font-size: 13px;
      }
      .more {
        height: 1px;
      }
      gr-scene-card {
        content-visibility: auto;
        contain-intrinsic-size: auto 214px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  /** What the address says: a filter that can be shared and gone back to. */
  @property({ attribute: false }) parameters: Parameters = {};
  @state() private pointed: string | undefined;
  @state() private selected: string | undefined;
  @state() private filter: Filter = EVERYTHING;
  /** Only what the map shows. */
  @state() private followsMap = false;
  @state() private order: Order = 'added';
  @state() private cards = CARDS;
  /** Everything loaded without a filter, and what the server found where that is not all there is. */
  @state() private all: Listing = { scenes: [], truncated: false };
  @state() private found: Listing | undefined;
  @state() private listings = 0;
  private extent: GroundBox | null = null;
  private readonly listing = new Loader<Listing>(this);
  private readonly search = new Loader<Listing>(this);
  private readonly jobs = new Loader<readonly Job[]>(this);
  private readonly marks = new Loader<readonly Mark[]>(this);
  private asking: ReturnType<typeof setTimeout> | undefined;
  private writing: ReturnType<typeof setTimeout> | undefined;
  private readonly bottom = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      this.cards += CARDS;
    }
  });

  override connectedCallback() {
    super.connectedCallback();
    void this.reload();
    if (this.mayIngest) {
      void this.marks.load(async (signal) => {
        return (await client.get('/api/v1/markings', { signal })).markings;
      });
    }
  }

  override disconnectedCallback() {
    this.bottom.disconnect();
    clearTimeout(this.asking);
    clearTimeout(this.writing);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('parameters')) {
      this.filter = readFilter(this.parameters);
      const { order } = this.parameters;
      this.order = isOrder(order) ? order : 'added';
      this.cards = CARDS;
      this.ask();
    }
  }

  protected override updated() {
    this.bottom.disconnect();
    const end = this.renderRoot.querySelector('.more');
    if (end) {
      this.bottom.observe(end);
    }
  }

  /** What matches: worked out here while everything is here, by the server beyond. */
  private get shown(): readonly Scene[] {
    const filter = this.effective;
    const matching = (this.found ?? this.all).scenes.filter((scene) => matches(scene, filter));
    return ordered(matching, this.order);
  }

  private get effective(): Filter {
    return this.followsMap && !this.filter.box ? { ...this.filter, box: this.extent } : this.filter;
  }

  override render() {
    const { error } = this.listing;
    const known = this.listings > 0;
    const scenes = this.shown;
    const selected = this.all.scenes.find((scene) => scene.id === this.selected);
    return html`
      <div class="split">
        <section class="list" aria-label="Scenes">
          ${
            this.mayIngest && known
              ? html`<gr-upload
                  .project=${this.project.id}
                  .marks=${this.marks.value ?? []}
                  .running=${this.jobs.value ?? []}
                  @gr-ingested=${this.reload}
                ></gr-upload>`
              : nothing
          }
          ${
            this.all.scenes.length > 1
              ? html`<gr-catalogue-filters
                  .scenes=${this.all.scenes}
                  .filter=${this.filter}
                  @gr-filter=${(e: CustomEvent<Filter>) => this.narrow(e.detail)}
                ></gr-catalogue-filters>`
              : nothing
          }
          <div class="heading">
            <h2>
              <span role="status" data-testid="scene-count"
                >${this.countText(known, scenes.length)}</span
              >
            </h2>
            ${this.listing.loading ? html`<span class="muted">loading…</span>` : nothing}
            ${
              this.all.scenes.length > 1
                ? html`<label class="check">
                      <input
                        type="checkbox"
                        data-testid="follow-map"
                        .checked=${this.followsMap}
                        ?disabled=${this.filter.box !== null}
                        @change=${() => this.follow(!this.followsMap)}
                      />Only what the map shows
                    </label>
                    <label
                      >Order
                      <select
                        data-testid="order"
                        @change=${(e: Event) => this.sort((e.target as HTMLSelectElement).value)}
                      >
                        ${Object.entries(ORDERS).map(
                          ([order, name]) =>
                            html`<option value=${order} ?selected=${order === this.order}>
                              ${name}
                            </option>`,
                        )}
                      </select>
                    </label>`
                : nothing
            }
          </div>
          ${
            error
              ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
              : nothing
          }
          ${
            scenes.length > 0
              ? html`<ul>
                    ${repeat(
                      scenes.slice(0, this.cards),
                      ({ id }) => id,
                      (scene) => this.card(scene),
                    )}
                  </ul>
                  ${scenes.length > this.cards ? html`<div class="more"></div>` : nothing}`
              : nothing
          }
          ${known && scenes.length === 0 ? this.empty() : nothing}
        </section>
        <aside aria-label="Where the scenes lie">
          <gr-footprint-map
            .scenes=${this.onMap}
            .listing=${this.listings}
            .pointed=${this.pointed}
            .selected=${this.selected}
            .box=${this.filter.box}
            @gr-point=${this.point}
            @gr-select=${this.select}
            @gr-open=${this.open}
            @gr-box=${(e: CustomEvent<GroundBox | null>) =>
              this.narrow({ ...this.filter, box: e.detail })}
            @gr-extent=${this.mapMoved}
          ></gr-footprint-map>
          <gr-scene-facts .scene=${selected} .project=${this.project}></gr-scene-facts>
        </aside>
      </div>
    `;
  }

  /** The map draws what matches but for where it lies: it shows that itself. */
  private get onMap(): readonly Scene[] {
    const { scenes } = this.found ?? this.all;
    const filter = { ...this.filter, box: null };
    if (this.drawn?.scenes !== scenes || this.drawn.filter !== this.filter) {
      const matching = isEverything(filter)
        ? scenes
        : scenes.filter((each) => matches(each, filter));
      this.drawn = { scenes, filter: this.filter, matching };
    }
    return this.drawn.matching;
  }
  private drawn:
    { scenes: readonly Scene[]; filter: Filter; matching: readonly Scene[] } | undefined;

  private countText(known: boolean, shown: number): string {
    const { scenes, truncated } = this.all;
    if (!known) {
      return 'Scenes';
    }
    const many = `${count(scenes.length)}${truncated ? '+' : ''}`;
    return shown === scenes.length && !truncated
      ? counted(shown, 'scene')
      : `${count(shown)} of ${many} scenes`;
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
    if (this.all.scenes.length > 0) {
      return html`<div class="panel">
        <gr-empty heading="No scene matches">
          ${
            isEverything(this.filter)
              ? 'No scene lies where the map is. Move it, or look at everything again.'
              : `${counted(this.all.scenes.length, 'scene')} are here, none of which is all that the
                 filters ask for. A scene whose file does not say its time, sensor or cloud never matches
                 a filter by it.`
          }
          <rux-button
            slot="action"
            secondary
            @click=${() => {
              this.followsMap = false;
              this.narrow(EVERYTHING);
            }}
            >Show every scene</rux-button
          >
        </gr-empty>
      </div>`;
    }
    return html`<div class="panel">
      <gr-empty heading="No scenes yet">
        ${
          this.mayIngest
            ? `A scene is one georeferenced image. Drop a file on the field above: it is checked, cut into
             tiles and appears here and on the map.`
            : 'Scenes appear here once somebody who may add imagery has uploaded the first.'
        }
      </gr-empty>
    </div>`;
  }

  private get mayIngest(): boolean {
    return this.project.actions.includes('SCENE_INGEST');
  }

  private readonly reload = async () => {
    const project = this.project.id;
    void this.jobs.load(async (signal) => {
      const answer = await client.get('/api/v1/projects/{project}/jobs', {
        path: { project },
        signal,
      });
      return answer.jobs;
    });
    await this.listing.load((signal) =>
      loadScenes(project, EVERYTHING, signal, (listing) => {
        // What was here stays until as much has come again.
        if (listing.scenes.length >= this.all.scenes.length || !listing.truncated) {
          this.all = listing;
          this.listings++;
        }
      }),
    );
    this.ask();
    if (!this.all.scenes.some((scene) => scene.id === this.selected)) {
      this.selected = this.all.scenes[0]?.id;
    }
    this.tell();
  };

  private narrow(filter: Filter) {
    this.filter = filter;
    this.cards = CARDS;
    this.ask();
    this.writeSoon();
  }

  private sort(order: string) {
    if (isOrder(order)) {
      this.order = order;
      this.cards = CARDS;
      this.writeSoon();
    }
  }

  private writeSoon() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), QUIET);
  }

  /** The address follows quietly, so that a reload, a link and the way back show the same. */
  private write() {
    const { order } = this;
    const filters = { ...filterParameters(this.filter), ...(order === 'added' ? {} : { order }) };
    const address = hrefOf({ page: 'project', project: this.project.id, tab: 'scenes', filters });
    history.replaceState(history.state, '', address);
  }

  private follow(on: boolean) {
    this.followsMap = on;
    this.cards = CARDS;
    this.ask();
  }

  private mapMoved({ detail }: CustomEvent<GroundBox>) {
    this.extent = detail;
    if (this.followsMap) {
      this.requestUpdate();
      this.ask();
    }
  }

  /** Where not every scene is here, the server says which match. */
  private ask() {
    clearTimeout(this.asking);
    const { effective } = this;
    if (!this.all.truncated || isEverything(effective)) {
      this.found = undefined;
      this.search.clear();
      return;
    }
    this.asking = setTimeout(() => {
      void this.search.load((signal) =>
        loadScenes(this.project.id, effective, signal, (listing) => (this.found = listing)),
      );
    }, QUIET);
  }

  private point(event: CustomEvent<string | undefined>) {
    this.pointed = event.detail;
  }

  private select(event: CustomEvent<string>) {
    this.selected = event.detail;
    const at = this.shown.findIndex(({ id }) => id === event.detail);
    this.cards = Math.max(this.cards, at + 1);
    void this.updateComplete.then(() => {
      const card = [...this.renderRoot.querySelectorAll('gr-scene-card')].find(
        (each) => each.scene.id === event.detail,
      );
      card?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    });
    this.tell();
  }

  private open(event: CustomEvent<string>) {
    location.hash = hrefOf({ page: 'scene', scene: event.detail, view: {} });
  }

  private tell() {
    const scene = this.all.scenes.find(({ id }) => id === this.selected);
    const label = scene ? `Selected: ${scene.name}` : undefined;
    tellContext(this, { title: this.project.name, project: this.project, status: label });
  }
}
