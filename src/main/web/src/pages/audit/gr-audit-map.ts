import OlFeature, { type FeatureLike } from 'ol/Feature';
import OlMap from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { defaults as defaultControls } from 'ol/control/defaults';
import { always } from 'ol/events/condition';
import { createEmpty, extend, isEmpty } from 'ol/extent';
import WKT from 'ol/format/WKT';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
import DragBox from 'ol/interaction/DragBox';
import VectorLayer from 'ol/layer/Vector';
import olCss from 'ol/ol.css?inline';
import { transformExtent } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import { LitElement, css, html, nothing, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { operations } from '../../api/schema';
import { count, counted, instant, length } from '../../ui/format';
import { shared } from '../../ui/styles';
import { graticule } from '../scenes/map-grid';
import { boxStyle } from '../scenes/map-layers';
import { mapStyles } from '../scenes/map-styles';
import { heat, RAMP_CSS } from './heat';

export type Looks = operations['auditLooks']['responses'][200]['content']['application/json'];
export type Look = Looks['looks'][number];
type Cell = Looks['cells'][number];

const WKT_FORMAT = new WKT();
const ON_MAP = { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' };
const PADDING = [48, 48, 48, 48];

/**
 * Where people looked, as cells the warmer the more often, and what each of them saw as an outline;
 * fires `gr-ground` with a drawn box, or that of a cell that is pressed.
 */
@customElement('gr-audit-map')
export class GrAuditMap extends LitElement {
  static override styles = [
    shared,
    css`
      ${unsafeCSS(olCss)}
    `,
    mapStyles,
    css`
      output {
        top: 36px;
        right: auto;
        bottom: auto;
        left: 48px;
      }
      .legend {
        position: absolute;
        left: 48px;
        top: 8px;
        display: flex;
        align-items: center;
        gap: 6px;
        padding: 2px 8px;
        background: rgb(16 25 35 / 88%);
        border-radius: 3px;
        color: #d4d8dd;
        font-size: 12px;
        pointer-events: none;
      }
      .legend i {
        width: 72px;
        height: 8px;
        border-radius: 2px;
      }
    `,
  ];

  @property({ attribute: false }) looks: Looks | undefined;
  /** The look to stand out among the others. */
  @property({ attribute: false }) chosen: Look | undefined;
  @property({ attribute: false }) box: readonly [number, number, number, number] | undefined;
  @state() private drawing = false;
  @state() private under = '';
  @query('.map') private target!: HTMLElement;
  private readonly cells = new VectorSource<OlFeature<Polygon>>();
  private readonly warm = new VectorLayer({ source: this.cells, zIndex: 10 });
  private readonly seen = new VectorSource<OlFeature>();
  private readonly boxes = new VectorSource<OlFeature<Polygon>>();
  private readonly dragBox = new DragBox({ condition: always, className: 'drawn-box' });
  private map: OlMap | undefined;
  private resizes: ResizeObserver | undefined;

  override disconnectedCallback() {
    this.resizes?.disconnect();
    this.map?.setTarget(undefined);
    this.map = undefined;
    super.disconnectedCallback();
  }

  override render() {
    return html`
      <div class="map" tabindex="0" role="application" aria-label="Map of looks"></div>
      <div class="tools">
        <button
          class="plain"
          data-testid="draw-ground"
          aria-pressed=${String(this.drawing)}
          @click=${this.draw}
        >
          ${this.box ? 'Remove box' : this.drawing ? 'Drag a box…' : 'Draw box'}
        </button>
      </div>
      <output data-testid="under">${this.under}</output>
      ${this.legend()}
    `;
  }

  private legend() {
    const most = Math.max(0, ...(this.looks?.cells ?? []).map((cell) => cell.looks));
    return most === 0
      ? nothing
      : html`<div class="legend">
          <span>1</span>
          <i .style=${`background:linear-gradient(to right, ${RAMP_CSS})`}></i>
          <span>${counted(most, 'look')}</span>
        </div>`;
  }

  /** Goes to what somebody saw. */
  show(look: Look) {
    if (look.box) {
      const extent = WKT_FORMAT.readGeometry(look.box, ON_MAP).getExtent();
      this.map?.getView().fit(extent, { padding: PADDING, maxZoom: 18, duration: 250 });
    }
  }

  protected override updated(changed: PropertyValues<this>) {
    if (!this.map && this.isConnected) {
      this.create();
    }
    if (changed.has('box')) {
      this.boxes.clear();
      if (this.box) {
        this.boxes.addFeature(new OlFeature(onMap(this.box)));
      }
    }
    if (changed.has('looks')) {
      this.drawCells();
      this.drawSeen();
      this.fit();
    }
    if (changed.has('chosen')) {
      this.seen.changed();
    }
  }

  private create() {
    const map = new OlMap({
      target: this.target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      layers: [
        graticule(),
        this.warm,
        new VectorLayer({
          source: this.seen,
          style: (feature) => this.outline(feature),
          zIndex: 15,
        }),
        new VectorLayer({ source: this.boxes, style: boxStyle(), zIndex: 20 }),
      ],
      view: new View({ center: [0, 0], zoom: 1, maxZoom: 24, enableRotation: false }),
    });
    this.dragBox.setActive(false);
    this.dragBox.on('boxend', () => {
      this.drawing = false;
      this.dragBox.setActive(false);
      const extent = this.dragBox.getGeometry().getExtent();
      this.fire(transformExtent(extent, 'EPSG:3857', 'EPSG:4326'));
    });
    map.addInteraction(this.dragBox);
    map.on('pointermove', (event) => {
      const cell = event.dragging || this.drawing ? undefined : this.cellAt(event.pixel);
      this.under = cell ? cellText(cell) : '';
      this.target.classList.toggle('pointing', cell !== undefined);
    });
    // Straight from a warm spot to who it was.
    map.on('singleclick', ({ pixel }) => {
      const cell = this.drawing ? undefined : this.cellAt(pixel);
      const { step = 0 } = this.looks ?? {};
      if (cell) {
        const { west, south } = cell;
        this.fire([west, south, Math.min(180, west + step), Math.min(90, south + step)]);
      }
    });
    this.resizes = new ResizeObserver(() => map.updateSize());
    this.resizes.observe(this.target);
    this.map = map;
  }

  private cellAt(pixel: number[]): Cell | undefined {
    const [feature] =
      this.map?.getFeaturesAtPixel(pixel, { layerFilter: (layer) => layer === this.warm }) ?? [];
    return feature?.get('cell') as Cell | undefined;
  }

  private drawCells() {
    this.cells.clear(true);
    const { looks } = this;
    if (!looks) {
      return;
    }
    const most = Math.max(1, ...looks.cells.map((cell) => cell.looks));
    for (const cell of looks.cells) {
      const { west, south } = cell;
      const feature = new OlFeature(onMap([west, south, west + looks.step, south + looks.step]));
      feature.set('cell', cell);
      const colour = heat(cell.looks, most);
      feature.setStyle(
        new Style({ fill: new Fill({ color: colour }), stroke: new Stroke({ color: colour }) }),
      );
      this.cells.addFeature(feature);
    }
  }

  private drawSeen() {
    this.seen.clear(true);
    for (const look of this.looks?.looks ?? []) {
      if (look.box) {
        const geometry = WKT_FORMAT.readGeometry(look.box, ON_MAP);
        this.seen.addFeature(new OlFeature({ geometry, look }));
      }
    }
  }

  private fit() {
    const extent = createEmpty();
    for (const source of this.box ? [this.boxes] : [this.cells, this.seen]) {
      extend(extent, source.getExtent() ?? createEmpty());
    }
    if (!isEmpty(extent)) {
      this.map?.getView().fit(extent, { padding: PADDING, maxZoom: 18 });
    }
  }

  private outline(feature: FeatureLike): Style {
    const look = feature.get('look') as Look;
    const chosen = look === this.chosen;
    const colour = chosen ? '#ffffff' : 'rgba(160, 200, 240, 0.55)';
    return new Style({
      stroke: new Stroke({ color: colour, width: chosen ? 3 : 1 }),
      ...(chosen
        ? {
            text: new Text({
              text: `${look.actor_name} · ${look.scene_name ?? 'hidden scene'}`,
              font: '600 13px Roboto, sans-serif',
              fill: new Fill({ color: '#ffffff' }),
              stroke: new Stroke({ color: '#0a121a', width: 4 }),
              overflow: true,
            }),
          }
        : {}),
      zIndex: chosen ? 1 : 0,
    });
  }

  private draw() {
    if (this.box) {
      this.fire(undefined);
      return;
    }
    this.drawing = !this.drawing;
    this.dragBox.setActive(this.drawing);
  }

  private fire(box: readonly number[] | undefined) {
    const detail = box?.map((degrees) => Number(degrees.toFixed(6))).join(',') ?? '';
    this.dispatchEvent(new CustomEvent('gr-ground', { detail }));
  }
}

function onMap(box: readonly [number, number, number, number]): Polygon {
  return fromExtent(transformExtent([...box], 'EPSG:4326', 'EPSG:3857'));
}

function cellText({ looks, people, finest, last }: Cell): string {
  return `${counted(looks, 'look')} of ${people === 1 ? '1 person' : `${count(people)} people`}, closest ${length(finest)}, last ${instant(last)}`;
}
