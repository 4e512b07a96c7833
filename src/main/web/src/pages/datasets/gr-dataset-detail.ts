import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { Dataset } from '../../api/types';
import { counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import { manifestFacts } from './manifest';

/** What one dataset version was asked to hold, what it holds, and the sums to check it by. */
@customElement('gr-dataset-detail')
export class GrDatasetDetail extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 16px 24px;
        background: var(--gr-inset);
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(260px, 1fr) 2fr;
        gap: 32px;
      }
      h3 {
        margin-bottom: 8px;
      }
      pre {
        max-height: 320px;
        margin: 8px 0 0;
        padding: 12px;
        overflow: auto;
        background: var(--color-background-base-default);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        font-family: var(--gr-mono);
        font-size: 12px;
      }
      details {
        margin-top: 12px;
      }
      summary {
        color: var(--color-text-interactive-default);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) version!: Dataset;
  private readonly full = new Loader<Dataset>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('version');
    if (before?.id !== this.version.id || before.state !== this.version.state) {
      const path = { dataset: this.version.id };
      void this.full.load((signal) => client.get('/api/v1/datasets/{dataset}', { path, signal }));
    }
  }

  override render() {
    const dataset = this.full.value ?? this.version;
    const { recipe, manifest } = dataset;
    return html`
      ${this.full.error ? html`<gr-problem .error=${this.full.error}></gr-problem>` : nothing}
      <div class="columns">
        <section>
          <h3>Asked for</h3>
          <dl class="facts">
            <dt>Chips</dt>
            <dd>${recipe.chip_size ?? 1024} px, overlap ${recipe.overlap ?? 200} px</dd>
            <dt>Scenes</dt>
            <dd>${recipe.scenes?.length ? counted(recipe.scenes.length, 'scene') : 'All'}</dd>
            <dt>Classes</dt>
            <dd>
              ${recipe.classes?.length ? counted(recipe.classes.length, 'class', 'classes') : 'All'}
            </dd>
            <dt>Empty chips</dt>
            <dd>${(recipe.keep_empty ?? true) ? 'Kept' : 'Left out'}</dd>
            <dt>Least part</dt>
            <dd>${recipe.minimum_ratio ?? 0} of an object in a chip</dd>
          </dl>
        </section>
        <section>
          <h3>Holds</h3>
          ${
            dataset.state === 'failed'
              ? html`<p>${dataset.reason ?? 'The build failed without a reason.'}</p>`
              : nothing
          }
          ${
            dataset.state === 'building'
              ? html`<p class="muted">The manifest is written when the dataset is published.</p>`
              : nothing
          }
          <dl class="facts">
            ${
              dataset.sha256
                ? html`<dt>SHA-256</dt>
                    <dd class="mono">${dataset.sha256}</dd>`
                : nothing
            }
            ${manifestFacts(manifest).map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd>${value}</dd>`,
            )}
          </dl>
          ${
            manifest
              ? html`<details>
                  <summary>Whole manifest</summary>
                  <pre tabindex="0">${JSON.stringify(manifest, null, 2)}</pre>
                </details>`
              : nothing
          }
        </section>
      </div>
    `;
  }
}
