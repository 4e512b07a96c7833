import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { LabelRevision } from '../../api/types';
import { counted, instant } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { areaOf, fromGeoJson, rings, type Geometry } from '../geometry';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';

const VERBS: Record<LabelRevision['kind'], string> = {
  create: 'drawn',
  update: 'changed',
  delete: 'deleted',
};

/** Who did what to one label and when, newest first. An older revision can be brought back. */
@customElement('gr-label-history')
export class GrLabelHistory extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      details {
        padding: 0 12px 10px;
      }
      summary {
        color: var(--color-text-interactive-default);
        cursor: pointer;
      }
      ol {
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 30px minmax(0, 1fr) auto;
        gap: 8px;
        padding: 3px 0;
        border-bottom: 1px solid var(--gr-line);
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      small {
        display: block;
        color: var(--gr-muted);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) revision = 0;
  private readonly revisions = new Loader<readonly LabelRevision[]>(this);
  private open = false;
  private shown: number | null = null;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('label')) {
      this.revisions.clear();
      this.shown = null;
    }
    if (this.open && (changed.has('label') || changed.has('revision'))) {
      this.load();
    }
  }

  private load() {
    void this.revisions.load(async (signal) => {
      const path = { label: this.label };
      return (await client.get('/api/v1/labels/{label}/history', { path, signal })).revisions;
    });
  }

  override render() {
    const { value, error } = this.revisions;
    return html`<details @toggle=${this.toggled}>
      <summary data-testid="history">History</summary>
      ${error ? html`<p class="muted">${error.detail || error.title}</p>` : nothing}
      ${
        value
          ? html`<ol>
              ${value.map((each) => this.line(each))}
            </ol>`
          : nothing
      }
    </details>`;
  }

  private line(each: LabelRevision) {
    const { bench } = this;
    const current = each.revision === this.revision;
    return html`<li data-testid="revision-line">
      <span class="mono">r${each.revision}</span>
      <span
        >${VERBS[each.kind]} · ${bench.classes.name(each.class)}
        <small>${each.actor}, ${instant(each.at)}</small></span
      >
      ${current || !each.geometry ? nothing : this.buttons(each)}
    </li>`;
  }

  private buttons(each: LabelRevision) {
    const { bench } = this;
    const shown = this.shown === each.revision;
    return html`<span class="buttons">
      <button
        class="plain"
        data-testid="show-revision"
        aria-pressed=${String(shown)}
        @click=${() => this.show(shown ? null : each)}
      >
        ${shown ? 'Hide' : 'Show'}
      </button>
      ${
        bench.mayChange(this.label)
          ? html`<button class="plain" data-testid="restore" @click=${() => this.restore(each)}>
              Restore
            </button>`
          : nothing
      }
    </span>`;
  }

  /** Dashed on the map, over the object as it is now. */
  private show(each: LabelRevision | null) {
    const { bench } = this;
    this.shown = each?.revision ?? null;
    bench.ghost = each ? fromGeoJson(each.geometry) : null;
    const now = bench.session.doc.get(this.label);
    if (bench.ghost && now) {
      const change = areaOf(now.geometry) - areaOf(bench.ghost);
      const moved = differing(now.geometry, bench.ghost);
      const share = (100 * change) / Math.max(areaOf(bench.ghost), 1e-9);
      bench.say(
        `Since revision ${each!.revision}: ${counted(moved, 'vertex', 'vertices')} changed, area ${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(1)} %`,
      );
    }
    bench.changed();
    this.requestUpdate();
  }

  private toggled(event: Event) {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open) {
      this.load();
    }
  }

  private restore({ geometry, class: classId, attributes, revision }: LabelRevision) {
    const { session } = this.bench;
    session.perform('restore', this.label, {
      geometry: fromGeoJson(geometry),
      classId,
      attributes: attributes ?? {},
    });
    this.bench.say(`Revision ${revision} is back, as a new one`);
  }
}

/** Vertices of one that the other does not have. */
function differing(now: Geometry, before: Geometry): number {
  const there = new Set(rings(before).flat().map(String));
  return rings(now)
    .flat()
    .filter((at) => !there.has(String(at))).length;
}
