import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { client, isAbort } from '../../api/client';
import { followJob } from '../../api/jobs';
import type { Job, Mark } from '../../api/types';
import { forget, giveUp, removeUpload, sendFile } from '../../api/upload';
import { bytes } from '../../ui/format';
import { problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-progress';
import { bundleName, bundled, droppedFiles, type Bundle, type Found } from './bundles';
import { Meter } from './meter';
import { transferOf, worthShowing, type Transfer } from './transfer';

/** Images sent at once; more would only share the same wire. */
const AT_ONCE = 2;

/** One image with its sidecars, on its way. */
interface Sender {
  readonly key: number;
  readonly bundle: Bundle;
  readonly mark: string | undefined;
  abort: AbortController;
}

/** A field for dropping images and folders on, and what becomes of them; fires `gr-ingested` for each scene made. */
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
        flex: 1 1 170px;
        justify-content: flex-end;
      }
      .drop label select {
        width: auto;
        max-width: 210px;
        height: 30px;
      }
      ul {
        display: grid;
        gap: 8px;
        /* However much failed, the scenes below stay in sight. */
        max-height: max(124px, 18vh);
        overflow: auto;
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
  @query('input.files') private files!: HTMLInputElement;
  @query('input.folder') private folder!: HTMLInputElement;
  @query('select') private markField!: HTMLSelectElement | null;
  private readonly following = new Map<string, () => void>();
  private serial = 0;
  private readonly waiting: Sender[] = [];
  private readonly sending = new Set<Sender>();

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('beforeunload', this.leaving);
    void this.unfinished();
  }

  override disconnectedCallback() {
    removeEventListener('beforeunload', this.leaving);
    this.sending.forEach((sender) => sender.abort.abort());
    this.waiting.length = 0;
    this.following.forEach((stop) => stop());
    this.following.clear();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('running')) {
      for (const job of this.running.filter((each) => worthShowing(each, Date.now()))) {
        if (!this.following.has(job.id)) {
          this.follow(this.add(transferOf(0, job)), job);
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
        <span>Drop images or folders here, or</span>
        <rux-button size="small" secondary @click=${() => this.files.click()}>
          Choose files
        </rux-button>
        <rux-button size="small" secondary @click=${() => this.folder.click()}>
          Choose a folder
        </rux-button>
        <input class="files" type="file" multiple aria-label="Images" @change=${this.chosen} />
        <input
          class="folder"
          type="file"
          webkitdirectory
          aria-label="Folder of images"
          @change=${this.chosen}
        />
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
        .action=${transfer.state === 'sending' ? 'Pause' : transfer.resume ? 'Resume' : ''}
        dismissable
        @gr-action=${() => (transfer.state === 'sending' ? transfer.pause : transfer.resume)?.()}
        @gr-dismiss=${() => this.dismiss(transfer)}
      ></gr-progress>
    </li>`;
  }

  private dragOver(event: DragEvent) {
    event.preventDefault();
    this.over = true;
  }

  private async dropped(event: DragEvent) {
    event.preventDefault();
    this.over = false;
    if (event.dataTransfer) {
      this.take(await droppedFiles(event.dataTransfer));
    }
  }

  private chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    this.take(
      [...(input.files ?? [])].map((file) => {
        const folder = file.webkitRelativePath.slice(0, -file.name.length);
        return { file, folder };
      }),
    );
    input.value = '';
  }

  private take(found: readonly Found[]) {
    const { bundles, orphans } = bundled(found);
    for (const { file } of orphans) {
      const message = 'It belongs to an image that is not among the files; choose both together.';
      this.add({ name: file.name, state: 'failed', fraction: 0, message });
    }
    for (const bundle of bundles) {
      const mark = this.markField?.value;
      const { file } = bundle.image;
      // Rows left by an earlier visit give way to the file itself, which goes on from there.
      this.transfers = this.transfers.filter((t) => !(t.left && t.name === file.name));
      const key = this.add({ name: nameOf(bundle), state: 'queued', fraction: 0, message: '' });
      this.queue({ key, bundle, mark, abort: new AbortController() });
    }
  }

  private queue(sender: Sender) {
    this.waiting.push(sender);
    this.change(sender.key, {
      state: 'queued',
      message: 'Waiting for those before it',
      resume: undefined,
      cancel: () => this.cancel(sender),
    });
    this.next();
  }

  private next() {
    while (this.sending.size < AT_ONCE && this.waiting.length > 0) {
      const sender = this.waiting.shift() as Sender;
      this.sending.add(sender);
      void this.send(sender).finally(() => {
        this.sending.delete(sender);
        this.next();
      });
    }
  }

  /** Sends sidecars first: the image, which takes longest, then begins the ingest. */
  private async send(sender: Sender) {
    const { key, bundle } = sender;
    const all = [...bundle.sidecars, bundle.image];
    const total = all.reduce((sum, { file }) => sum + file.size, 0);
    const meter = new Meter(total);
    sender.abort = new AbortController();
    this.change(key, { state: 'sending', pause: () => sender.abort.abort() });
    try {
      let before = 0;
      let job: string | undefined;
      for (const { file } of all) {
        job = await sendFile({
          project: this.project,
          file,
          metadata: metadataOf(sender, file),
          signal: sender.abort.signal,
          progress: (sent) => {
            const fraction = total > 0 ? (before + sent) / total : 0;
            this.change(key, { fraction, message: meter.at(before + sent) });
          },
          waiting: (lost) => {
            meter.reset();
            if (lost) {
              this.change(key, { message: 'No connection; goes on by itself once it is back' });
            }
          },
        });
        before += file.size;
      }
      if (job) {
        for (const { file } of bundle.sidecars) {
          forget({ project: this.project, file, metadata: metadataOf(sender, file) });
        }
        this.following.get(job)?.();
        this.follow(key, await client.get('/api/v1/jobs/{job}', { path: { job } }));
      }
    } catch (cause) {
      if (isAbort(cause)) {
        this.change(key, {
          state: 'paused',
          message: `Paused; ${bytes(total)} in all`,
          resume: () => this.queue(sender),
        });
      } else {
        const { code, detail, title } = problemOf(cause);
        this.change(key, {
          state: 'failed',
          message: `${detail || title} (${code})`,
          resume: () => this.queue(sender),
        });
      }
    }
  }

  private cancel(sender: Sender) {
    sender.abort.abort();
    const at = this.waiting.indexOf(sender);
    if (at >= 0) {
      this.waiting.splice(at, 1);
    }
    for (const { file } of [sender.bundle.image, ...sender.bundle.sidecars]) {
      const upload = { project: this.project, file, metadata: metadataOf(sender, file) };
      void giveUp(upload).catch(() => undefined);
    }
  }

  /** What an earlier visit began and did not finish: the server still has it, the page not the file. */
  private async unfinished() {
    const path = { project: this.project };
    const listed = await client
      .get('/api/v1/projects/{project}/uploads', { path })
      .catch(() => undefined);
    for (const { url, name, length, offset, job } of listed?.uploads ?? []) {
      if (!job && offset < length) {
        this.add({
          name,
          state: 'paused',
          fraction: offset / length,
          message: `${bytes(offset)} of ${bytes(length)} are here; choose the file again to go on`,
          left: true,
          cancel: () => void removeUpload(url).catch(() => undefined),
        });
      }
    }
  }

  private follow(key: number, job: Job) {
    this.change(key, {
      ...transferOf(key, job, this.transfers.find((t) => t.key === key)?.name),
      cancel: undefined,
      pause: undefined,
      resume: undefined,
    });
    const { id, state } = job;
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

  private add(transfer: Omit<Transfer, 'key'>): number {
    const key = ++this.serial;
    this.transfers = [...this.transfers, { ...transfer, key }];
    return key;
  }

  private change(key: number, change: Partial<Transfer>) {
    this.transfers = this.transfers.map((t) => (t.key === key ? { ...t, ...change } : t));
  }

  private dismiss(transfer: Transfer) {
    transfer.cancel?.();
    this.transfers = this.transfers.filter(({ key }) => key !== transfer.key);
  }

  /** The browser asks before it closes a page that is sending. */
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if (this.sending.size > 0) {
      event.preventDefault();
    }
  };
}

function nameOf({ image, sidecars }: Bundle): string {
  const more = sidecars.map(({ file }) => file.name.slice(file.name.lastIndexOf('.')));
  return more.length > 0 ? `${image.file.name} + ${more.join(', ')}` : image.file.name;
}

function metadataOf({ bundle, mark }: Sender, file: File): Record<string, string> {
  return {
    filename: file.name,
    ...(mark ? { mark } : {}),
    ...(bundle.sidecars.length > 0
      ? { bundle: bundleName(bundle), files: String(bundle.sidecars.length + 1) }
      : {}),
  };
}
