import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import { count, instant, length } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import { boxIn, filtersFrom, narrowingOf, type Filters } from './filters';
import { newestOnly } from './newestOnly';
import './gr-audit-map';
import type { Look, Looks } from './gr-audit-map';

/** Who looked at which ground, how closely and when: a map over a list. */
@customElement('gr-audit-looks')
export class GrAuditLooks extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid !important;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 12px;
        min-height: 0;
      }
      gr-audit-map {
        min-height: 320px;
      }
      .list {
        overflow: auto;
        min-height: 0;
      }
      td {
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  @state() private chosen: Look | undefined;
  private readonly looks = new Loader<Looks>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('filters')) {
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
              <th class="number">Finest</th>
              <th>First, UTC</th>
              <th>Last, UTC</th>
            </tr>
          </thead>
          <tbody>
            ${value?.looks.map(
              (look) =>
                html`<tr
                  @mouseenter=${() => (this.chosen = look)}
                  @mouseleave=${() => (this.chosen = undefined)}
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
                  <td class="number">${count(look.looks)}</td>
                  <td class="number">${length(look.finest)}</td>
                  <td class="mono">${instant(look.first)}</td>
                  <td class="mono">
                    ${
                      look.session
                        ? this.narrowing(instant(look.last), { session: look.session })
                        : instant(look.last)
                    }
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
        ${newestOnly(value?.since)}
      </div>
    `;
  }

  private narrowing(text: string, detail: Partial<Filters>) {
    return html`<button class="plain" title="Show only these" @click=${() => this.narrow(detail)}>
      ${text}
    </button>`;
  }

  private narrow(detail: Partial<Filters>) {
    this.dispatchEvent(new CustomEvent('gr-narrow', { detail }));
  }
}
