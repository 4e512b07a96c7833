import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ProblemError } from '../../api/problem';
import type { Note, Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { Placement } from '../../ground/placement';
import { caption, captionStyles } from '../../view/caption';
import '../../view/gr-furniture';
import '../../view/gr-swipe';
import { PLAIN, type Rendering } from '../../view/rendering';
import type { PixelWindow } from '../../view/stretchOfWindow';
import type { Areas } from '../areas';
import type { Box, Position } from '../geometry';
import { icon } from '../icons';
import type { Keymap } from '../keys/keymap';
import type { Nearby } from '../nearby';
import type { Destination } from '../panels/gr-places';
import { editStyles } from '../styles';
import { toolOf } from '../tools';
import type { Workbench } from '../workbench';
import '../panels/gr-minimap';
import type { Compared } from './comparison';
import { mapStyles } from './mapStyles';
import { Markers } from './markers';
import { Overlay } from './overlay';
import { Pen } from './pen';
import { Pins } from './pins';
import { SceneLayers } from './sceneLayers';
import { SceneMap } from './sceneMap';
import { spokenAt } from './spoken';

/** Screen pixels that an arrow key moves the keyboard cursor. */
const STRIDE = 16;

/** Where the pen is and how far in the map is; sent while either changes. */
export interface PenNews {
  readonly at: Position | null;
  /** Image pixels per screen pixel. */
  readonly resolution: number;
}

declare global {
  interface HTMLElementEventMap {
    'gr-pen': CustomEvent<PenNews>;
  }
}

/** The image with its labels, the tool in hand and the keyboard cursor. */
@customElement('gr-scene-map')
export class GrSceneMap extends LitElement {
  static override styles = [shared, editStyles, captionStyles, mapStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) rendering: Rendering = PLAIN;
  @property({ attribute: false }) keymap!: Keymap;
  @property({ attribute: false }) nearby!: Nearby;
  @property({ attribute: false }) notes: readonly Note[] = [];
  @property({ attribute: false }) areas!: Areas;
  @property({ type: Boolean }) minimap = false;
  @property({ attribute: false }) compared: Compared | null = null;
  /** Changes whenever the bench or a label does. */
  @property({ attribute: false }) tick = 0;
  @state() private resolution = 1;
  /** For who cannot see it: where the keyboard cursor is and what it is over. */
  @state() private spoken = '';
  private speaking: ReturnType<typeof setTimeout> | undefined;
  @query('.map') private target!: HTMLElement;
  @query('.overlay') private canvas!: HTMLCanvasElement;
  @query('.markers') private markerBox!: HTMLElement;
  @query('.pins') private pinBox!: HTMLElement;
  private placement: Placement | null = null;
  private sceneMap: SceneMap | undefined;
  private layers: SceneLayers | undefined;
  private overlay: Overlay | undefined;
  private markers: Markers | undefined;
  private pins: Pins | undefined;
  private pen: Pen | undefined;
  private frame = 0;
  /** Resolution at which the whole image was last fitted in. */
  private fitted: number | null = null;
  private observer: ResizeObserver | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('scene')) {
      this.placement = Placement.of(this.scene);
    }
  }

  protected override firstUpdated() {
    const pans = ({ button }: PointerEvent) => button === 1 || button === 0;
    const failed = (detail: ProblemError) =>
      this.dispatchEvent(new CustomEvent<ProblemError>('gr-tile-problem', { detail }));
    const sceneMap = new SceneMap({
      target: this.target,
      scene: this.scene,
      rendering: this.rendering,
      pans,
      failed,
    });
    this.sceneMap = sceneMap;
    const { scene, bench, nearby } = this;
    this.layers = new SceneLayers(sceneMap, { scene, bench, nearby, failed });
    this.overlay = new Overlay(this.canvas);
    this.markers = new Markers(this.markerBox, (id) => void this.bench.visit(id));
    this.pins = new Pins(this.pinBox, (detail) =>
      this.dispatchEvent(new CustomEvent('gr-note', { detail, bubbles: true, composed: true })),
    );
    this.pen = new Pen(
      this.bench,
      () => sceneMap.resolution,
      () => this.penMoved(),
    );
    sceneMap.map.addInteraction(this.pen);
    sceneMap.map.on('postrender', () => this.cameraMoved());
    this.observer = new ResizeObserver(() => this.sized(sceneMap));
    this.observer.observe(this.target);
    this.bench.viewport = sceneMap;
    this.showLabels(null);
  }

  /** The page is still being laid out when the map appears: the whole image stays whole. */
  private sized(sceneMap: SceneMap): void {
    const untouched = sceneMap.resolution === this.fitted;
    sceneMap.map.updateSize();
    if (untouched || this.fitted === null) {
      void sceneMap.fitAll(0);
      this.fitted = sceneMap.resolution;
    }
  }

  override disconnectedCallback() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.speaking);
    this.observer?.disconnect();
    this.sceneMap?.dispose();
    super.disconnectedCallback();
  }

  /** Labels look different at these places; null for anywhere. */
  showLabels(places: readonly Box[] | null): void {
    this.layers?.changed(places);
    this.requestUpdate();
  }

  hideClasses(hidden: ReadonlySet<number>): void {
    this.layers?.hide(hidden);
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has('bench')) {
      this.bench.viewport = this.sceneMap;
    }
    if (changed.has('rendering')) {
      this.sceneMap?.show(this.rendering);
    }
    if (changed.has('compared')) {
      this.layers?.compare(this.compared);
    }
    this.layers?.follow(this.areas);
    this.markers?.show(this.bench.session.findings(), this.bench.selected);
    this.paint();
  }

  private cameraMoved(): void {
    const { sceneMap } = this;
    if (sceneMap) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.drawOverlay(sceneMap);
      if (this.minimap) {
        this.requestUpdate();
      }
      if (this.resolution !== sceneMap.resolution) {
        this.resolution = sceneMap.resolution;
        this.tellPen();
      }
    }
  }

  private penMoved(): void {
    this.paint();
    this.tellPen();
  }

  private tellPen(): void {
    const detail = { at: this.pen?.at ?? null, resolution: this.sceneMap?.resolution ?? 1 };
    this.dispatchEvent(new CustomEvent('gr-pen', { detail, bubbles: true, composed: true }));
  }

  private paint(): void {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        if (this.sceneMap) {
          this.drawOverlay(this.sceneMap);
        }
      });
    }
  }

  private drawOverlay(sceneMap: SceneMap): void {
    const { bench, pen } = this;
    const [width = 0, height = 0] = sceneMap.map.getSize() ?? [];
    const camera = { centre: sceneMap.centre, resolution: sceneMap.resolution, width, height };
    const content = bench.selected === null ? undefined : bench.session.doc.get(bench.selected);
    const sketch = bench.tool.sketch();
    const ink = toolOf(bench.toolName)?.onSelected ? content?.classId : bench.classId;
    this.overlay?.draw(camera, {
      selected: content?.geometry,
      others: bench.others.flatMap((id) => bench.session.doc.get(id)?.geometry ?? []),
      editable: bench.toolName === 'select' && bench.mayChange(bench.selected),
      colour: content ? bench.classes.colour(content.classId) : '#ffffff',
      ink: ink == null ? '#ffffff' : bench.classes.colour(ink),
      sketch: pen?.at ? sketch : { ...sketch, pen: undefined },
      kept: bench.kept?.sketch().ring ?? [],
      ghost: bench.ghost,
      snapped: (bench.tool.snapping() && pen?.snapped) ?? null,
      cursor: pen?.cursor ?? null,
    });
    this.markers?.place(camera);
    this.pins?.show(this.notes, camera);
    this.target.classList.toggle('over-handle', sketch.hot !== undefined);
  }

  override render() {
    const { bench } = this;
    return html`
      <div
        class="map ${bench.toolName === 'select' ? 'select' : 'draws'} ${this.pen?.panning ? 'panning' : ''}"
        tabindex="0"
        role="application"
        aria-label="Image and labels of ${this.scene.name}"
        aria-describedby="help"
        data-testid="map"
        @pointerleave=${() => this.pen?.away()}
        @mousedown=${noAutoscroll}
        @contextmenu=${this.rightClick}
      ></div>
      <p id="help" class="hidden-label">
        Arrow keys move a cursor, Space places a vertex, Enter finishes. Tab goes to the next
        object. F6 leaves the image. Question mark shows every key.
      </p>
      <p class="hidden-label" role="status" data-testid="spoken">${this.spoken}</p>
      <canvas class="overlay" aria-hidden="true"></canvas>
      <div class="markers"></div>
      <div class="markers pins"></div>
      ${this.furniture()} ${this.compared ? this.swipe(this.compared) : nothing}
      ${
        this.minimap
          ? html`<gr-minimap
              .scene=${this.scene}
              .shown=${this.sceneMap?.shown ?? [0, 0, 0, 0]}
              @gr-go=${(e: CustomEvent<Destination>) => this.centreOn(e.detail.at, null)}
            ></gr-minimap>`
          : nothing
      }
    `;
  }

  private swipe({ scene, how, share }: Compared) {
    return html`${caption(scene, 'right')}
    ${
      how === 'swipe'
        ? html`<gr-swipe
            knob
            name=${this.scene.name}
            .share=${share}
            @gr-swipe=${({ detail }: CustomEvent<number>) =>
              this.dispatchEvent(new CustomEvent('gr-swipe', { detail }))}
          ></gr-swipe>`
        : nothing
    }`;
  }

  private furniture() {
    const { gsd, acquisition } = this.scene;
    return html`
      <gr-furniture
        still
        .north=${this.placement?.northAt(this.here.at) ?? null}
        .metres=${gsd?.[0] ? gsd[0] * this.resolution : null}
        .acquisition=${acquisition}
      ></gr-furniture>
      <div class="zoom">
        <button
          class="tool left"
          data-tip="Zoom in  +"
          aria-label="Zoom in"
          @click=${() => this.zoomBy(2)}
        >
          ${icon('plus')}
        </button>
        <button
          class="tool left"
          data-tip="Zoom out  −"
          aria-label="Zoom out"
          @click=${() => this.zoomBy(0.5)}
        >
          ${icon('minus')}
        </button>
        <button
          class="tool left"
          data-tip="Whole image  0"
          aria-label="Whole image"
          @click=${() => this.fitAll()}
        >
          ${icon('fit')}
        </button>
      </div>
    `;
  }

  /** The part of the image on screen; null where that is nothing. */
  get windowShown(): PixelWindow | null {
    const [left = 0, top = 0, right = 0, bottom = 0] = this.sceneMap?.shown ?? [];
    const { width, height } = this.scene;
    const within = (value: number, size: number) => Math.min(size, Math.max(0, Math.round(value)));
    const window = [
      within(left, width),
      within(top, height),
      within(right, width),
      within(bottom, height),
    ] as const;
    return window[0] < window[2] && window[1] < window[3] ? window : null;
  }

  /** While something is drawn, the right button does what the person's profile says. */
  private rightClick(event: MouseEvent) {
    event.preventDefault();
    if (this.bench.tool.sketch().ring?.length) {
      this.bench.tool.key(this.keymap.rightClick);
      this.bench.changed();
    }
  }

  centreOn(at: Position, resolution: number | null): void {
    this.sceneMap?.centreOn(at, resolution);
  }

  /** The middle of the map and its scale. */
  get here(): { readonly at: Position; readonly resolution: number } {
    return { at: this.sceneMap?.centre ?? [0, 0], resolution: this.sceneMap?.resolution ?? 1 };
  }

  zoomBy(factor: number): void {
    this.sceneMap?.zoomBy(factor);
  }

  /** All of the box, with little room about it. */
  showWhole(box: Box): void {
    void this.sceneMap?.goTo(box, 0.04);
  }

  fitAll(): void {
    void this.sceneMap?.fitAll();
  }

  override focus(): void {
    this.target.focus({ preventScroll: true });
  }

  /** Held Space pans; a Space that panned nothing presses the keyboard cursor. */
  holdSpace(held: boolean): void {
    if (this.pen && this.pen.panning !== held) {
      this.pen.panning = held;
      this.requestUpdate();
    }
  }

  press(alt: boolean): void {
    this.pen?.press(alt);
  }

  /** An arrow key: one image pixel with Shift, else a stride on screen. */
  nudge(dx: number, dy: number, fine: boolean): void {
    const { sceneMap, pen } = this;
    if (sceneMap && pen) {
      const step = fine ? 1 : STRIDE * sceneMap.resolution;
      sceneMap.reveal(pen.nudge(dx * step, dy * step, pen.at ?? sceneMap.centre));
      // Said once the cursor rests: a held key would only be a stream of numbers.
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => (this.spoken = spokenAt(this.bench, pen)), 400);
    }
  }
}

/** The middle button pans: the browser's own scrolling must not start. */
function noAutoscroll(event: MouseEvent): void {
  if (event.button === 1) {
    event.preventDefault();
  }
}
