import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ProblemError } from '../api/problem';
import type { Parameters } from '../app/route';
import type { Area, Note } from '../api/types';
import { tellContext } from '../ui/context';
import { Loader } from '../ui/loader';
import { shared } from '../ui/styles';
import { PLAIN, readRendering, renderingParameters, type Rendering } from '../view/rendering';
import { boxOfArea } from './areas';
import { ClassCounts } from './classCounts';
import { EditorAddress, comparedOf, editorParameters } from './comparing';
import { editorStyles } from './editorStyles';
import type { Box } from './geometry';
import { pixelArea } from './ground';
import { Keyboard, type Shown } from './keys/keyboard';
import { Keymap } from './keys/keymap';
import type { Compared } from './map/comparison';
import type { GrSceneMap, PenNews } from './map/gr-scene-map';
import { OpenScene } from './openScene';
import { BESIDE, type Beside } from './panels/gr-display-panel';
import type { GrEditorDialogs } from './panels/gr-editor-dialogs';
import type { Destination } from './panels/gr-places';
import type { GrEditStatus } from './panels/gr-status-bar';
import type { GrSidePanel } from './panels/gr-side-panel';
import type { SavedState } from './saver';
import { SceneWays } from './sceneWays';
import type { Finding } from './session';
import { editStyles } from './styles';
import { Ruler } from './ruler';
import { Workbench } from './workbench';
import '../ui/gr-problem';
import './map/gr-scene-map';
import './panels/gr-editor-bar';
import './panels/gr-editor-dialogs';
import './panels/gr-notices';
import './panels/gr-side-panel';
import './panels/gr-status-bar';
import './panels/gr-tool-rail';
import './panels/gr-tour';

/** The editor of one scene: the image has the space, everything else stands around it. */
@customElement('gr-editor')
export class GrEditor extends LitElement {
  static override styles = [shared, editStyles, editorStyles];

