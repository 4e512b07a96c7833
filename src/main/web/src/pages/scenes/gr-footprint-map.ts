import type Feature from 'ol/Feature';
import OlMap from 'ol/Map';
import View from 'ol/View';
import { defaults as defaultControls } from 'ol/control/defaults';
import ScaleLine from 'ol/control/ScaleLine';
import { containsExtent, createEmpty, extend, isEmpty } from 'ol/extent';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
import OlFeature from 'ol/Feature';
import DragBox from 'ol/interaction/DragBox';
import { always } from 'ol/events/condition';
import olCss from 'ol/ol.css?inline';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { toLonLat, transformExtent } from 'ol/proj';
import { LitElement, css, html, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { mapStyles } from './map-styles';
import type { GroundBox } from './catalogue';
import {
  VISIBLE,
  boxStyle,
  crowdOf,
  dots,
  footprintStyle,
  footprints,
  imagery,
  onScreen,
  outlines,
  pictured,
} from './map-layers';
import { graticule } from './map-grid';
import { lonLatText } from './map-text';

/** Room around what is shown, pixels. */
const PADDING = [48, 48, 48, 48];

/** Milliseconds of quiet after which the map counts as standing still. */
const QUIET = 250;

declare global {
  interface HTMLElementEventMap {
    /** The box that was drawn; null when it was taken away. */
    'gr-box': CustomEvent<GroundBox | null>;
    'gr-extent': CustomEvent<GroundBox>;
  }
}

/**
 * Footprints on a Web Mercator map that needs nothing from outside: a graticule, the outlines, and
 * the scenes' own tiles. Fires `gr-point`, `gr-select` and `gr-open` with a scene's id, `gr-box` when
 * a box is drawn, and `gr-extent` with what the map shows whenever it comes to rest.
 */
@customElement('gr-footprint-map')
export class GrFootprintMap extends LitElement {
  static override styles = [
    shared,
    css`
      ${unsafeCSS(olCss)}
    `,
    mapStyles,
  ];

  @property({ attribute: false }) scenes: readonly Scene[] = [];
  @property({ attribute: false }) pointed: string | undefined;
  @property({ attribute: false }) selected: string | undefined;
  /** The box that the list is narrowed to. */
  @property({ attribute: false }) box: GroundBox | null = null;
  /** Grows with every listing that deserves to be seen whole; filters narrow what is drawn, not the view. */
  @property({ attribute: false }) listing = 0;
  @state() private drawing = false;
  @state() private pictures = true;
  @state() private position = '';
  @query('.map') private target!: HTMLElement;
  private readonly source = new VectorSource();
  private readonly outlines = outlines(this.source);
  private readonly dots = dots(this.source);
  /** What is pointed at or selected: thousands of others need not be drawn anew for it. */
  private readonly litSource = new VectorSource();
  private readonly lit = new VectorLayer({
    source: this.litSource,
    zIndex: 15,
    style: (feature, resolution) =>
      footprintStyle(
        feature,
        resolution,
        feature.getId() === this.selected,
        crowdOf(this.dots, feature),
      ),
  });
  private readonly boxSource = new VectorSource<OlFeature<Polygon>>();
  private readonly boxLayer = new VectorLayer({
    source: this.boxSource,
    style: boxStyle(),
    zIndex: 20,
  });
  private readonly dragBox = new DragBox({ condition: always, className: 'drawn-box' });
  private map: OlMap | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private pictured = '';
  /** The person has chosen what the map shows; until then it shows every scene. */
  private moved = false;
  private resizes: ResizeObserver | undefined;

  override disconnectedCallback() {
    clearTimeout(this.resting);
    this.resizes?.disconnect();
    this.map?.setTarget(undefined);
    this.map = undefined;
    super.disconnectedCallback();
  }

  override render() {
    return html`
      <div
        class="map"
        tabindex="0"
        role="application"
        aria-label="Map of footprints"
        @pointerleave=${() => (this.position = '')}
      ></div>
      <div class="tools">
        <label class="check">
          <input type="checkbox" .checked=${this.pictures} @change=${this.toggle} />Imagery
        </label>
        <button
          class="plain"
          data-testid="draw-box"
          aria-pressed=${String(this.drawing)}
          @click=${this.draw}
        >
          ${this.box ? 'Remove box' : this.drawing ? 'Drag a box…' : 'Draw box'}
        </button>
        <button class="plain" @click=${this.showAll}>Show all</button>
      </div>
      <output aria-label="Position">${this.position}</output>
    `;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (!this.map && this.isConnected) {
      this.create();
    }
    if (changed.has('scenes')) {
      this.source.clear(true);
      this.source.addFeatures(footprints(this.scenes));
      this.pictureLayers();
    }
    if (changed.has('listing') && !this.moved) {
      this.fit();
    }
    if (changed.has('box')) {
      this.boxSource.clear();
      if (this.box) {
        const extent = transformExtent([...this.box], 'EPSG:4326', 'EPSG:3857');
        this.boxSource.addFeature(new OlFeature(fromExtent(extent)));
      }
    }
    if (changed.has('pointed') || changed.has('selected') || changed.has('scenes')) {
      this.light();
    }
    if (changed.has('selected') && changed.get('selected') && this.selected) {
      this.reveal(this.selected);
    }
  }

  private light() {
    const ids = new Set([this.selected, this.pointed]);
    this.litSource.clear(true);
    this.litSource.addFeatures(
      [...ids].flatMap((id) => (id && this.source.getFeatureById(id)) || []) as Feature[],
    );
  }

  private create() {
    const map = new OlMap({
      target: this.target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      layers: [graticule(), this.outlines, this.dots, this.lit, this.boxLayer],
      view: new View({ center: [0, 0], zoom: 1, maxZoom: 24, enableRotation: false }),
    });
    map.on('pointermove', (event) => {
      if (event.dragging) {
        return;
      }
      this.position = lonLatText(toLonLat(event.coordinate));
      const id = this.at(event.pixel);
      const crowd = id === undefined && this.crowdAt(event.pixel).length > 1;
      this.target.classList.toggle('pointing', id !== undefined || crowd);
      if (id !== this.pointed) {
        this.fire('gr-point', id);
      }
    });
    this.dragBox.setActive(false);
    this.dragBox.on('boxend', () => {
      const extent = this.dragBox.getGeometry().getExtent();
      this.drawing = false;
      this.dragBox.setActive(false);
      this.fire(
        'gr-box',
        transformExtent(extent, 'EPSG:3857', 'EPSG:4326') as unknown as GroundBox,
      );
    });
    map.addInteraction(this.dragBox);
    map.on('moveend', () => this.rested(map));
    map.on('singleclick', (event) => {
      const id = this.at(event.pixel);
      if (id) {
        this.fire('gr-select', id);
      } else {
        this.enter(this.crowdAt(event.pixel));
      }
    });
    map.on('dblclick', (event) => {
      const id = this.at(event.pixel);
      if (id) {
        event.preventDefault();
        this.fire('gr-open', id);
      }
    });
    this.resizes = new ResizeObserver(() => {
      map.updateSize();
      if (!this.moved) {
        this.fit();
      }
    });
    const moved = () => (this.moved = true);
    this.target.addEventListener('wheel', moved, { passive: true });
    this.target.addEventListener('pointerdown', moved);
    this.target.addEventListener('keydown', moved);
    this.resizes.observe(this.target);
    this.map = map;
  }

  /** The smallest footprint under the pixel, so that a scene within another can be reached. */
  private at(pixel: number[]): string | undefined {
    const area = (feature: Feature) => {
      const [west = 0, south = 0, east = 0, north = 0] = feature.getGeometry()?.getExtent() ?? [];
      return (east - west) * (north - south);
    };
    const hits = (this.map?.getFeaturesAtPixel(pixel, {
      layerFilter: (layer) => layer === this.outlines || layer === this.lit,
      hitTolerance: 3,
    }) ?? []) as Feature[];
    const crowd = this.crowdAt(pixel);
    return [...hits, ...(crowd.length === 1 ? crowd : [])]
      .sort((a, b) => area(a) - area(b))[0]
      ?.getId()
      ?.toString();
  }

  /** Footprints too small to be told apart under the pixel. */
  private crowdAt(pixel: number[]): readonly Feature[] {
    const [crowd] =
      this.map?.getFeaturesAtPixel(pixel, {
        layerFilter: (layer) => layer === this.dots,
        hitTolerance: 2,
      }) ?? [];
    return (crowd?.get('features') as Feature[] | undefined) ?? [];
  }

  /** Goes so far in that a crowd falls apart. */
  private enter(crowd: readonly Feature[]) {
    if (crowd.length > 1) {
      const extent = createEmpty();
      crowd.forEach((one) => extend(extent, one.getGeometry()!.getExtent()));
      this.moved = true;
      this.map?.getView().fit(extent, { padding: PADDING, maxZoom: 19, duration: 250 });
    }
  }

  /** Pictures of the scenes that are large enough on screen to be worth them. */
  private pictureLayers() {
    const map = this.map;
    const view = map?.getView();
    if (!map || !view) {
      return;
    }
    const extent = view.calculateExtent(map.getSize());
    const wanted = this.pictures
      ? pictured(this.scenes, this.source, extent, view.getResolution() ?? 1)
      : [];
    const key = wanted.map(({ id, revision }) => `${id} ${revision}`).join();
    if (key === this.pictured) {
      return;
    }
    this.pictured = key;
    for (const layer of [...map.getLayers().getArray()]) {
      if (layer.get('scene')) {
        map.removeLayer(layer);
      }
    }
    imagery(wanted).forEach((layer) => map.addLayer(layer));
  }

  private fit() {
    const extent = this.source.getExtent();
    this.map?.updateSize();
    if (extent && !isEmpty(extent)) {
      this.map?.getView().fit(extent, { padding: PADDING, maxZoom: 19 });
    }
  }

  /** Moves only when the scene is out of view or a mere dot: a click must not throw the map about. */
  private reveal(id: string) {
    const feature = this.source.getFeatureById(id);
    const extent = feature?.getGeometry()?.getExtent();
    const view = this.map?.getView();
    if (!feature || !extent || !view || !this.map?.getSize()) {
      return;
    }
    const seen = containsExtent(view.calculateExtent(this.map.getSize()), extent);
    if (!seen || onScreen(feature, view.getResolution() ?? 1) < VISIBLE) {
      this.moved = true;
      view.fit(extent, { padding: PADDING, maxZoom: 19, duration: 250 });
    }
  }

  private showAll() {
    this.moved = false;
    this.fit();
  }

  private toggle() {
    this.pictures = !this.pictures;
    this.pictureLayers();
  }

  private draw() {
    if (this.box) {
      this.fire('gr-box', null);
    } else {
      this.drawing = !this.drawing;
      this.dragBox.setActive(this.drawing);
    }
  }

  private rested(map: OlMap) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (map.getSize()) {
        const extent = map.getView().calculateExtent();
        this.fire(
          'gr-extent',
          transformExtent(extent, 'EPSG:3857', 'EPSG:4326') as unknown as GroundBox,
        );
        this.pictureLayers();
      }
    }, QUIET);
  }

  private fire(name: string, detail: string | GroundBox | null | undefined) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
