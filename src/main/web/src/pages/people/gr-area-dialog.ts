import OlMap from 'ol/Map';
import View from 'ol/View';
import { defaults as defaultControls } from 'ol/control/defaults';
import ScaleLine from 'ol/control/ScaleLine';
import { isEmpty } from 'ol/extent';
import OlFeature from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import type Geometry from 'ol/geom/Geometry';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Polygon from 'ol/geom/Polygon';
import Draw from 'ol/interaction/Draw';
import Modify from 'ol/interaction/Modify';
import VectorLayer from 'ol/layer/Vector';
import olCss from 'ol/ol.css?inline';
import VectorSource from 'ol/source/Vector';
import { LitElement, css, html, nothing, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { graticule } from '../scenes/map-grid';
import { boxStyle, footprints, imagery, outlines } from '../scenes/map-layers';
import { mapStyles } from '../scenes/map-styles';
import '../../ui/gr-dialog';

/** A GeoJSON polygon, or several, in degrees. */
export type Area = Record<string, unknown>;

/** Scenes that bring their own pictures. */
const PICTURED = 24;
const PADDING = [48, 48, 48, 48];
/** A ten-thousandth of a metre or so: beyond it digits are only noise. */
const FORMAT = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });
const DECIMALS = 7;

declare global {
  interface HTMLElementEventMap {
    /** The ground that was chosen; null for all of it. */
    'gr-area': CustomEvent<Area | null>;
  }
}

/**
 * The ground that a role is limited to: drawn on a map of the project's scenes, its corners moved
 * with the mouse, or written as GeoJSON. Fires `gr-area` when it is chosen and `gr-close` when not.
 */
@customElement('gr-area-dialog')
export class GrAreaDialog extends LitElement {
  static override styles = [
    shared,
    css`
      ${unsafeCSS(olCss)}
    `,
    mapStyles,
    css`
      :host {
        display: block;
      }
      gr-dialog {
        --gr-dialog-width: 1000px;
      }
      .frame {
        position: relative;
        height: 420px;
      }
      textarea {
        height: 64px;
        padding: 8px;
        font-family: var(--font-monospace, monospace);
        resize: vertical;
      }
      .field {
        margin-top: 12px;
      }
      .wrong {
        color: var(--color-text-error);
      }
      .confirm {
        display: flex;
        justify-content: flex-end;
        gap: 12px;
        margin-top: 16px;
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: false }) scenes: readonly Scene[] = [];
  @property({ attribute: false }) area: Area | null = null;
  /** Of who may only look at it. */
  @property({ type: Boolean }) fixed = false;
  @state() private drawing = false;
  @state() private text = '';
  @state() private wrong = false;
  @query('.map') private target!: HTMLElement;
  private readonly parts = new VectorSource<OlFeature<Geometry>>();
  private readonly pen = new Draw({ type: 'Polygon', source: this.parts });
  private map: OlMap | undefined;
  private resizes: ResizeObserver | undefined;

  override disconnectedCallback() {
    this.resizes?.disconnect();
    this.map?.setTarget(undefined);
    super.disconnectedCallback();
  }

  override render() {
    return html`<gr-dialog heading=${this.heading}>
      <div class="frame">
        <div class="map" tabindex="0" role="application" aria-label="Map of the area"></div>
        ${
          this.fixed
            ? nothing
            : html`<div class="tools">
                <button
                  class="plain"
                  data-testid="draw-area"
                  aria-pressed=${String(this.drawing)}
                  @click=${this.draw}
                >
                  ${this.drawing ? 'Click corner by corner, double-click to end' : 'Draw polygon'}
                </button>
                <button class="plain" @click=${this.everywhere}>Everywhere</button>
              </div>`
        }
      </div>
      <label class="field">
        GeoJSON
        <textarea
          spellcheck="false"
          ?readonly=${this.fixed}
          placeholder="Empty: everywhere in the project"
          .value=${this.text}
          @input=${this.written}
        ></textarea>
      </label>
      ${this.wrong ? html`<p class="wrong" role="alert">This is no GeoJSON polygon.</p>` : nothing}
      <div class="confirm">
        <rux-button secondary @click=${this.close}>${this.fixed ? 'Close' : 'Keep'}</rux-button>
        ${
          this.fixed
            ? nothing
            : html`<rux-button ?disabled=${this.wrong} @click=${this.choose}
                >${this.text.trim() ? 'Limit to this area' : 'Give everywhere'}</rux-button
              >`
        }
      </div>
    </gr-dialog>`;
  }

  protected override firstUpdated() {
    const shapes = new VectorSource({ features: footprints(this.scenes) });
    const map = new OlMap({
      target: this.target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      layers: [
        graticule(),
        ...imagery(this.scenes.filter((scene) => scene.footprint).slice(0, PICTURED)),
        outlines(shapes),
        new VectorLayer({ source: this.parts, style: boxStyle(), zIndex: 20 }),
      ],
      view: new View({ center: [0, 0], zoom: 1, maxZoom: 24, enableRotation: false }),
    });
    this.map = map;
    this.show(this.area);
    if (!this.fixed) {
      const modify = new Modify({ source: this.parts });
      modify.on('modifyend', () => this.tell());
      this.pen.setActive(false);
      this.pen.on('drawend', ({ feature }) => {
        this.parts.clear();
        this.pen.setActive(false);
        this.drawing = false;
        // The source takes the feature up only after this.
        this.tell([feature]);
      });
      map.addInteraction(modify);
      map.addInteraction(this.pen);
    }
    this.resizes = new ResizeObserver(() => this.fit(shapes));
    this.resizes.observe(this.target);
  }

  private fit(shapes: VectorSource) {
    this.map?.updateSize();
    const around = [shapes.getExtent(), this.parts.getExtent()].find((e) => e && !isEmpty(e));
    if (around) {
      this.map?.getView().fit(around, { padding: PADDING, maxZoom: 19 });
    }
  }

  private draw() {
    this.drawing = !this.drawing;
    this.pen.setActive(this.drawing);
  }

  private everywhere() {
    this.parts.clear();
    this.tell([]);
  }

  /** What is on the map, as text. */
  private tell(features: readonly OlFeature<Geometry>[] = this.parts.getFeatures()) {
    const rings = features.flatMap((feature) => {
      const shape = feature.getGeometry();
      return shape instanceof Polygon
        ? [shape.getCoordinates()]
        : shape instanceof MultiPolygon
          ? shape.getCoordinates()
          : [];
    });
    const whole = rings.length === 1 ? new Polygon(rings[0]!) : new MultiPolygon(rings);
    this.text = rings.length ? FORMAT.writeGeometry(whole, { decimals: DECIMALS }) : '';
    this.wrong = false;
  }

  private show(area: Area | null) {
    this.parts.clear();
    const shape = area ? FORMAT.readGeometry(area) : null;
    if (shape) {
      this.parts.addFeature(new OlFeature(shape));
    }
    this.tell();
  }

  private written(event: InputEvent) {
    this.text = (event.target as HTMLTextAreaElement).value;
    try {
      const area = this.text.trim() ? (JSON.parse(this.text) as Area) : null;
      const typed = this.text;
      this.show(area);
      this.wrong = area !== null && this.parts.getFeatures().length > 0 && !this.text;
      this.text = typed;
    } catch {
      this.wrong = true;
    }
  }

  private choose() {
    const area = this.text.trim() ? (JSON.parse(this.text) as Area) : null;
    this.dispatchEvent(new CustomEvent('gr-area', { detail: area }));
  }

  private close() {
    this.dispatchEvent(new CustomEvent('gr-close'));
  }
}
