import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Note } from '../../api/types';
import { Placement } from '../../ground/placement';
import { pixelArea } from '../ground';
import type { Imported } from '../intake/gr-label-import';
import type { Keymap } from '../keys/keymap';
import type { OpenScene } from '../openScene';
import type { Conflict } from '../operation';
import type { Workbench } from '../workbench';
import '../intake/gr-label-import';
import './gr-conflict';
import './gr-keys';
import './gr-note';
import './gr-places';
import './gr-repair';
import type { Destination } from './gr-places';

export type Dialog = 'keys' | 'places' | 'import';

/** What lies over the editor and waits for an answer. Fires `gr-keymap` and `gr-go`. */
@customElement('gr-editor-dialogs')
export class GrEditorDialogs extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  @property({ attribute: false }) open!: OpenScene;
  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) keymap!: Keymap;
  /** Changes whenever the bench or a label does. */
  @property({ attribute: false }) tick = 0;
  /** Where the map is. */
  @property({ attribute: false }) here!: () => Required<Destination>;
  @state() private dialog: Dialog | null = null;
  @state() private note: Note | undefined;
  @state() private deciding: string | undefined;
  @state() private repairing: string | undefined;

  /** Whether something waits for an answer; the keys are its own then. */
  get asking(): boolean {
    const { dialog, note, open, bench, deciding, repairing } = this;
    return (
      dialog !== null ||
      note !== undefined ||
      bench.pinning !== null ||
      open.session.saver.queue.conflicts.has(deciding ?? '') ||
      bench.mayChange(repairing ?? null)
    );
  }

  show(dialog: Dialog): void {
    this.dialog = dialog;
  }

  showNote(note: Note): void {
    this.note = note;
  }

  /** Shows both versions of a label that two people changed. */
  decide(element: string): void {
    this.deciding = element;
  }

  /** Shows what the broken outline of a label could become. */
  repair(element: string): void {
    this.repairing = element;
  }

  override render() {
    return html`${this.asked()} ${this.noted()} ${this.conflict()} ${this.repaired()}`;
  }

  private repaired() {
    const { open, bench, repairing } = this;
    return bench.mayChange(repairing ?? null)
      ? html`<gr-repair
          scene=${open.scene.id}
          .bench=${bench}
          label=${repairing!}
          @gr-close=${() => (this.repairing = undefined)}
        ></gr-repair>`
      : nothing;
  }

  private asked() {
    const { open, bench } = this;
    const close = () => (this.dialog = null);
    switch (this.dialog) {
      case 'keys':
        return html`<gr-keys
          .keymap=${this.keymap}
          @gr-keymap=${this.passOn}
          @gr-close=${close}
        ></gr-keys>`;
      case 'places':
        return html`<gr-places
          .bookmarks=${open.bookmarks}
          .placement=${Placement.of(open.scene)}
          .here=${this.here()}
          @gr-go=${(event: CustomEvent<Destination>) => {
            close();
            this.passOn(event);
          }}
          @gr-close=${close}
        ></gr-places>`;
      case 'import':
        return html`<gr-label-import
          .scene=${open.scene}
          .classes=${bench.classes}
          .layers=${bench.layers.all.map(({ layer }) => layer)}
          @gr-imported=${this.imported}
          @gr-close=${close}
        ></gr-label-import>`;
      case null:
        return nothing;
    }
  }

  private passOn({ type, detail }: CustomEvent) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  private imported({ detail: { layer } }: CustomEvent<Imported>) {
    if (layer) {
      this.bench.layers.add(layer);
    }
    this.open.reload().catch(() => this.bench.say('Reload the page to see what was imported.'));
  }

  private noted() {
    const { open, bench } = this;
    return this.note || bench.pinning
      ? html`<gr-note
          .notes=${open.notes}
          .note=${this.note}
          .at=${bench.pinning ?? undefined}
          text=${bench.pinned}
          ?locked=${bench.readOnly}
          @gr-words=${(e: CustomEvent<string>) => (bench.unpinned = e.detail)}
          @gr-close=${() => {
            this.note = undefined;
            bench.pinning = null;
            bench.changed();
          }}
        ></gr-note>`
      : nothing;
  }

  private conflict() {
    const { open, bench } = this;
    const conflict = open.session.saver.queue.conflicts.get(this.deciding ?? '');
    return conflict
      ? html`<gr-conflict
          .bench=${bench}
          .conflict=${conflict}
          .pixelArea=${pixelArea(open.scene.gsd)}
          @gr-keep-mine=${this.keepMine}
          @gr-take-theirs=${this.takeTheirs}
          @gr-close=${() => (this.deciding = undefined)}
        ></gr-conflict>`
      : nothing;
  }

  private takeTheirs({ detail }: CustomEvent<Conflict>) {
    this.deciding = undefined;
    this.open.session.takeTheirs(detail);
    this.bench.say('Theirs stands');
  }

  private async keepMine({ detail }: CustomEvent<Conflict>) {
    this.deciding = undefined;
    const revision = detail.theirs?.revision ?? (await this.open.newestRevision(detail.element));
    this.open.session.keepMine(detail, revision);
    this.bench.say('Mine goes on top of theirs');
  }
}
