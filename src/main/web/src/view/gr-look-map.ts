import type OlMap from 'ol/Map';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ProblemError } from '../api/problem';
import type { Scene } from '../api/types';
import type { Position } from '../edit/geometry';
import type { LonLat } from '../edit/ground';
import { icon } from '../edit/icons';
import { editStyles } from '../edit/styles';
import { Placement } from '../ground/placement';
import { shared } from '../ui/styles';
import { caption, captionStyles } from './caption';
import './gr-furniture';
import './gr-swipe';
import { lookStyles } from './lookStyles';
import type { PictureLayer } from './pictureLayer';
import { PLAIN, type Grid, type Rendering } from './rendering';
import type { PixelWindow } from './stretchOfWindow';
import { ViewMap, clipBeside, type Camera } from './viewMap';

export type CompareMode = 'off' | 'swipe' | 'side';

/** A place on the map: a pixel of the first scene and, with a ground, longitude and latitude. */
export interface Place {
  readonly pixel: Position;
  readonly lonLat: LonLat | null;
}

declare global {
  interface HTMLElementEventMap {
    'gr-cursor': CustomEvent<Place | null>;
    'gr-pick': CustomEvent<Place>;
    'gr-camera': CustomEvent<Camera>;
    'gr-tile-problem': CustomEvent<ProblemError>;
  }
}

/** One scene, or two under a swipe or side by side, with what stands on the map. */
@customElement('gr-look-map')
export class GrLookMap extends LitElement {
  static override styles = [shared, editStyles, captionStyles, lookStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) placement: Placement | null = null;
  @property({ attribute: false }) rendering: Rendering = PLAIN;
  @property({ attribute: false }) other: Scene | undefined;
  @property({ attribute: false }) otherRendering: Rendering = PLAIN;
  @property() mode: CompareMode = 'off';
  /** Share of the width left of the swipe handle. */
  @property({ attribute: false }) share = 0.5;
  @property({ attribute: false }) pin: Position | null = null;
  @property({ attribute: false }) camera: Camera | null = null;
  @state() private tick = 0;
  @state() private loading = false;
  @query('.maps') private maps!: HTMLElement;
  private viewMap: ViewMap | undefined;
  private shown: { first: PictureLayer; second: PictureLayer | undefined } | undefined;
  private olMaps: OlMap[] = [];
  /** What the map was built for; anything else needs another one. */
  private builtFor = '';
  private observer: ResizeObserver | undefined;
  private pointer: number[] | null = null;
  private last: Camera | undefined;
  /** The whole image is to stay whole until somebody moves the camera. */
  private untouched = true;

  protected override firstUpdated() {
    this.observer = new ResizeObserver(() => {
      this.viewMap?.resized();
      if (this.untouched) {
        this.viewMap?.fitAll(0);
      }
    });
    this.observer.observe(this.maps);
  }

  override disconnectedCallback() {
    this.observer?.disconnect();
    this.viewMap?.dispose();
    this.viewMap = undefined;
    this.builtFor = '';
    super.disconnectedCallback();
  }

  /** Two scenes need a grid that both can be brought to; two renderings of one keep its own. */
  get grid(): Grid {
    return this.mode !== 'off' && this.other && this.other.id !== this.scene.id
      ? 'WebMercatorQuad'
      : 'native';
  }

  protected override updated(changed: PropertyValues<this>) {
    const wanted = [this.scene.id, this.mode, this.mode === 'off' ? '' : this.other?.id].join(' ');
    if (wanted !== this.builtFor) {
      this.builtFor = wanted;
      this.build();
    } else {
      this.shown?.first.show(this.rendering);
      this.shown?.second?.show(this.otherRendering);
    }
    if (changed.has('share')) {
      this.olMaps[0]?.render();
    }
    this.placeMarks();
  }

  private build() {
    const camera = this.viewMap?.camera ?? this.camera;
    this.viewMap?.dispose();
    const viewMap = new ViewMap({
      scene: this.scene,
      placement: this.placement,
      grid: this.grid,
      failed: (problem) => this.fire('gr-tile-problem', problem),
      loading: (loading) => (this.loading = loading),
    });
    this.viewMap = viewMap;
    this.olMaps = [...this.maps.querySelectorAll<HTMLElement>('.map')].map((target) =>
      viewMap.addMap(target),
    );
    const [left, right] = this.olMaps;
    const first = viewMap.picture('first', this.scene, this.rendering);
    left?.addLayer(first.layer);
    let second: PictureLayer | undefined;
    if (this.other && this.mode !== 'off') {
      second = viewMap.picture('second', this.other, this.otherRendering);
      if (this.mode === 'swipe') {
        clipBeside(first, 'left', () => this.share);
        clipBeside(second, 'right', () => this.share);
      }
      (right ?? left)?.addLayer(second.layer);
    }
    this.shown = { first, second };
    viewMap.resized();
    if (camera) {
      viewMap.camera = camera;
      this.untouched = false;
    } else {
      viewMap.fitAll(0);
    }
    this.olMaps.forEach((map) => this.follow(map, viewMap));
    this.moved();
  }

  private follow(map: OlMap, viewMap: ViewMap) {
    map.on('pointermove', (event) => {
      if (!event.dragging) {
        this.pointer = event.coordinate;
        this.fire('gr-cursor', this.placeAt(viewMap, event.coordinate));
        this.placeMarks();
      }
    });
    map.on('singleclick', (event) => {
      const place = this.placeAt(viewMap, event.coordinate);
      if (place) {
        this.fire('gr-pick', place);
      }
    });
    map.on('postrender', () => this.moved());
    const target = map.getTargetElement();
    const touched = () => (this.untouched = false);
    for (const sign of ['wheel', 'pointerdown', 'keydown']) {
      target?.addEventListener(sign, touched, { passive: true });
    }
  }

