import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { ImportPreview, ImportResult, Layer, Scene } from '../../api/types';
import { bytes, count, counted } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import type { Classes } from '../ontology';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import { FORMATS, HEAD, guess, type Format, type Space } from './fileFormat';
import './gr-import-classes';
import './gr-import-report';
import { LEAVE_OUT, queryOf, type ImportAsk } from './importAsk';
import { labelImportStyles } from './labelImportStyles';

/** Bytes that the server takes. */
const MOST = 1 << 30;
/** Milliseconds of quiet until what was typed is tried. */
const QUIET = 400;
/** In place of a layer: one is made for the file. */
const NEW_LAYER = 'new';

/** What came in; the layer where one was made for it. */
export interface Imported {
  readonly layer?: Layer;
}

/**
 * Brings the labels of a file into a scene: tried first, row by row, then all or nothing. Fires
 * `gr-imported` once they are in.
 */
@customElement('gr-label-import')
export class GrLabelImport extends LitElement {
  static override styles = [shared, formStyles, labelImportStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) classes!: Classes;
  @property({ attribute: false }) layers: readonly Layer[] = [];
  @state() private file: File | undefined;
  /** Nothing was recognised, so the person has to say what the file is. */
  @state() private unknown = false;
  @state() private ask: ImportAsk | undefined;
  @state() private layerChoice = '';
  @state() private model = '';
  @state() private over = false;
  @state() private busy = false;
  @state() private error: ProblemError | undefined;
  @state() private imported: ImportResult | undefined;
  private made: Layer | undefined;
  private readonly preview = new Loader<ImportPreview>(this);
  private waiting: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    clearTimeout(this.waiting);
    super.disconnectedCallback();
  }

  override render() {
    return html`<gr-dialog heading="Import labels" data-testid="label-import">
      ${this.imported === undefined ? this.asking() : this.done(this.imported)}
    </gr-dialog>`;
  }

  private asking() {
    const { file, ask } = this;
    if (!file) {
      return this.door();
    }
    const failed = this.error ?? this.preview.error;
    return html`<form @submit=${this.run}>
      <div class="file">
        <b class="clip" title=${file.name}>${file.name}</b>
        <span class="muted">${bytes(file.size)}</span>
        <label class="another"
          >Another file<input type="file" class="hidden-label" @change=${this.chosen}
        /></label>
      </div>
      <div class="pair">${this.formatField(ask)} ${this.layerField()}</div>
      ${ask ? this.particulars(ask) : nothing} ${this.tried(ask)}
      ${failed ? html`<gr-problem .error=${failed}></gr-problem>` : nothing} ${this.end(ask)}
    </form>`;
  }

  private door() {
    return html`<label
      class="door ${this.over ? 'over' : ''}"
      @dragover=${(e: DragEvent) => {
        e.preventDefault();
        this.over = true;
      }}
      @dragleave=${() => (this.over = false)}
      @drop=${this.dropped}
    >
      <input
        type="file"
        class="hidden-label"
        autofocus
        data-testid="import-file"
        @change=${this.chosen}
      />
      <b>Choose a file of labels, or drop it here</b>
      <span class="muted"
        >GeoJSON, COCO, DOTA, YOLO, SpaceNet, zipped Shapefile, GeoPackage or KML, up to
        ${bytes(MOST)}. It is tried first: nothing is saved before you say so.</span
      >
    </label>`;
  }

  private formatField(ask: ImportAsk | undefined) {
    return html`<label class="field">
      Format
      <select
        data-testid="import-format"
        @change=${(e: Event) => this.choose({ format: valueOf(e) as Format })}
      >
        ${ask ? nothing : html`<option value="" .selected=${true} disabled>Choose what it is</option>`}
        ${FORMATS.map(
          ({ format, name }) =>
            html`<option value=${format} .selected=${format === ask?.format}>${name}</option>`,
        )}
      </select>
      <small
        >${this.unknown ? 'The file looks like none of these: please say.' : 'As the file looks; change it where that is wrong.'}</small
      >
    </label>`;
  }

  private layerField() {
    const layers = this.layers.filter(({ editable }) => editable);
    return html`<label class="field">
        Into the layer
        <select
          data-testid="import-layer"
          @change=${(e: Event) => {
            this.layerChoice = valueOf(e);
            this.change({ layer: this.layerAsked });
          }}
        >
          ${layers.map(
            ({ id, name, kind }) =>
              html`<option value=${id} .selected=${id === this.layerChoice}>
                ${name} (${kind})
              </option>`,
          )}
          <option value=${NEW_LAYER} .selected=${this.layerChoice === NEW_LAYER}>
            New layer of a model…
          </option>
        </select>
        <small>Predictions belong in a model’s layer; their confidence comes along.</small>
      </label>
      ${
        this.layerChoice === NEW_LAYER
          ? html`<label class="field wide">
              Model and version
              <input
                required
                maxlength="120"
                placeholder="detector 1.4"
                data-testid="import-model"
                .value=${this.model}
                @input=${(e: Event) => (this.model = valueOf(e))}
              />
              <small>The layer is called like it.</small>
            </label>`
          : nothing
      }`;
  }

  /** What only some formats need to be told. */
  private particulars(ask: ImportAsk) {
    switch (ask.format) {
      case 'geojson':
        return html`<label class="field">
            Coordinates are
            <select
              data-testid="import-space"
              @change=${(e: Event) => this.change({ space: valueOf(e) as Space })}
            >
              <option value="ground" .selected=${ask.space === 'ground'}>
                longitude and latitude
              </option>
              <option value="pixel" .selected=${ask.space === 'pixel'}>pixels of this scene</option>
            </select>
          </label>
          ${this.image(ask)}`;
      case 'yolo':
        return this.text(
          'Names of the classes, from 0',
          ask.names,
          'plane, ship, harbour',
          (names) => this.change({ names: names.replace(/\s*,\s*/g, ',') }),
        );
      case 'coco':
      case 'spacenet':
        return this.image(ask);
      default:
        return nothing;
    }
  }

  private image(ask: ImportAsk) {
    return this.text('Image of the file', ask.image, this.scene.name, (image) =>
      this.change({ image }),
    );
  }

  private text(label: string, value: string, example: string, set: (value: string) => void) {
    return html`<label class="field">
      ${label}
      <input
        autocomplete="off"
        spellcheck="false"
        placeholder=${example}
        .value=${value}
        @change=${(e: Event) => set(valueOf(e))}
      />
    </label>`;
  }

  private tried(ask: ImportAsk | undefined) {
    const { value, loading } = this.preview;
    if (!ask || !value) {
      return loading ? html`<p role="status">Trying every row…</p>` : nothing;
    }
    return html`
      <gr-import-classes
        .found=${value.classes}
        .chosen=${ask.classes}
        .classes=${this.classes}
        @gr-classes=${(e: CustomEvent<ReadonlyMap<string, number>>) =>
          this.change({ classes: e.detail })}
      ></gr-import-classes>
      ${value.violations.length > 0 ? html`<gr-import-report .violations=${value.violations}></gr-import-report>` : nothing}
    `;
  }

  private end(ask: ImportAsk | undefined) {
    const { value, loading } = this.preview;
    const wrong = value?.violations.some(({ severity }) => severity === 'ERROR') ?? false;
    const ready = value !== undefined && !loading && !this.preview.error;
    const leaving = ask?.leavingOut ?? false;
    const refused = wrong && !leaving;
    const blocked = !ready || refused || value.valid === 0 || this.busy;
    return html`<div class="end">
      <div>
        <p role="status" data-testid="import-verdict" class=${refused ? 'bad' : ''}>
          ${ready ? verdict(value, refused) : nothing}
        </p>
        ${
          wrong
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  data-testid="leave-out"
                  .checked=${leaving}
                  @change=${() => this.change({ leavingOut: !leaving })}
                />Leave out the rows that cannot be saved</label
              >`
            : nothing
        }
      </div>
      <button type="submit" hidden ?disabled=${blocked}></button>
      <rux-button type="submit" data-testid="import-run" ?disabled=${blocked}
        >${this.busy ? 'Importing…' : blocked ? 'Import' : `Import ${counted(value.valid, 'label')}`}</rux-button
      >
    </div>`;
  }

  private done({ imported, left_out: left }: ImportResult) {
    return html`<div class="done">
      <p role="status" data-testid="import-done">
        <b>${counted(imported, 'label')} imported</b
        >${this.made ? html` into the new layer “${this.made.name}”` : nothing}${left > 0 ? `, ${counted(left, 'row')} left out` : nothing}.
        Each has a history like one that was drawn.
      </p>
      <rux-button data-testid="import-close" @click=${this.close}>Show them</rux-button>
    </div>`;
  }

  private close() {
    this.dispatchEvent(new CustomEvent('gr-close', { bubbles: true, composed: true }));
  }

  private chosen(event: Event) {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    void this.take(file);
  }

  private dropped(event: DragEvent) {
    event.preventDefault();
    this.over = false;
    void this.take(event.dataTransfer?.files[0]);
  }

  private async take(file: File | undefined) {
    if (!file) {
      return;
    }
    this.file = file;
    this.layerChoice ||= this.layers.find(({ editable }) => editable)?.id ?? NEW_LAYER;
    this.preview.clear();
    this.error = undefined;
    const found = guess(file.name, await file.slice(0, HEAD).text());
    this.unknown = !found;
    this.ask = found && {
      format: found.format,
      space: this.scene.footprint ? found.space : 'pixel',
      names: '',
      image: '',
      leavingOut: false,
      layer: this.layerAsked,
      classes: new Map(),
    };
    this.tryIt();
  }

  /** A layer that is not made yet cannot be asked about. */
  private get layerAsked(): string | undefined {
    return this.layerChoice === NEW_LAYER ? undefined : this.layerChoice;
  }

  private choose(change: Pick<ImportAsk, 'format'>) {
    this.ask ??= {
      ...change,
      space: 'pixel',
      names: '',
      image: '',
      leavingOut: false,
      layer: this.layerAsked,
      classes: new Map(),
    };
    this.change(change);
  }

  private change(change: Partial<ImportAsk>) {
    if (this.ask) {
      this.ask = { ...this.ask, ...change };
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.tryIt(), QUIET);
    }
  }

  private tryIt() {
    const { file, ask } = this;
    this.error = undefined;
    if (file && ask) {
      void this.preview.load(async (signal) => {
        const query = { ...queryOf(ask), dry_run: true };
        return (await this.send(file, query, signal)) as ImportPreview;
      });
    }
  }

  private send(
    file: File,
    query: ReturnType<typeof queryOf> & { dry_run?: boolean },
    signal?: AbortSignal,
  ) {
    return client.post('/api/v1/scenes/{scene}/labels/import', {
      path: { scene: this.scene.id },
      query,
      body: file,
      ...(signal ? { signal } : {}),
    });
  }

  private async run(event: Event) {
    event.preventDefault();
    const { file, ask } = this;
    if (!file || !ask) {
      return;
    }
    this.busy = true;
    this.error = undefined;
    try {
      const layer = this.layerChoice === NEW_LAYER ? (await this.newLayer()).id : ask.layer;
      const done = await this.send(file, queryOf({ ...ask, layer }));
      this.imported = done as ImportResult;
      const detail: Imported = this.made ? { layer: this.made } : {};
      this.dispatchEvent(new CustomEvent('gr-imported', { detail }));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }

  /** Made once, however often the import is tried. */
  private async newLayer(): Promise<Layer> {
    const name = this.model.trim();
    if (this.made?.name !== name) {
      this.made = await client.post('/api/v1/projects/{project}/layers', {
        path: { project: this.scene.project },
        body: { kind: 'model', name, model: name },
      });
    }
    return this.made;
  }
}

function verdict({ rows, valid, classes }: ImportPreview, refused: boolean): string {
  const left = classes
    .filter((each) => each.class === LEAVE_OUT)
    .reduce((n, { count }) => n + count, 0);
  return refused
    ? `${counted(rows - left - valid, 'row')} cannot be saved. Nothing is imported until every row can.`
    : `${count(valid)} of ${counted(rows, 'row')} can be saved${rows > valid ? `, ${count(rows - valid)} left out` : ''}.`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
