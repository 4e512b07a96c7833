import type { FeatureLike } from 'ol/Feature';
import type { ReadOptions } from 'ol/format/Feature';
import MVT from 'ol/format/MVT';
import VectorTileLayer from 'ol/layer/VectorTile';
import type Projection from 'ol/proj/Projection';
import RenderFeature from 'ol/render/Feature';
import VectorTileSource from 'ol/source/VectorTile';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { Scene } from '../../api/types';
import { extentOf, nativeGrid } from '../../view/pictureLayer';
import type { Classes } from '../ontology';

/** Radius of the square of labels that has the most, pixels of a tile. */
const LARGEST = 13;

/**
 * Labels of a scene that has too many to hold: the server's vector tiles, in which far out labels are
 * points, and further out squares with how many there are. To be looked at, not edited.
 */
export class OverviewLayer {
  readonly layer: VectorTileLayer;
  private readonly source: VectorTileSource;
  private readonly classes: Classes;
  private readonly styles = new Map<number, Style>();

  constructor(scene: Scene, projection: Projection, classes: Classes) {
    this.classes = classes;
    this.source = new VectorTileSource({
      format: new DotFormat(scene.tiles.size),
      projection,
      tileGrid: nativeGrid(scene, extentOf(scene, 'native')),
      url: `/api/v1/scenes/${scene.id}/labels/tiles/native/{z}/{x}/{y}`,
      wrapX: false,
    });
    this.layer = new VectorTileLayer({
      source: this.source,
      renderMode: 'hybrid',
      style: (feature) => this.styleOf(feature),
      visible: false,
    });
  }

  /** Asks for the tiles anew: labels changed. */
  refresh(): void {
    this.source.refresh();
  }

  private styleOf(feature: FeatureLike): Style {
    const classId = Number(feature.get('class'));
    let style = this.styles.get(classId);
    if (!style) {
      const colour = this.classes.colour(classId);
      style = new Style({
        fill: new Fill({ color: `${colour}66` }),
        stroke: new Stroke({ color: colour, width: 1 }),
      });
      this.styles.set(classId, style);
    }
    return style;
  }
}

/** Reads points as small areas: these are drawn into a tile's picture once, points in every frame. */
class DotFormat extends MVT {
  private readonly side: number;

  /** @param side of a tile, pixels */
  constructor(side: number) {
    super({ idProperty: 'id', layerName: 'tile_layer' });
    this.side = side;
  }

  override readFeatures(source: ArrayBuffer, options?: ReadOptions): RenderFeature[] {
    const [left = 0, , right = 0] = options?.extent ?? [];
    const pixel = (right - left) / this.side;
    return super
      .readFeatures(source, options)
      .map((feature) => (feature.getType() === 'Point' ? dot(feature, pixel) : feature));
  }
}

/** The larger, the more labels were counted there. */
function dot(point: RenderFeature, pixel: number): RenderFeature {
  const properties = point.getProperties();
  const count = Number(properties['count'] ?? 1);
  const radius = pixel * Math.round(Math.min(LARGEST, 2 + 1.6 * Math.log2(count)));
  const corners = radius > 3 * pixel ? 8 : 4;
  const [x = 0, y = 0] = point.getFlatCoordinates();
  const ring: number[] = [];
  for (let i = 0; i <= corners; i++) {
    const angle = (2 * Math.PI * ((i % corners) + 0.5)) / corners;
    ring.push(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  return new RenderFeature('Polygon', ring, [ring.length], 2, properties, point.getId());
}
