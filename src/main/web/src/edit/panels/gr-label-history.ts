import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { LabelRevision } from '../../api/types';
import { instant } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { fromGeoJson } from '../geometry';
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

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('label')) {
      this.revisions.clear();
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
      ${
        current || bench.readOnly || !each.geometry
          ? nothing
          : html`<button class="plain" @click=${() => this.restore(each)}>Restore</button>`
      }
    </li>`;
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
