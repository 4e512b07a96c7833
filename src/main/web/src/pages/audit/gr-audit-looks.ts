import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import { count, length, span } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import { boxIn, filtersFrom, narrowingOf, type Filters } from './filters';
import { newestOnly } from './newestOnly';
import './gr-audit-map';
import type { GrAuditMap, Look, Looks } from './gr-audit-map';

const PERHAPS =
  'May have seen any of it: which tiles follows within seconds, unless the server ended before it could tell';

/** Who looked at which ground, how closely and when: a map over a list. */
@customElement('gr-audit-looks')
export class GrAuditLooks extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid !important;
        grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        gap: 12px;
        min-height: 0;
      }
      gr-audit-map {
        min-height: 240px;
      }
      .list {
        overflow: auto;
        min-height: 0;
      }
      td {
        height: 32px;
        padding: 3px 8px;
        white-space: nowrap;
      }
      th {
        padding: 8px;
      }
      td button.clip {
        display: block;
        max-width: min(26ch, 10.5vw);
      }
      tbody tr {
        cursor: zoom-in;
      }
      p.muted {
        padding: 12px;
      }
      .acts {
        display: flex;
        gap: 10px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  @state() private chosen: Look | undefined;
  /** The look that the map was moved to; it stands out while no other is pointed at. */
  private shown: Look | undefined;
  @query('gr-audit-map') private map!: GrAuditMap;
  private readonly looks = new Loader<Looks>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('filters')) {
      this.shown = this.chosen = undefined;
      void this.looks.load((signal) =>
        client.get('/api/v1/audit/looks', { query: narrowingOf(this.filters), signal }),
      );
    }
  }

  override render() {
    const { value, error } = this.looks;
    return html`
      <gr-audit-map
        .looks=${value}
        .chosen=${this.chosen}
        .box=${boxIn(this.filters.bbox)}
        @gr-ground=${(event: CustomEvent<string>) => this.narrow({ bbox: event.detail })}
      ></gr-audit-map>
      <div class="list panel">
        ${error ? html`<gr-problem .error=${error}></gr-problem>` : nothing}
        <table>
          <thead>
            <tr>
              <th>Person</th>
              <th>Scene</th>
              <th class="number">Looks</th>
              <th class="number" title="Metres a pixel of the closest look">Closest</th>
              <th>When, UTC</th>
              <th><span class="hidden-label">More</span></th>
            </tr>
          </thead>
          <tbody>
            ${value?.looks.map(
              (look) =>
                html`<tr
                  @click=${(e: Event) => this.show(e, look)}
                  @mouseenter=${() => (this.chosen = look)}
                  @mouseleave=${() => (this.chosen = this.shown)}
                  @focusin=${() => (this.chosen = look)}
                >
                  <td>${this.narrowing(look.actor_name, { actor: look.actor_name })}</td>
                  <td>
                    ${
                      look.scene
                        ? this.narrowing(look.scene_name ?? look.scene.slice(0, 8), {
                            scene: look.scene,
                          })
                        : 'Several'
                    }
                  </td>
                  <td class="number">${looksText(look.looks)}</td>
                  <td
                    class="number"
                    title="From ${length(look.coarsest)} to ${length(look.finest)} a pixel"
                  >
                    ${length(look.finest)}
                  </td>
                  <td class="mono">${span(look.first, look.last)}</td>
                  <td>
                    <div class="acts">
                      <button
                        class="plain"
                        data-testid="look-show"
                        aria-label="Show on the map what ${look.actor_name} saw"
                        title="Show on the map"
                        ?disabled=${!look.box}
                        @click=${() => this.goTo(look)}
                      >
                        Show
                      </button>
                      ${
                        look.session
                          ? this.narrowing('Session', { session: look.session }, 'Show its events')
                          : nothing
                      }
                    </div>
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${
          value && value.looks.length === 0
            ? html`<p class="muted">Nobody looked at this ground in that time.</p>`
            : nothing
        }
        ${newestOnly(value?.since, 'looks')}
      </div>
    `;
  }

  private narrowing(text: string, detail: Partial<Filters>, title = 'Show only these') {
    return html`<button
      class="plain clip"
      title="${text}: ${title.toLowerCase()}"
      @click=${() => this.narrow(detail)}
    >
      ${text}
    </button>`;
  }

  /** A click beside the buttons of a row shows where that was. */
  private show(event: Event, look: Look) {
    if (!event.composedPath().some((each) => each instanceof HTMLButtonElement)) {
      this.goTo(look);
    }
  }

  private goTo(look: Look) {
    this.shown = this.chosen = look;
    this.map.show(look);
  }

  private narrow(detail: Partial<Filters>) {
    this.dispatchEvent(new CustomEvent('gr-narrow', { detail }));
  }
}

/** A span that was opened, or cut by the end of the server, names who looked, and no tile. */
function looksText(looks: number) {
  return looks > 0 ? count(looks) : html`<span class="muted" title=${PERHAPS}>perhaps</span>`;
}