  /** Id of the scene. */
  @property() scene = '';
  /** What the address says beyond the scene: how it is drawn, and what it is compared with. */
  @property({ attribute: false }) parameters: Parameters = {};
  @state() private rendering: Rendering = PLAIN;
  /** What the panel over the edge of the map is about. */
  @state() private beside: Beside | null = null;
  @state() private compared: Compared | null = null;
  @state() private drawing: ProblemError | undefined;
  /** Grows with whatever changes on the bench, so that the parts draw themselves again. */
  @state() private tick = 0;
  /** Grows only with labels and their saved states: lists of thousands follow this one. */
  @state() private labelTick = 0;
  @state() private panel = true;
  @state() private minimap = false;
  @state() private keymap = Keymap.load(localStorage);
  @state() private tour = this.keymap.choice.profile === null;
  @query('gr-scene-map') private map!: GrSceneMap;
  @query('gr-side-panel') private objects!: GrSidePanel | null;
  @query('gr-edit-status') private status!: GrEditStatus;
  @query('gr-editor-dialogs') private dialogs!: GrEditorDialogs | null;
  private readonly opened = new Loader<OpenScene>(this);
  private readonly labels = new Loader<true>(this);
  @state() private bench: Workbench | undefined;
  private keyboard: Keyboard | undefined;
  private counts = new ClassCounts();
  private readonly address = new EditorAddress();
  private pen: PenNews = { at: null, resolution: 1 };
  private readonly keyDown = (event: KeyboardEvent) => this.pressed(event);
  private readonly keyUp = (event: KeyboardEvent) => this.keyboard?.up(event);
  private readonly blurred = () => this.keyboard?.release();

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.keyDown);
    addEventListener('keyup', this.keyUp);
    addEventListener('blur', this.blurred);
  }

  override disconnectedCallback() {
    removeEventListener('keydown', this.keyDown);
    removeEventListener('keyup', this.keyUp);
    removeEventListener('blur', this.blurred);
    this.leaveScene();
    super.disconnectedCallback();
  }

  /** Whether the server has everything, and if not why. */
  get savedState(): SavedState | undefined {
    return this.opened.value?.session.saver.state;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('parameters')) {
      this.rendering = readRendering(this.parameters);
    }
    if (changed.has('scene')) {
      this.leaveScene();
      void this.open();
    } else if (changed.has('parameters') && this.opened.value) {
      void this.compareAsSaid(this.opened.value);
    }
  }

  private leaveScene() {
    this.opened.value?.close();
    this.opened.clear();
    this.labels.clear();
    this.bench?.close();
    this.bench = this.keyboard = undefined;
    this.compared = null;
    this.address.leave();
    this.counts = new ClassCounts();
  }

  private async open() {
    const listener = {
      labelsChanged: (ids: ReadonlySet<string>, places: readonly Box[] | null) =>
        this.labelsChanged(ids, places),
      savedStateChanged: () => this.savedStateChanged(),
      classesChanged: () => this.classesChanged(),
    };
    await this.opened.load((signal) => OpenScene.open(this.scene, listener, signal));
    const open = this.opened.value;
    if (!open) {
      return;
    }
    this.bench = new Workbench({
      session: open.session,
      classes: open.classes,
      readOnly: open.readOnly,
      ruler: Ruler.of(open.scene),
      layers: open.layers,
      outlines: open.outlines,
      colleagues: open.colleagues,
      planArea: open.plans ? (outline) => open.areas.draw(outline) : null,
      view: () => new URLSearchParams(renderingParameters(this.rendering)).toString() || undefined,
      onChange: () => this.touch(),
    });
    this.tell(open);
    void this.compareAsSaid(open);
    await this.updateComplete;
    await this.map.updateComplete;
    const { bench } = this;
    const ways = new SceneWays({
      open,
      view: () => renderingParameters(this.rendering),
      say: (message) => bench.say(message),
      unfinished: () => bench.unfinished,
      helpSaving: () => this.helpSaving(),
      goToArea: (area) => this.goToArea(area),
    });
    this.keyboard = new Keyboard({
      bench,
      map: this.map,
      visitNext: (step) => this.visitNext(step),
      keymap: () => this.keymap,
      show: (what) => this.show(what),
      leaveMap: () => this.leaveMap(),
      go: (way) => void ways.go(way),
      at: () => this.pen.at ?? this.map.here.at,
      nextPrediction: () => this.nextPrediction(),
    });
    this.map.focus();
    await this.loadLabels(open);
  }

  private loadLabels(open: OpenScene) {
    return this.labels.load(async (signal) => (await open.loadLabels(signal), true));
  }

  /** The banner is of what is on screen; of two different markings, the session's covers both. */
  private tell({ scene, project }: OpenScene) {
    const other = this.compared?.scene;
    const same = !other || other.mark.banner === scene.mark.banner;
    tellContext(this, { title: scene.name, project, ...(same ? { mark: scene.mark } : {}) });
  }

  private async compareAsSaid(open: OpenScene) {
    const compared = await comparedOf(this.parameters);
    if (open === this.opened.value) {
      this.compare(compared, open);
    }
  }

  private compare(compared: Compared | null, open: OpenScene) {
    this.compared = compared;
    this.drawing = undefined;
    this.tell(open);
    this.keepAddress();
  }

  private swipe(share: number) {
    this.compared &&= { ...this.compared, share };
    this.keepAddress();
  }

  private keepAddress() {
    this.address.follow(this.scene, () => editorParameters(this.rendering, this.compared));
  }

  private toggle(what: Beside) {
    this.beside = this.beside === what ? null : what;
  }

  private touch() {
    this.tick++;
  }

  private labelsChanged(ids: ReadonlySet<string>, places: readonly Box[] | null) {
    const doc = this.opened.value?.session.doc;
    if (doc) {
      this.counts.update(doc, ids);
    }
    this.labelTick++;
    this.map?.showLabels(places);
    this.bench?.changed();
  }

  private classesChanged() {
    this.labelTick++;
    this.map?.showLabels(null);
    this.bench?.follow();
  }

  private savedStateChanged() {
    this.labelTick++;
    const paused = this.opened.value?.seat.elsewhere === true;
    if (this.bench && this.bench.paused !== paused) {
      this.bench.paused = paused;
      this.bench.leave();
    }
  }

  private pressed(event: KeyboardEvent) {
    if (this.dialogs?.asking) {
      return;
    }
    const onMap = event.composedPath().includes(this.map);
    if (this.keyboard?.down(event, onMap)) {
      event.preventDefault();
      this.touch();
    }
  }

  private visitNext(step: 1 | -1): boolean {
    const { bench } = this;
    const order = this.objects?.order ?? [];
    if (!bench || order.length === 0) {
      return false;
    }
    const here = order.indexOf(bench.selected ?? '');
    const next = here < 0 && step < 0 ? order.length - 1 : here + step;
    void bench.visit(order[(next + order.length) % order.length]!);
    return true;
  }

  private nextPrediction(): string | null {
    const { bench } = this;
    const order = this.objects?.order ?? [];
    const here = order.indexOf(bench?.selected ?? '');
    const after = [...order.slice(here + 1), ...order.slice(0, Math.max(here, 0))];
    return after.find((id) => bench?.layers.isModel(bench.session.doc.get(id)?.layer)) ?? null;
  }

  private leaveMap() {
    this.renderRoot
      .querySelector('gr-tool-rail')
      ?.shadowRoot?.querySelector<HTMLElement>('button')
      ?.focus();
  }

  override render() {
    const open = this.opened.value;
    if (!open || !this.bench) {
      const { error } = this.opened;
      return error
        ? html`<div class="whole"><gr-problem .error=${error}></gr-problem></div>`
        : html`<div class="whole muted" role="status">Opening the scene…</div>`;
    }
    return html`
      <gr-editor-bar
        .open=${open}
        .saved=${open.session.saver.state}
        .view=${editorParameters(this.rendering, this.compared)}
        .beside=${this.beside}
        @gr-display=${() => this.toggle('display')}
        @gr-compare=${() => this.toggle('compare')}
        .tick=${this.labelTick}
        ?panel=${this.panel}
        @gr-panel=${() => (this.panel = !this.panel)}
        @gr-go-to=${() => this.show('goTo')}
        @gr-import=${() => this.show('import')}
        @gr-help-saving=${this.helpSaving}
      ></gr-editor-bar>
      <div
        class="bench ${this.panel ? '' : 'wide'}"
        @pointerdown=${() => this.keyboard?.pointerDown()}
      >
        <gr-tool-rail
          .bench=${this.bench}
          .keymap=${this.keymap}
          .tick=${this.tick}
          @gr-keys=${() => this.show('keys')}
        ></gr-tool-rail>
        <div class="middle">
          <gr-scene-map
            .scene=${open.scene}
            .bench=${this.bench}
            .rendering=${this.rendering}
            .keymap=${this.keymap}
            .nearby=${open.nearby}
            .notes=${open.notes.list}
            .areas=${open.areas}
            @gr-note=${(e: CustomEvent<Note>) => this.dialogs?.showNote(e.detail)}
            ?minimap=${this.minimap}
            .compared=${this.compared}
            @gr-swipe=${(e: CustomEvent<number>) => this.swipe(e.detail)}
            .tick=${this.tick + this.labelTick}
            @gr-pen=${this.penMoved}
            @gr-tile-problem=${(e: CustomEvent<ProblemError>) => (this.drawing = e.detail)}
          ></gr-scene-map>
          ${
            this.beside
              ? html`<gr-display-panel
                  role="region"
                  aria-label=${BESIDE[this.beside]}
                  about=${this.beside}
                  .scene=${open.scene}
                  .rendering=${this.rendering}
                  .shown=${() => this.map.windowShown}
                  .problem=${this.drawing}
                  .compared=${this.compared}
                  .bench=${this.bench}
                  .tick=${this.tick}
                  @gr-rendering=${(e: CustomEvent<Rendering>) => this.draw(e.detail)}
                  @gr-compared=${(e: CustomEvent<Compared | null>) => this.compare(e.detail, open)}
                  @gr-close=${() => (this.beside = null)}
                ></gr-display-panel>`
              : nothing
          }
          <gr-notices
            .open=${open}
            .problem=${this.labels.error}
            ?loading=${this.labels.loading}
            .tick=${this.labelTick}
            @gr-reload=${() => void this.loadLabels(open)}
            @gr-decide=${(e: CustomEvent<string>) => this.dialogs?.decide(e.detail)}
          ></gr-notices>
          ${
            this.tour
              ? html`<gr-tour
                  .keymap=${this.keymap}
                  @gr-keymap=${this.keysChosen}
                  @gr-close=${() => (this.tour = false)}
                ></gr-tour>`
              : nothing
          }
        </div>
        ${this.panel ? this.side(open, this.bench) : nothing}
      </div>
      <gr-edit-status
        .scene=${open.scene}
        who=${open.actor}
        project=${open.project.name}
        .saved=${open.session.saver.state}
        .pen=${this.pen}
        .seat=${open.seat}
        area=${open.areas.current?.name ?? ''}
        .tick=${this.labelTick}
        hint=${this.bench.tool.hint()}
        message=${this.bench.message}
      ></gr-edit-status>
      <gr-editor-dialogs
        .open=${open}
        .bench=${this.bench}
        .keymap=${this.keymap}
        .tick=${this.tick + this.labelTick}
        .here=${() => this.map.here}
        @gr-keymap=${this.keysChosen}
        @gr-go=${(e: CustomEvent<Destination>) =>
          this.map.centreOn(e.detail.at, e.detail.resolution)}
      ></gr-editor-dialogs>
    `;
  }

  private show(what: Shown) {
    if (what === 'minimap') {
      this.minimap = !this.minimap;
    } else {
      this.dialogs?.show(what === 'bookmarks' || what === 'goTo' ? 'places' : what);
    }
  }

  private keysChosen({ detail }: CustomEvent<Keymap>) {
    this.keymap = detail;
    detail.keep(localStorage);
  }

  private draw(rendering: Rendering) {
    this.rendering = rendering;
    this.drawing = undefined;
    this.keepAddress();
  }

  private side(open: OpenScene, bench: Workbench) {
    return html`<gr-side-panel
      role="complementary"
      aria-label="Objects"
      .bench=${bench}
      .counts=${this.counts.all}
      .open=${open}
      .pixelArea=${pixelArea(open.scene.gsd)}
      .selected=${bench.selected}
      .tick=${this.tick}
      .labelTick=${this.labelTick}
      @gr-hide=${(e: CustomEvent<ReadonlySet<number>>) => this.map.hideClasses(e.detail)}
      @gr-finding=${(e: CustomEvent<Finding>) => this.goToFinding(e.detail)}
      @gr-unlock=${() => this.labelTick++}
      @gr-repair=${(e: CustomEvent<string>) => this.dialogs?.repair(e.detail)}
      @gr-work-area=${(e: CustomEvent<Area>) => this.goToArea(e.detail)}
    ></gr-side-panel>`;
  }

  /** What pressing the saved state does: retry, go to the violation, or open the conflict. */
  private helpSaving() {
    const session = this.opened.value?.session;
    const conflict = session?.saver.queue.conflicts.keys().next().value;
    const [finding] = session?.findings() ?? [];
    if (conflict !== undefined) {
      this.dialogs?.decide(conflict);
    } else if (finding) {
      this.goToFinding(finding);
    } else {
      session?.saver.retry();
    }
  }

  private goToArea(area: Area) {
    this.opened.value?.areas.enter(area.id);
    this.map.showWhole(boxOfArea(area));
    this.bench?.say(`Area ${area.name}`);
  }

  private goToFinding({ element, place: [x, y] }: Finding) {
    this.bench?.select(element);
    const near = 40;
    void this.bench?.viewport?.goTo([x - near, y - near, x + near, y + near]);
  }

  private penMoved({ detail }: CustomEvent<PenNews>) {
    // Straight to the line that shows it: the rest of the editor need not follow the pointer.
    this.pen = detail;
    this.status.pen = detail;
  }
}
