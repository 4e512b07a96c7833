import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import { followJob } from '../../api/jobs';
import type { ImportWays, Job, Mark, Project } from '../../api/types';
import { hrefOf } from '../../app/route';
import { counted } from '../../ui/format';
import '../../ui/gr-problem';
import '../../ui/gr-progress';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { jobMessage, transferOf, worthShowing, type Transfer } from '../scenes/transfer';
import { nameOf } from './folder';
import './gr-import-folder';
import './gr-import-hosts';

/** What to bring in: a file of the import folder, or what an address names. */
type Wanted = { readonly path: string } | { readonly url: string };

/** An import as a line of the list, with the scene it made. */
interface Row extends Transfer {
  readonly scene?: string | undefined;
}

/** Imagery that the server fetches itself: from its folder and from other hosts. */
@customElement('gr-imports')
export class GrImports extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 20px 24px 32px;
      }
      .intro {
        display: flex;
        align-items: end;
        gap: 24px;
        margin-bottom: 16px;
      }
      .intro p {
        flex: 1;
        max-width: 88ch;
        color: var(--gr-muted);
        font-size: 13px;
      }
      .intro label {
        margin-left: auto;
      }
      .intro select {
        width: 240px;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(360px, 2fr);
        gap: 20px;
        align-items: start;
      }
      .right {
        display: grid;
        gap: 20px;
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 12px 16px 16px;
        list-style: none;
      }
      .none {
        padding: 12px 16px 16px;
        color: var(--gr-muted);
        font-size: 13px;
      }
      .made {
        display: block;
        padding: 2px 0 0 38px;
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @state() private path = '';
  @state() private mark = '';
  @state() private rows: readonly Row[] = [];
  private readonly ways = new Loader<ImportWays>(this);
  private readonly marks = new Loader<readonly Mark[]>(this);
  private readonly following = new Map<string, () => void>();
  private serial = 0;

  override connectedCallback() {
    super.connectedCallback();
    void this.look('');
    void this.marks.load(async (signal) => {
      return (await client.get('/api/v1/markings', { signal })).markings;
    });
    void this.underWay();
  }

  override disconnectedCallback() {
    this.following.forEach((stop) => stop());
    this.following.clear();
    super.disconnectedCallback();
  }

  override render() {
    const { value: ways, error } = this.ways;
    return html`
      <div class="intro">
        <p>
          What the server can reach by itself need not go through this browser. Each image becomes a
          job of its own; leaving this page does not stop it. The same image under the same marking
          is never kept twice.
        </p>
        ${this.markChoice()}
      </div>
      ${error && !ways ? html`<gr-problem .error=${error} retryable @retry=${() => void this.look(this.path)}></gr-problem>` : nothing}
      ${
        ways
          ? html`<div class="columns">
              <gr-import-folder
                .ways=${ways}
                .path=${this.path}
                .problem=${error}
                ?loading=${this.ways.loading}
                @gr-look=${(e: CustomEvent<string>) => void this.look(e.detail)}
                @gr-import=${(e: CustomEvent<readonly string[]>) =>
                  void this.bring(e.detail.map((path) => ({ path })))}
              ></gr-import-folder>
              <div class="right">
                <gr-import-hosts
                  .hosts=${ways.hosts}
                  @gr-import=${(e: CustomEvent<readonly string[]>) =>
                    void this.bring(e.detail.map((url) => ({ url })))}
                ></gr-import-hosts>
                ${this.progress()}
              </div>
            </div>`
          : nothing
      }
    `;
  }

  private markChoice() {
    const marks = this.marks.value ?? [];
    return marks.length === 0
      ? nothing
      : html`<label class="field"
          >Marking of what comes in
          <select
            data-testid="import-mark"
            @change=${(e: Event) => (this.mark = (e.target as HTMLSelectElement).value)}
          >
            ${marks.map((m) => html`<option value=${m.banner}>${m.banner}</option>`)}
          </select>
        </label>`;
  }

  private progress() {
    const going = this.rows.filter(({ state }) => state === 'queued' || state === 'running').length;
    return html`<section class="panel" aria-label="Imports under way">
      <header>
        <h2>Under way</h2>
        <span class="muted" role="status" data-testid="imports-going"
          >${going === 0 ? '' : counted(going, 'image')}</span
        >
      </header>
      ${
        this.rows.length === 0
          ? html`<p class="none">Nothing is being brought in.</p>`
          : html`<ul>
              ${this.rows.map((row) => this.row(row))}
            </ul>`
      }
    </section>`;
  }

  private row(row: Row) {
    return html`<li data-testid="import-row" data-state=${row.state}>
      <gr-progress
        .name=${row.name}
        .state=${row.state}
        .fraction=${row.fraction}
        .message=${row.message}
        .action=${row.resume ? 'Try again' : ''}
        ?dismissable=${row.state === 'done' || row.state === 'failed'}
        @gr-action=${() => row.resume?.()}
        @gr-dismiss=${() => (this.rows = this.rows.filter(({ key }) => key !== row.key))}
      ></gr-progress>
      ${
        row.scene
          ? html`<a
              class="made"
              href=${hrefOf({ page: 'scene', scene: row.scene, view: {} })}
              aria-label="Look at ${row.name}"
              >Look at the scene</a
            >`
          : nothing
      }
    </li>`;
  }

  private async look(path: string) {
    this.path = path;
    await this.ways.load((signal) =>
      client.get('/api/v1/projects/{project}/imports', {
        path: { project: this.project.id },
        query: { path },
        signal,
      }),
    );
  }

  /** One after the other, so that a thousand files are not a thousand requests at once. */
  private async bring(all: readonly Wanted[]) {
    const rows = all.map((wanted) => {
      const name = 'path' in wanted ? nameOf(wanted.path) : wanted.url;
      const message = 'Asking the server';
      return { key: ++this.serial, name, state: 'queued' as const, fraction: 0, message };
    });
    this.rows = [...rows, ...this.rows];
    for (const [i, wanted] of all.entries()) {
      await this.ask(rows[i]!.key, wanted);
    }
  }

  private async ask(key: number, wanted: Wanted) {
    this.change(key, { state: 'queued', message: 'Asking the server', resume: undefined });
    try {
      const job = await client.post('/api/v1/projects/{project}/imports', {
        path: { project: this.project.id },
        body: { ...wanted, ...(this.mark ? { mark: this.mark } : {}) },
      });
      this.follow(key, job);
    } catch (cause) {
      const { code, detail, title } = problemOf(cause);
      this.change(key, {
        state: 'failed',
        message: `${detail || title} (${code})`,
        resume: () => void this.ask(key, wanted),
      });
    }
  }

  /** What was begun at an earlier visit or by somebody else. */
  private async underWay() {
    const path = { project: this.project.id };
    const { jobs } = await client
      .get('/api/v1/projects/{project}/jobs', { path })
      .catch(() => ({ jobs: [] as Job[] }));
    for (const job of jobs.filter((each) => worthShowing(each, Date.now()))) {
      if (!this.following.has(job.id)) {
        this.follow(this.add(transferOf(0, job)), job);
      }
    }
  }

  private follow(key: number, job: Job) {
    const name = this.rows.find((row) => row.key === key)?.name;
    const hear = (heard: Job) =>
      this.change(key, {
        ...transferOf(key, heard, name),
        message: jobMessage(heard),
        scene: heard.state === 'done' ? (heard.scene ?? undefined) : undefined,
      });
    hear(job);
    this.following.set(
      job.id,
      job.state === 'failed' || job.state === 'done' ? () => undefined : followJob(job.id, hear),
    );
  }

  private add(row: Omit<Row, 'key'>): number {
    const key = ++this.serial;
    this.rows = [{ ...row, key }, ...this.rows];
    return key;
  }

  private change(key: number, change: Partial<Row>) {
    this.rows = this.rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  }
}
