import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client, urlOf } from '../../api/client';
import { followJob } from '../../api/jobs';
import type { Dataset, Project } from '../../api/types';
import { tellContext } from '../../ui/context';
import { bytes, instant, percent } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-portion';
import '../../ui/gr-problem';
import './gr-ask-release';
import './gr-dataset-detail';
import './gr-new-dataset';

/** The project's frozen dataset versions: ask for one, watch it being built, download it. */
@customElement('gr-datasets')
export class GrDatasets extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 16px 24px 24px;
      }
      .spread {
        min-height: 36px;
        margin-bottom: 16px;
      }
      .panel {
        overflow: hidden;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-width: 130px;
      }
      tr.open > td {
        background: var(--color-background-surface-selected);
      }
      td.detail {
        padding: 0;
      }
      .download {
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @state() private asking = false;
  @state() private opened: string | undefined;
  @state() private leaving: Dataset | undefined;
  private readonly datasets = new Loader<readonly Dataset[]>(this);
  private readonly following = new Map<string, () => void>();

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: `Datasets of ${this.project.name}`, project: this.project });
    void this.reload();
  }

  override disconnectedCallback() {
    this.following.forEach((stop) => stop());
    this.following.clear();
    super.disconnectedCallback();
  }

  override render() {
    const { value, error } = this.datasets;
    const mayCreate = this.project.actions.includes('DATASET_CREATE');
    return html`
      <div class="spread">
        <h2>Datasets</h2>
        ${
          mayCreate
            ? html`<rux-button @click=${() => (this.asking = true)}>Build a dataset</rux-button>`
            : nothing
        }
      </div>
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${value && value.length > 0 ? this.table(value) : nothing}
      ${
        value && value.length === 0
          ? html`<div class="panel">
              <gr-empty heading="No datasets yet">
                A dataset freezes the labels and pixels of this moment, so that a model trained on
                it can be traced and trained again.
                ${mayCreate ? 'Build one to see its manifest and download it.' : 'An exporter builds it.'}
              </gr-empty>
            </div>`
          : nothing
      }
      ${
        this.asking
          ? html`<gr-new-dataset
              .project=${this.project}
              @gr-created=${this.created}
              @gr-close=${() => (this.asking = false)}
            ></gr-new-dataset>`
          : nothing
      }
      ${
        this.leaving
          ? html`<gr-ask-release
              .version=${this.leaving}
              @gr-asked=${this.asked}
              @gr-close=${() => (this.leaving = undefined)}
            ></gr-ask-release>`
          : nothing
      }
    `;
  }

  private table(datasets: readonly Dataset[]) {
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Version</th>
            <th>State</th>
            <th>Formats</th>
            <th>Marking</th>
            <th class="number">Size</th>
            <th>Built</th>
            <th>By</th>
            <th><span class="hidden-label">Download</span></th>
          </tr>
        </thead>
        <tbody>
          ${datasets.map((dataset) => this.rows(dataset))}
        </tbody>
      </table>
    </div>`;
  }

  private rows(dataset: Dataset) {
    const open = dataset.id === this.opened;
    const mayDownload =
      dataset.state === 'published' && this.project.actions.includes('DATASET_DOWNLOAD');
    return html`
      <tr class=${open ? 'open' : ''}>
        <td>
          <button
            class="plain"
            aria-expanded=${open}
            @click=${() => (this.opened = open ? undefined : dataset.id)}
          >
            ${open ? '▾' : '▸'} ${dataset.name}
          </button>
        </td>
        <td>${dataset.version}</td>
        <td>${stateOf(dataset)}</td>
        <td>${dataset.recipe.formats.map(formatName).join(', ')}</td>
        <td><gr-portion .mark=${dataset.mark}></gr-portion></td>
        <td class="number">${dataset.bytes ? bytes(dataset.bytes) : '–'}</td>
        <td>${instant(dataset.created)}</td>
        <td>${dataset.created_by}</td>
        <td class="download">${mayDownload ? this.wayOut(dataset) : nothing}</td>
      </tr>
      ${
        open
          ? html`<tr>
              <td class="detail" colspan="9">
                <gr-dataset-detail .version=${dataset}></gr-dataset-detail>
              </td>
            </tr>`
          : nothing
      }
    `;
  }

  private wayOut(dataset: Dataset) {
    switch (dataset.release) {
      case 'asked':
        return html`<span class="muted">Waits for a second person</span>`;
      case 'needed':
        return html`<button class="plain" @click=${() => (this.leaving = dataset)}>
          Ask for release
        </button>`;
      case 'given':
      case 'not-needed':
        return html`<a
          href=${urlOf('/api/v1/datasets/{dataset}/archive', { dataset: dataset.id })}
          download
          >Download</a
        >`;
    }
  }

  private asked() {
    this.leaving = undefined;
    void this.reload();
  }

  private readonly reload = async () => {
    await this.datasets.load(async (signal) => {
      const path = { project: this.project.id };
      return (await client.get('/api/v1/projects/{project}/datasets', { path, signal })).datasets;
    });
    for (const dataset of this.datasets.value ?? []) {
      if (dataset.state === 'building' && dataset.job && !this.following.has(dataset.id)) {
        this.follow(dataset.id, dataset.job);
      }
    }
  };

  private follow(id: string, job: string) {
    const stop = followJob(job, ({ state, progress }) => {
      if (state === 'done' || state === 'failed') {
        this.following.delete(id);
        void this.reload();
        return;
      }
      this.datasets.value = this.datasets.value?.map((each) =>
        each.id === id ? { ...each, progress } : each,
      );
      this.requestUpdate();
    });
    this.following.set(id, stop);
  }

  private created(event: CustomEvent<Dataset>) {
    this.asking = false;
    this.opened = event.detail.id;
    void this.reload();
  }
}

function stateOf({ state, progress, reason }: Dataset) {
  const light = { building: 'standby', published: 'normal', failed: 'critical' }[state];
  const text = {
    building: `Building ${percent(progress ?? 0)}`,
    published: 'Published',
    failed: 'Failed',
  }[state];
  return html`<span class="state" title=${reason ?? nothing}>
    <rux-status status=${light}></rux-status>${text}
  </span>`;
}

export function formatName(format: 'geojson' | 'coco'): string {
  return { geojson: 'GeoJSON', coco: 'COCO' }[format];
}