  private placeAt(viewMap: ViewMap, coordinate: readonly number[]): Place | null {
    const pixel = viewMap.toPixel(coordinate);
    return pixel && { pixel, lonLat: viewMap.toLonLat(coordinate) };
  }

  private moved() {
    const camera = this.viewMap?.camera;
    if (camera && JSON.stringify(camera) !== JSON.stringify(this.last)) {
      this.last = camera;
      this.tick++;
      this.fire('gr-camera', camera);
    }
    this.placeMarks();
  }

  /** The pin, and in the map that the pointer is not over, where it would be. */
  private placeMarks() {
    const { viewMap } = this;
    if (!viewMap) {
      return;
    }
    const halves = [...this.maps.querySelectorAll<HTMLElement>('.half')];
    halves.forEach((half, i) => {
      const map = this.olMaps[i];
      mark(half.querySelector('.pin'), map, this.pin && viewMap.toMap(this.pin));
      mark(half.querySelector('.cross'), map, half.matches(':hover') ? null : this.pointer);
    });
  }

  override render() {
    const side = this.mode === 'side' && this.other !== undefined;
    const viewMap = this.tick >= 0 ? this.viewMap : undefined;
    return html`
      <div class="maps ${side ? 'side' : ''}">
        ${this.half(this.scene, 'map')}${side ? this.half(this.other!, 'map-other') : nothing}
      </div>
      ${this.other && this.mode === 'swipe' ? this.swipe(this.other) : nothing}
      ${
        this.loading
          ? html`<div class="loading" role="status">
              <span class="hidden-label">Drawing the picture</span>
            </div>`
          : nothing
      }
      <gr-furniture
        .north=${viewMap?.north ?? null}
        .metres=${viewMap?.metres ?? null}
        .acquisition=${this.scene.acquisition}
        @gr-north=${() => this.viewMap?.turnNorthUp()}
      ></gr-furniture>
      <div class="zoom">
        ${this.button('plus', 'Zoom in', '+', () => this.zoomBy(2))}
        ${this.button('minus', 'Zoom out', '−', () => this.zoomBy(0.5))}
        ${this.button('fit', 'Whole image', '0', () => this.fitAll())}
      </div>
    `;
  }

  private half(scene: Scene, id: string) {
    return html`<div class="half">
      <div
        class="map"
        tabindex="0"
        role="application"
        aria-label="Image ${scene.name}; arrow keys pan, plus and minus zoom"
        data-testid=${id}
        @pointerleave=${this.away}
      ></div>
      ${this.mode === 'side' && this.other ? caption(scene, '', this.how(id === 'map' ? this.rendering : this.otherRendering)) : nothing}
      <div class="pin" hidden></div>
      <div class="cross" hidden></div>
    </div>`;
  }

  /** Two pictures of one scene differ in how they are drawn. */
  private how(rendering: Rendering): Rendering | null {
    return this.other?.id === this.scene.id ? rendering : null;
  }

  private swipe(other: Scene) {
    return html`
      ${caption(this.scene, '', this.how(this.rendering))}
      ${caption(other, 'right', this.how(this.otherRendering))}
      <gr-swipe
        name=${this.scene.name}
        .share=${this.share}
        @gr-swipe=${(e: CustomEvent<number>) => this.fire('gr-swipe', e.detail)}
      ></gr-swipe>
    `;
  }

  private button(name: 'plus' | 'minus' | 'fit', title: string, key: string, act: () => void) {
    return html`<button
      class="tool left"
      data-tip="${title}  ${key}"
      aria-label=${title}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  private away() {
    this.pointer = null;
    this.placeMarks();
    this.fire('gr-cursor', null);
  }

  zoomBy(factor: number): void {
    this.untouched = false;
    this.viewMap?.zoomBy(factor);
  }

  fitAll(): void {
    this.untouched = true;
    this.viewMap?.fitAll();
  }

  moveTo(camera: Camera): void {
    this.untouched = false;
    if (this.viewMap) {
      this.viewMap.camera = camera;
    }
  }

  goTo(pixel: Position): void {
    this.untouched = false;
    this.viewMap?.goTo(pixel);
  }

  /** The part of a scene on screen; null where there is none. */
  windowOf(scene: Scene): PixelWindow | null {
    const { viewMap } = this;
    const placement = scene.id === this.scene.id ? this.placement : Placement.of(scene);
    const [left = 0, bottom = 0, right = 0, top = 0] = viewMap?.view.calculateExtent() ?? [];
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ].flatMap((corner) => {
      const lonLat = viewMap?.toLonLat(corner);
      const pixel =
        viewMap?.grid === 'native' ? viewMap.toPixel(corner) : lonLat && placement?.toPixel(lonLat);
      return pixel ? [pixel] : [];
    });
    const within = (axis: 0 | 1, size: number) =>
      [Math.min, Math.max].map((pick) =>
        Math.min(size, Math.max(0, Math.round(pick(...corners.map((corner) => corner[axis]))))),
      ) as [number, number];
    const [x0, x1] = within(0, scene.width);
    const [y0, y1] = within(1, scene.height);
    return corners.length === 4 && x1 > x0 && y1 > y0 ? [x0, y0, x1, y1] : null;
  }

  override focus(): void {
    this.maps.querySelector<HTMLElement>('.map')?.focus({ preventScroll: true });
  }

  private fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function mark(element: HTMLElement | null, map: OlMap | undefined, at: number[] | null) {
  const pixel = at && map?.getPixelFromCoordinate(at);
  if (element) {
    element.hidden = !pixel;
    if (pixel) {
      element.style.transform = `translate(${pixel[0]}px, ${pixel[1]}px)`;
    }
  }
}
