import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count, instant } from '../../ui/format';
import { shared } from '../../ui/styles';
import type { Content, Saved } from '../document';
import { areaOf, boxOf, sameGeometry, union, vertexCount } from '../geometry';
import { formatArea } from '../ground';
import type { Conflict } from '../operation';
import type { Workbench } from '../workbench';
import '../../ui/gr-dialog';
import { pathOf, viewBox } from './outline';

/**
 * Both versions of a label side by side. Fires `gr-take-theirs` or `gr-keep-mine` with the conflict;
 * closing decides nothing and loses nothing.
 */
@customElement('gr-conflict')
export class GrConflict extends LitElement {
  static override styles = [
    shared,
    css`
      gr-dialog {
        --gr-dialog-width: 760px;
      }
      .sides {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 16px;
        margin: 12px 0 16px;
      }
      .side {
        display: grid;
        gap: 8px;
        align-content: start;
      }
      svg {
        display: block;
        width: 100%;
        height: 220px;
        background: #0a121a;
        border: 1px solid var(--gr-line);
        border-radius: 3px;
      }
      .gone {
        display: grid;
        place-items: center;
        height: 222px;
        border: 1px dashed var(--gr-line);
        color: var(--gr-muted);
      }
      .differs {
        color: var(--gr-warn);
      }
      rux-button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) conflict!: Conflict;
  @property({ attribute: false }) pixelArea: number | null = null;

  override render() {
    const { mine, theirs } = this.conflict;
    const who = theirs?.facts?.actor ?? 'Somebody';
    return html`<gr-dialog heading="Two versions of one object" data-testid="conflict-dialog">
      <p>
        ${
          theirs
            ? html`${who} saved this object (${instant(theirs.facts?.at)}) after you opened it.`
            : 'Somebody deleted this object after you opened it.'
        }
        Nothing is overwritten until you decide; what is not taken stays in the history.
      </p>
      <div class="sides">
        ${this.side('Mine', mine, theirs?.content ?? null, 'not saved yet')}
        ${this.side('Theirs', theirs?.content ?? null, mine, this.origin(theirs))}
      </div>
      ${
        mine && theirs?.content && !sameGeometry(mine.geometry, theirs.content.geometry)
          ? html`<p class="muted">The dashed outline is the other version.</p>`
          : nothing
      }
    </gr-dialog>`;
  }

  private origin(theirs: Saved | null): string {
    return theirs
      ? `revision ${theirs.revision} by ${theirs.facts?.actor ?? 'somebody'}`
      : 'deleted';
  }

  private side(title: 'Mine' | 'Theirs', own: Content | null, other: Content | null, from: string) {
    const mine = title === 'Mine';
    return html`<section class="side" aria-label=${title}>
      <h3>${title} <span class="muted">· ${from}</span></h3>
      ${own ? this.picture(own, other) : html`<div class="gone">deleted</div>`}
      ${own ? this.facts(own, other) : nothing}
      <rux-button
        ?secondary=${mine}
        data-testid=${mine ? 'keep-mine' : 'take-theirs'}
        @click=${() => this.decide(mine ? 'gr-keep-mine' : 'gr-take-theirs')}
        >${mine ? 'Keep mine on top' : 'Take theirs'}</rux-button
      >
    </section>`;
  }

  private picture(own: Content, other: Content | null) {
    const box = other ? union(boxOf(own.geometry), boxOf(other.geometry)) : boxOf(own.geometry);
    const colour = this.bench.classes.colour(own.classId);
    return html`<svg viewBox=${viewBox(box)} role="img" aria-label="Shape">
      ${
        other
          ? svg`<path d=${pathOf(other.geometry)} fill="none" stroke="#b3bcc8" stroke-width="1.5"
            stroke-dasharray="5 4" vector-effect="non-scaling-stroke"/>`
          : nothing
      }
      ${svg`<path d=${pathOf(own.geometry)} fill=${colour} fill-opacity="0.25" fill-rule="evenodd"
          stroke=${colour} stroke-width="2.5" vector-effect="non-scaling-stroke"/>`}
    </svg>`;
  }

  private facts(own: Content, other: Content | null) {
    const { classes } = this.bench;
    const area = areaOf(own.geometry);
    const line = (name: string, value: string, differs: boolean) =>
      html`<dt>${name}</dt>
        <dd class=${differs ? 'differs' : ''}>${value}</dd>`;
    const differs = (of: (content: Content) => unknown) =>
      other !== null && JSON.stringify(of(own)) !== JSON.stringify(of(other));
    return html`<dl class="facts">
      ${line(
        'Class',
        classes.name(own.classId),
        differs((c) => c.classId),
      )}
      ${line(
        'Area',
        this.pixelArea === null
          ? `${count(Math.round(area))} px²`
          : formatArea(area * this.pixelArea),
        differs((c) => c.geometry),
      )}
      ${line(
        'Vertices',
        count(vertexCount(own.geometry)),
        differs((c) => vertexCount(c.geometry)),
      )}
      ${line(
        'Attributes',
        attributesText(own),
        differs((c) => c.attributes),
      )}
    </dl>`;
  }

  private decide(event: 'gr-keep-mine' | 'gr-take-theirs') {
    this.dispatchEvent(new CustomEvent<Conflict>(event, { detail: this.conflict }));
  }
}

function attributesText({ attributes }: Content): string {
  const entries = Object.entries(attributes);
  return entries.length === 0
    ? 'none'
    : entries.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
}
