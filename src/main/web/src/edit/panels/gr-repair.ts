import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import { count, percent, words } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { boxOf, fromGeoJson, toGeoJson, union, type Geometry } from '../geometry';
import { formatArea } from '../ground';
import type { Workbench } from '../workbench';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import { pathOf, viewBox } from './outline';

interface Proposal {
  readonly geometry: Geometry | null;
  readonly steps: readonly string[];
  /** Before, after: square metres where the scene has a ground, else square pixels. */
  readonly area: readonly [string, string];
  /** Part of the area that comes or goes. */
  readonly share: number;
}

/** What a broken outline could become, to be looked at first. Fires `gr-close`. */
@customElement('gr-repair')
export class GrRepair extends LitElement {
  static override styles = [
    shared,
    css`
      gr-dialog {
        --gr-dialog-width: 640px;
      }
      svg {
        display: block;
        width: 100%;
        height: 300px;
        margin: 12px 0;
        background: #0a121a;
        border: 1px solid var(--gr-line);
        border-radius: 3px;
      }
      footer {
        display: flex;
        justify-content: flex-end;
        margin-top: 16px;
      }
    `,
  ];

  /** Id of the scene. */
  @property() scene = '';
  @property({ attribute: false }) bench!: Workbench;
  /** Id of the label. */
  @property() label = '';
  private readonly proposal = new Loader<Proposal>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.proposal.load((signal) => this.ask(signal));
  }

  private get broken(): Geometry | undefined {
    return this.bench.session.doc.get(this.label)?.geometry;
  }

  private async ask(signal: AbortSignal): Promise<Proposal> {
    const answer = await client.post('/api/v1/scenes/{scene}/labels/repair', {
      path: { scene: this.scene },
      body: { geometry: toGeoJson(this.broken!) as unknown as Record<string, never> },
      signal,
    });
    const { before, after } = answer.area_m2 ?? answer.area_px ?? { before: 0, after: 0 };
    const area = (value: number) =>
      answer.area_m2 ? formatArea(value) : `${count(Math.round(value))} px²`;
    return {
      geometry: answer.changed && answer.geometry ? fromGeoJson(answer.geometry) : null,
      steps: answer.steps,
      area: [area(before), area(after)],
      share: before === 0 ? 1 : Math.abs(after - before) / before,
    };
  }

  override render() {
    const { value, error, loading } = this.proposal;
    return html`<gr-dialog heading="Repair the outline" data-testid="repair-dialog">
      ${loading ? html`<p role="status">Asking for a proposal…</p>` : nothing}
      ${error ? html`<gr-problem .error=${error}></gr-problem>` : nothing}
      ${value ? this.told(value) : nothing}
    </gr-dialog>`;
  }

  private told({ geometry, steps, area, share }: Proposal) {
    const { broken } = this;
    if (!geometry || !broken) {
      return html`<p>
        There is nothing to propose: mend it by hand at the place that the finding leads to.
      </p>`;
    }
    return html`
      <p>Nothing changes before you say so. The dashed outline is as you drew it.</p>
      <svg
        viewBox=${viewBox(union(boxOf(broken), boxOf(geometry)))}
        role="img"
        aria-label="As it was drawn, and as it would be"
      >
        ${svg`<path d=${pathOf(geometry)} fill="#56b4e9" fill-opacity="0.3" fill-rule="evenodd"
          stroke="#56b4e9" stroke-width="2.5" vector-effect="non-scaling-stroke"/>
          <path d=${pathOf(broken)} fill="none" stroke="#ffffff" stroke-width="1.5"
          stroke-dasharray="5 4" vector-effect="non-scaling-stroke"/>`}
      </svg>
      <dl class="facts">
        <dt>What is done</dt>
        <dd>${steps.map(words).join(', ')}</dd>
        <dt>Area</dt>
        <dd data-testid="repair-area">${area[0]} → ${area[1]} ${shareWords(share)}</dd>
      </dl>
      <footer>
        <rux-button data-testid="repair-take" @click=${() => this.take(geometry)}
          >Use this outline</rux-button
        >
      </footer>
    `;
  }

  private take(geometry: Geometry) {
    this.bench.session.perform('replaceGeometry', this.label, geometry);
    this.bench.say('Outline repaired. Ctrl+Z brings back what you drew.');
    this.dispatchEvent(new CustomEvent('gr-close', { bubbles: true, composed: true }));
  }
}

/** Nothing where the parts of a crossing outline had cancelled each other out. */
function shareWords(share: number): string {
  if (share > 1) {
    return '';
  }
  return share > 0 && share < 0.005 ? '(less than 1 % changes)' : `(${percent(share)} changes)`;
}
