import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { length } from '../../ui/format';
import '../../ui/gr-range-plot';
import type { Range } from '../../ui/gr-range-plot';
import { shared } from '../../ui/styles';
import { EVERYTHING, gsdOf, isEverything, sensorOf, shares, type Filter } from './catalogue';

const PARTS = 48;
const DAY = 86_400_000;

declare global {
  interface HTMLElementEventMap {
    'gr-filter': CustomEvent<Filter>;
  }
}

/** Narrows the catalogue by time, ground sample, cloud, sensor, marking and name. Fires `gr-filter`. */
@customElement('gr-catalogue-filters')
export class GrCatalogueFilters extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 12px;
      }
      .choices label {
        flex: 1 1 120px;
      }
      .ranges {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 10px 28px;
      }
      gr-range-plot {
        --plot-height: 34px;
        --ink: #4dacff;
      }
      .range > div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 6px;
        min-height: 26px;
        margin-bottom: 4px;
        color: var(--color-text-secondary);
        font-size: 12px;
      }
      .range output {
        color: var(--color-text-primary);
        font-variant-numeric: tabular-nums;
      }
      .dates {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      input,
      select {
        height: 28px !important;
        font-size: 12px !important;
      }
      .dates input {
        width: 92px !important;
        padding: 0 6px !important;
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      label.field {
        gap: 2px;
        font-size: 12px;
      }
      .clear {
        height: 28px;
        white-space: nowrap;
      }
      .clear:disabled {
        opacity: 0.4;
        cursor: default;
        text-decoration: none;
      }
    `,
  ];

  /** All scenes, whether they match or not: they say what there is to choose from. */
  @property({ attribute: false }) scenes: readonly Scene[] = [];
  @property({ attribute: false }) filter: Filter = EVERYTHING;

  override render() {
    const { filter, scenes } = this;
    const sensors = distinct(scenes.map(sensorOf));
    const marks = distinct(scenes.map(({ mark }) => mark.banner));
    return html`
      <div class="choices">
        <label class="field"
          >Name
          <input
            type="search"
            data-testid="filter-name"
            placeholder="Part of the name"
            .value=${filter.text}
            @input=${(e: Event) => this.set({ text: valueOf(e) })}
          />
        </label>
        ${
          sensors.length > 0
            ? this.select('Sensor', 'Any sensor', sensors, filter.sensor, (sensor) =>
                this.set({ sensor }),
              )
            : nothing
        }
        ${
          marks.length > 1
            ? this.select('Marking', 'Any marking', marks, filter.mark, (mark) =>
                this.set({ mark }),
              )
            : nothing
        }
        <button
          class="plain clear"
          data-testid="filter-clear"
          ?disabled=${isEverything(filter)}
          @click=${() => this.tell(EVERYTHING)}
        >
          Clear filters
        </button>
      </div>
      <div class="ranges">${this.time()}${this.ground()}${this.cloud()}</div>
    `;
  }

  private select(
    name: string,
    any: string,
    choices: readonly string[],
    chosen: string | null,
    tell: (choice: string | null) => void,
  ) {
    return html`<label class="field"
      >${name}
      <select
        data-testid="filter-${name.toLowerCase()}"
        @change=${(e: Event) => tell(valueOf(e) || null)}
      >
        <option value="" ?selected=${chosen === null}>${any}</option>
        ${choices.map(
          (each) => html`<option value=${each} ?selected=${each === chosen}>${each}</option>`,
        )}
      </select>
    </label>`;
  }

  private time() {
    const { filter } = this;
    const times = this.scenes.flatMap(({ acquired }) => (acquired ? [Date.parse(acquired)] : []));
    if (times.length === 0) {
      return nothing;
    }
    const low = Math.floor(Math.min(...times) / DAY) * DAY;
    const high = Math.max(low + DAY, Math.ceil((Math.max(...times) + 1) / DAY) * DAY);
    const axis = { low, high };
    const range = { low: filter.from ?? low, high: filter.to ?? high };
    const day = (value: number) => new Date(value).toISOString().slice(0, 10);
    const tell = ({ low: from, high: to }: Range) =>
      this.set({
        from: from <= low ? null : Math.round(from),
        to: to >= high ? null : Math.round(to),
      });
    const field = (side: 'low' | 'high') =>
      html`<input
        placeholder="YYYY-MM-DD"
        spellcheck="false"
        data-testid="taken-${side}"
        aria-label=${side === 'low' ? 'Taken on or after' : 'Taken on or before'}
        .value=${day(side === 'low' ? range.low : Math.min(range.high, high - 1))}
        @change=${(e: Event) => {
          const at = Date.parse(valueOf(e));
          if (Number.isFinite(at)) {
            tell(side === 'low' ? { ...range, low: at } : { ...range, high: at + DAY - 1 });
          }
        }}
      />`;
    return html`<div class="range" data-testid="filter-time">
      <div><span>Taken</span><span class="dates">${field('low')}–${field('high')}</span></div>
      <gr-range-plot
        .heights=${shares(times, axis, PARTS)}
        .axis=${axis}
        .range=${range}
        .names=${['Taken on or after', 'Taken on or before']}
        .describe=${day}
        @gr-range=${(e: CustomEvent<Range>) => tell(e.detail)}
      ></gr-range-plot>
    </div>`;
  }

  /** On a logarithmic axis: half a metre matters at one metre and not at thirty. */
  private ground() {
    const values = this.scenes.flatMap((scene) => {
      const gsd = gsdOf(scene);
      return gsd ? [Math.log10(gsd)] : [];
    });
    if (values.length === 0) {
      return nothing;
    }
    const axis = { low: Math.min(...values) - 0.05, high: Math.max(...values) + 0.05 };
    const { gsdMin, gsdMax } = this.filter;
    const range = {
      low: gsdMin === null ? axis.low : Math.log10(gsdMin),
      high: gsdMax === null ? axis.high : Math.log10(gsdMax),
    };
    const metres = (value: number) => length(Number((10 ** value).toPrecision(2)));
    return html`<div class="range" data-testid="filter-gsd">
      <div>
        <span>Ground sample</span>
        <output
          >${gsdMin === null && gsdMax === null ? 'any' : `${metres(range.low)} – ${metres(range.high)}`}</output
        >
      </div>
      <gr-range-plot
        .heights=${shares(values, axis, PARTS / 2)}
        .axis=${axis}
        .range=${range}
        .names=${['Least ground sample distance', 'Greatest ground sample distance']}
        .describe=${metres}
        @gr-range=${({ detail: { low, high } }: CustomEvent<Range>) =>
          this.set({
            gsdMin: low <= axis.low ? null : 10 ** low,
            gsdMax: high >= axis.high ? null : 10 ** high,
          })}
      ></gr-range-plot>
    </div>`;
  }

  private cloud() {
    const values = this.scenes.flatMap(({ acquisition }) => acquisition?.cloud_cover ?? []);
    if (values.length === 0) {
      return nothing;
    }
    const { cloudMax } = this.filter;
    return html`<div class="range" data-testid="filter-cloud">
      <div>
        <label for="cloud">Cloud at most</label>
        <output>${cloudMax === null ? 'any' : `${Math.round(cloudMax)} %`}</output>
      </div>
      <input
        id="cloud"
        type="range"
        min="0"
        max="100"
        .value=${String(cloudMax ?? 100)}
        @input=${(e: Event) => {
          const most = Number(valueOf(e));
          this.set({ cloudMax: most === 100 ? null : most });
        }}
      />
    </div>`;
  }

  private set(change: Partial<Filter>) {
    this.tell({ ...this.filter, ...change });
  }

  private tell(detail: Filter) {
    this.dispatchEvent(new CustomEvent('gr-filter', { detail }));
  }
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
