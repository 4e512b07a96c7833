import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { bytes, count, groundSample, instant, length } from '../ui/format';
import { shared } from '../ui/styles';
import '../ui/gr-portion';
import { bandName } from './bands';

type Fact = readonly [name: string, value: unknown];

const GEOREFERENCES = {
  affine: 'Affine transform',
  'control-points': 'Polynomial through control points',
  model: 'Sensor model (RPC)',
  none: 'None: pixel space',
} as const;

const FIGURES = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** Everything known about a scene, in groups. */
@customElement('gr-facts')
export class GrFacts extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        padding: 12px 14px 14px;
        border-bottom: 1px solid var(--gr-line);
      }
      h2 {
        margin-bottom: 8px;
        color: var(--color-text-secondary);
        font-size: 12px;
        letter-spacing: 0.05em;
        text-transform: uppercase;
      }
      dl.facts {
        grid-template-columns: 104px minmax(0, 1fr);
      }
      .bands {
        margin: 0 -14px;
        overflow-x: auto;
      }
      table {
        font-size: 12px;
      }
      th,
      td {
        height: 28px;
        padding: 2px 8px;
      }
      td {
        white-space: nowrap;
      }
      th:first-child,
      td:first-child {
        padding-left: 14px;
      }
      .hash {
        font-size: 11px;
        line-height: 15px;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  /** What the person may do in the scene's project. */
  @property({ attribute: false }) actions: readonly string[] = [];

  override render() {
    const { scene } = this;
    return html`
      ${this.group('Marking', this.marking(scene))} ${this.group('Image', this.image(scene))}
      ${this.group('Place', this.place(scene))} ${this.group('Acquisition', acquisition(scene))}
      ${this.bands(scene)} ${this.group('Provenance', this.provenance(scene))}
    `;
  }

  private group(name: string, facts: readonly Fact[]) {
    const known = facts.filter(([, value]) => value !== undefined && value !== null);
    return html`<section aria-label=${name}>
      <h2>${name}</h2>
      ${
        known.length === 0
          ? html`<p class="muted">The file says nothing about it.</p>`
          : html`<dl class="facts">
              ${known.map(
                ([term, value]) =>
                  html`<dt>${term}</dt>
                    <dd>${value}</dd>`,
              )}
            </dl>`
      }
    </section>`;
  }

  private marking({ mark, details }: Scene): Fact[] {
    return [
      ['Scene', html`<gr-portion .mark=${mark}></gr-portion> ${mark.banner}`],
      ['In the file', details?.file_marking],
    ];
  }

  private image({ width, height, bands, sample_type, details, valid_fraction }: Scene): Fact[] {
    return [
      ['Size', `${count(width)} × ${count(height)} px`],
      [
        'Samples',
        `${counted(bands)} of ${sample_type}${details?.alpha ? ', the last is alpha' : ''}`,
      ],
      ['No data', details?.nodata],
      ['Valid pixels', valid_fraction === undefined ? undefined : share(valid_fraction)],
      ['Shown by default', details?.display_bands.map((band) => band + 1).join(', ')],
    ];
  }

  private place({ crs, gsd, details, width, height }: Scene): Fact[] {
    const [x, y] = gsd ?? [];
    const placed = details?.georeference !== 'none';
    return [
      ['Georeference', details && GEOREFERENCES[details.georeference]],
      ['Reference', details?.crs_title ?? crs],
      [
        'Accuracy',
        placed
          ? details?.accuracy === undefined
            ? 'Not stated'
            : `± ${length(details.accuracy)} (RMS, on the ground)`
          : undefined,
      ],
      [
        'Control points',
        details?.fit === undefined
          ? undefined
          : `fit to ${FIGURES.format(details.fit)} (RMS, units of the reference)`,
      ],
      ['Ground sample', gsd ? groundSample(gsd) : undefined],
      [
        'On the ground',
        x === undefined || y === undefined
          ? undefined
          : `${length(x * width)} × ${length(y * height)}`,
      ],
    ];
  }

  private bands(scene: Scene) {
    const figure = (value: number | null | undefined) =>
      value === null || value === undefined ? '–' : FIGURES.format(value);
    return html`<section aria-label="Bands">
      <h2>Bands</h2>
      <div class="bands" tabindex="0" role="group" aria-label="Statistics of the bands">
        <table>
          <thead>
            <tr>
              <th>Band</th>
              <th class="number">Min</th>
              <th class="number">Mean</th>
              <th class="number">Max</th>
              <th class="number">Std</th>
              <th class="number">2 %</th>
              <th class="number">98 %</th>
            </tr>
          </thead>
          <tbody>
            ${(scene.statistics ?? []).map(
              (band) =>
                html`<tr>
                  <td>${bandName(scene, band.band + 1)}</td>
                  ${[band.min, band.mean, band.max, band.std, band.p2, band.p98].map(
                    (value) => html`<td class="number">${figure(value)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private provenance({ sha256, details, created, created_by, revision, id }: Scene): Fact[] {
    const lossless = details?.lossless_bytes ?? 0;
    return [
      ['Format', details?.format],
      [
        'Original',
        details &&
          html`${bytes(details.bytes)}${
            this.actions.includes('ORIGINAL_READ')
              ? html` ·
                  <a href="/api/v1/scenes/${id}/original" download data-testid="original"
                    >Download</a
                  >`
              : ''
          }`,
      ],
      [
        'In the file',
        details && details.parts.length > 1
          ? details.parts.map((part) => html`<div>${part}</div>`)
          : undefined,
      ],
      ['SHA-256', sha256 ? html`<span class="mono hash">${sha256}</span>` : undefined],
      [
        'Display',
        details &&
          `${bytes(details.display_bytes)}${details.adopted ? ', tiles taken over as they were' : `, profile ${details.profile}`}`,
      ],
      [
        'Full samples',
        lossless > 0 ? `${bytes(lossless)}, lossless pyramid` : 'In the display pyramid',
      ],
      ['Added', `${instant(created)} by ${created_by}`],
      ['Revision', String(revision)],
      ['Scene', html`<span class="mono hash">${id}</span>`],
    ];
  }
}

function acquisition({ acquired, acquisition: how }: Scene): Fact[] {
  const degrees = (value: number | undefined) =>
    value === undefined ? undefined : `${FIGURES.format(value)}°`;
  const local = how?.at && !acquired ? `${how.at} (no time zone given)` : undefined;
  return [
    ['Taken', acquired ? instant(acquired) : local],
    ['Platform', how?.platform],
    ['Sensor', how?.sensor],
    ['Mode', how?.mode],
    ['Polarisation', how?.polarisation],
    ['Catalogue id', how?.catalogue_id],
    ['Cloud', how?.cloud_cover === undefined ? undefined : `${FIGURES.format(how.cloud_cover)} %`],
    ['Off nadir', degrees(how?.off_nadir)],
    ['Incidence', degrees(how?.incidence)],
    ['Looked from', degrees(how?.look_azimuth)],
    ['Sun elevation', degrees(how?.sun_elevation)],
    ['Sun azimuth', degrees(how?.sun_azimuth)],
  ];
}

function counted(bands: number): string {
  return bands === 1 ? '1 band' : `${bands} bands`;
}

/** A scene of which a sliver is missing is not "100 %". */
function share(fraction: number): string {
  const percent = fraction * 100;
  return `${fraction < 1 && percent > 99.9 ? 'more than 99.9' : Number(percent.toPrecision(3))} %`;
}
