import type Feature from 'ol/Feature';
import OlMap from 'ol/Map';
import View from 'ol/View';
import { defaults as defaultControls } from 'ol/control/defaults';
import ScaleLine from 'ol/control/ScaleLine';
import { containsExtent, isEmpty } from 'ol/extent';
import olCss from 'ol/ol.css?inline';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { toLonLat } from 'ol/proj';
import { LitElement, css, html, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { mapStyles } from './map-styles';
import { VISIBLE, footprintStyle, footprints, graticule, imagery, onScreen } from './map-layers';
import { lonLatText } from './map-text';

/** Room around what is shown, pixels. */
const PADDING = [48, 48, 48, 48];

/**
 * Footprints on a Web Mercator map that needs nothing from outside: a graticule, the outlines, and
 * the scenes' own tiles. Fires `gr-point`, `gr-select` and `gr-open` with a scene's id.
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
  @state() private pictures = true;
  @state() private position = '';
  @query('.map') private target!: HTMLElement;
  private readonly source = new VectorSource();
  private readonly outlines = new VectorLayer({ source: this.source, zIndex: 10 });
  private map: OlMap | undefined;
  /** The person has chosen what the map shows; until then it shows every scene. */
  private moved = false;
  private resizes: ResizeObserver | undefined;

  override disconnectedCallback() {
    this.resizes?.disconnect();
    this.map?.setTarget(undefined);
    this.map = undefined;
    super.disconnectedCallback();
  }

  override render() {
    return html`
      <div class="map" tabindex="0" role="application" aria-label="Map of footprints"></div>
      <div class="tools">
        <label class="check">
          <input type="checkbox" .checked=${this.pictures} @change=${this.toggle} />Imagery
        </label>
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
      this.source.clear();
      this.source.addFeatures(footprints(this.scenes));
      this.pictureLayers();
      this.fit();
    }
    if (changed.has('pointed') || changed.has('selected')) {
      this.outlines.changed();
    }
    if (changed.has('selected') && changed.get('selected') && this.selected) {
      this.reveal(this.selected);
    }
  }

  private create() {
    this.outlines.setStyle((feature, resolution) => {
      const id = feature.getId();
      return footprintStyle(feature, resolution, id === this.selected, id === this.pointed);
    });
    const map = new OlMap({
      target: this.target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      layers: [graticule(), this.outlines],
      view: new View({ center: [0, 0], zoom: 1, maxZoom: 24, enableRotation: false }),
    });
    map.on('pointermove', (event) => {
      if (event.dragging) {
        return;
      }
      this.position = lonLatText(toLonLat(event.coordinate));
      const id = this.at(event.pixel);
      this.target.classList.toggle('pointing', id !== undefined);
      if (id !== this.pointed) {
        this.fire('gr-point', id);
      }
    });
    map.on('singleclick', (event) => {
      const id = this.at(event.pixel);
      if (id) {
        this.fire('gr-select', id);
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
      layerFilter: (layer) => layer === this.outlines,
      hitTolerance: 3,
    }) ?? []) as Feature[];
    return hits
      .sort((a, b) => area(a) - area(b))[0]
      ?.getId()
      ?.toString();
  }

  private pictureLayers() {
    const map = this.map;
    if (!map) {
      return;
    }
    for (const layer of [...map.getLayers().getArray()]) {
      if (layer.get('scene')) {
        map.removeLayer(layer);
      }
    }
    if (this.pictures) {
      imagery(this.scenes).forEach((layer) => map.addLayer(layer));
    }
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

  private fire(name: string, detail: string | undefined) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
