import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AuditEvent } from '../../api/types';
import { exactInstant, words } from '../../ui/format';
import { shared } from '../../ui/styles';
import type { Filters } from './filters';
import { DRAWN, picture, seenTiles } from './seenTiles';

const LIGHTS: Readonly<Record<string, string>> = {
  SUCCESS: 'normal',
  DENIED: 'serious',
  FAILED: 'critical',
};

/** Events as rows; a row opens to its facts, and a value narrows the search (`gr-narrow`). */
@customElement('gr-audit-table')
export class GrAuditTable extends LitElement {
  static override styles = [
    shared,
    css`
      td {
        height: 32px;
        padding-block: 2px;
        white-space: nowrap;
      }
      .light {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .expand {
        width: 28px;
        padding: 2px 0 2px 8px;
      }
      .expand button {
        width: 24px;
        height: 24px;
        text-align: center;
      }
      .scene {
        max-width: 240px;
      }
      tr.open > td {
        background: var(--color-background-surface-selected);
        border-bottom-color: var(--color-background-surface-selected);
      }
      td.detail {
        padding: 12px 24px 16px 48px;
        background: var(--gr-inset);
        white-space: normal;
      }
      .columns {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 32px;
      }
      h2 {
        font-size: 14px;
        line-height: 20px;
        margin-bottom: 6px;
      }
      .seen-tiles {
        display: block;
        margin: 2px 0;
      }
      .seen-tiles .seen {
        fill: var(--color-text-interactive-default);
        fill-opacity: 0.65;
      }
    `,
  ];

  @property({ attribute: false }) events: readonly AuditEvent[] = [];
  @state() private opened: ReadonlySet<string> = new Set();

  override render() {
    return html`<table>
      <thead>
        <tr>
          <th><span class="hidden-label">Facts</span></th>
          <th class="number">No.</th>
          <th>Time, UTC</th>
          <th>Person</th>
          <th>Action</th>
          <th>Outcome</th>
          <th>Scene</th>
          <th>Marking</th>
          <th>Source</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.events,
          (event) => event.id,
          (event) => this.row(event),
        )}
      </tbody>
    </table>`;
  }

  private row(event: AuditEvent) {
    const open = this.opened.has(event.id);
    return html`
      <tr class=${open ? 'open' : ''}>
        <td class="expand">
          <button
            class="plain"
            aria-expanded=${open}
            aria-label="Facts of event ${event.seq ?? event.id}"
            @click=${() => this.toggle(event.id)}
          >
            ${open ? '▾' : '▸'}
          </button>
        </td>
        <td class="number muted">${event.seq ?? nothing}</td>
        <td class="mono">${exactInstant(event.at)}</td>
        <td>${this.narrowing(event.actor_name || event.actor, { actor: event.actor_name })}</td>
        <td>${this.narrowing(event.type, { type: event.type })}</td>
        <td>
          <span class="light">
            <rux-status status=${LIGHTS[event.outcome] ?? 'off'}></rux-status>
            ${words(event.outcome)}
          </span>
        </td>
        <td class="scene clip">
          ${
            event.scene
              ? this.narrowing(event.scene_name ?? event.scene, { scene: event.scene })
              : nothing
          }
        </td>
        <td>${event.mark ? this.narrowing(event.mark, { mark: event.mark }) : nothing}</td>
        <td class="muted">${event.source}</td>
      </tr>
      ${open ? this.detail(event) : nothing}
    `;
  }

  private detail(event: AuditEvent) {
    const seen = seenTiles(event);
    const facts = Object.entries(event.facts).filter(([name]) => !seen || !DRAWN.includes(name));
    return html`<tr>
      <td class="detail" colspan="9">
        <div class="columns">
          <section>
            <h2>Event</h2>
            <dl class="facts">
              <dt>Id</dt>
              <dd class="mono">${event.id}</dd>
              <dt>Identity</dt>
              <dd class="mono">${event.actor}</dd>
              <dt>Session</dt>
              <dd class="mono">
                ${
                  event.session ? this.narrowing(event.session, { session: event.session }) : 'None'
                }
              </dd>
              <dt>Project</dt>
              <dd>
                ${
                  event.project ? this.narrowing(event.project, { project: event.project }) : 'None'
                }
              </dd>
              <dt>Scene</dt>
              <dd class="mono">${event.scene ?? 'None'}</dd>
            </dl>
          </section>
          <section>
            <h2>Facts</h2>
            <dl class="facts">
              ${facts.map(
                ([name, value]) =>
                  html`<dt>${words(name)}</dt>
                    <dd class="mono">${factText(value)}</dd>`,
              )}
              ${
                seen
                  ? html`<dt>Tiles</dt>
                      <dd>${picture(seen)}</dd>`
                  : nothing
              }
            </dl>
            ${facts.length === 0 ? html`<p class="muted">None beyond the row above.</p>` : nothing}
          </section>
        </div>
      </td>
    </tr>`;
  }

  private narrowing(text: string, detail: Partial<Filters>) {
    return html`<button
      class="plain"
      title="Show only these"
      @click=${() => this.dispatchEvent(new CustomEvent('gr-narrow', { detail }))}
    >
      ${text}
    </button>`;
  }

  private toggle(id: string) {
    const opened = new Set(this.opened);
    if (!opened.delete(id)) {
      opened.add(id);
    }
    this.opened = opened;
  }
}

/** A fact as text: words as they are, anything else as JSON. */
export function factText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
