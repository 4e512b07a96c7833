import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isAbort } from '../../api/client';
import { followJob } from '../../api/jobs';
import type { Job, Mark } from '../../api/types';
import { uploadScene } from '../../api/upload';
import { bytes } from '../../ui/format';
import { problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-progress';
import { transferOf, worthShowing, type Transfer } from './transfer';

/** A field for dropping images on, and what becomes of them; fires `gr-ingested` for each scene made. */
@customElement('gr-upload')
export class GrUpload extends LitElement {
  static override styles = [
    shared,
    css`
      .drop {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px 12px;
        padding: 10px 16px;
        border: 1px dashed var(--color-border-interactive-muted);
        border-radius: var(--radius-base);
        color: var(--gr-muted);
        font-size: 13px;
      }
      .drop.over {
        background: var(--color-background-surface-selected);
        border: 1px solid var(--color-border-interactive-default);
      }
      .drop label {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-left: auto;
      }
      .drop label select {
        width: 210px;
        height: 30px;
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  @property() project = '';
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** Jobs that were under way when the page was opened. */
  @property({ attribute: false }) running: readonly Job[] = [];
  @state() private over = false;
  @state() private transfers: readonly Transfer[] = [];
  @query('input[type=file]') private files!: HTMLInputElement;
  @query('select') private markField!: HTMLSelectElement | null;
  private readonly following = new Map<string, () => void>();
  private serial = 0;

  override disconnectedCallback() {
    this.following.forEach((stop) => stop());
    this.following.clear();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('running')) {
      for (const job of this.running.filter((each) => worthShowing(each, Date.now()))) {
        if (!this.following.has(job.id)) {
          const key = this.next();
          this.transfers = [...this.transfers, transferOf(key, job)];
          this.follow(key, job);
        }
      }
    }
  }

  override render() {
    return html`
      <div
        class="drop ${this.over ? 'over' : ''}"
        @dragover=${this.dragOver}
        @dragleave=${() => (this.over = false)}
        @drop=${this.dropped}
      >
        <span>Drop GeoTIFF files here, or</span>
        <rux-button size="small" secondary @click=${() => this.files.click()}>
          Choose files
        </rux-button>
        <input type="file" multiple aria-label="Images" @change=${this.chosen} />
        ${
          this.marks.length > 0
            ? html`<label>
                Marking
                <select>
                  ${this.marks.map((m) => html`<option value=${m.banner}>${m.banner}</option>`)}
                </select>
              </label>`
            : nothing
        }
      </div>
      ${
        this.transfers.length > 0
          ? html`<ul aria-label="Uploads">
              ${this.transfers.map((transfer) => this.row(transfer))}
            </ul>`
          : nothing
      }
    `;
  }

  private row(transfer: Transfer) {
    return html`<li>
      <gr-progress
        .name=${transfer.name}
        .state=${transfer.state}
        .fraction=${transfer.fraction}
        .message=${transfer.message}
        dismissable
        @gr-dismiss=${() => this.dismiss(transfer)}
      ></gr-progress>
    </li>`;
  }

  private dragOver(event: DragEvent) {
    event.preventDefault();
    this.over = true;
  }

  private dropped(event: DragEvent) {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer?.files);
  }

  private chosen() {
    this.take(this.files.files);
    this.files.value = '';
  }

  private take(files: FileList | null | undefined) {
    for (const file of files ?? []) {
      void this.send(file);
    }
  }

  private async send(file: File) {
    const key = this.next();
    const abort = new AbortController();
    const message = `Sending ${bytes(file.size)}`;
    this.transfers = [
      ...this.transfers,
      { key, name: file.name, state: 'sending', fraction: 0, message, cancel: () => abort.abort() },
    ];
    try {
      const job = await uploadScene({
        project: this.project,
        file,
        mark: this.markField?.value,
        signal: abort.signal,
        progress: (fraction) => this.change(key, { fraction }),
      });
      this.change(key, transferOf(key, job, file.name));
      this.follow(key, job);
    } catch (cause) {
      if (!isAbort(cause)) {
        const { code, detail, title } = problemOf(cause);
        this.change(key, { state: 'failed', message: `${detail || title} (${code})` });
      }
    }
  }

  private follow(key: number, { id, state }: Job) {
    if (state === 'failed') {
      this.following.set(id, () => undefined);
      return;
    }
    const stop = followJob(id, (job) => {
      const name = this.transfers.find((transfer) => transfer.key === key)?.name;
      this.change(key, transferOf(key, job, name));
      if (job.state === 'done') {
        this.dispatchEvent(new CustomEvent('gr-ingested', { detail: job.scene ?? null }));
      }
    });
    this.following.set(id, stop);
  }

  private change(key: number, change: Partial<Transfer>) {
    this.transfers = this.transfers.map((t) => (t.key === key ? { ...t, ...change } : t));
  }

  private dismiss(transfer: Transfer) {
    transfer.cancel?.();
    this.transfers = this.transfers.filter(({ key }) => key !== transfer.key);
  }

  private next(): number {
    return ++this.serial;
  }
}
