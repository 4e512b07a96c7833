import type { FeatureLike } from 'ol/Feature';
import { getCenter, getSize } from 'ol/extent';
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

/** About the radius of the dot of one label, and of the square that has the most, pixels of a tile. */
const SMALLEST = 3.2;
const LARGEST = 7;
/** Outlines smaller than this are dots: only a shape tells their class apart. Pixels of a tile. */
const SPECK = 6;

/**
 * Labels of a scene that has too many to hold: the server's vector tiles, in which far out labels are
 * points, and further out squares with how many there are. To be looked at, not edited.
 */
export class OverviewLayer {
  readonly layer: VectorTileLayer;
  private readonly source: VectorTileSource;
  private readonly classes: Classes;
  private readonly styles = new Map<string, Style>();

  constructor(scene: Scene, projection: Projection, classes: Classes) {
    this.classes = classes;
    this.source = new VectorTileSource({
      format: new DotFormat(scene.tiles.size, classes),
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
    const key = `${classId} ${Boolean(feature.get('dot'))}`;
    let style = this.styles.get(key);
    if (!style) {
      const colour = this.classes.colour(classId);
      style = new Style({
        fill: new Fill({ color: colour + (feature.get('dot') ? 'b3' : '66') }),
        stroke: new Stroke({ color: colour, width: 1 }),
      });
      this.styles.set(key, style);
    }
    return style;
  }
}

/**
 * Reads points as small areas of the shape of their class: these are drawn into a tile's picture once,
 * points in every frame.
 */
class DotFormat extends MVT {
  private readonly side: number;
  private readonly classes: Classes;

  /** @param side of a tile, pixels */
  constructor(side: number, classes: Classes) {
    super({ idProperty: 'id', layerName: 'tile_layer' });
    this.side = side;
    this.classes = classes;
  }

  override readFeatures(source: ArrayBuffer, options?: ReadOptions): RenderFeature[] {
    const [left = 0, , right = 0] = options?.extent ?? [];
    const pixel = (right - left) / this.side;
    return super
      .readFeatures(source, options)
      .map((feature) => (isSpeck(feature, pixel) ? this.dot(feature, pixel) : feature));
  }

  /** The larger, the more labels were counted there. */
  private dot(point: RenderFeature, pixel: number): RenderFeature {
    const properties = { ...point.getProperties(), dot: true };
    const count = Number(point.get('count') ?? 1);
    const radius = pixel * Math.min(LARGEST, SMALLEST + 0.35 * Math.log2(count));
    const shape = this.classes.shape(Number(point.get('class')));
    const [x = 0, y = 0] = getCenter(point.getExtent());
    const ring: number[] = [];
    for (let i = 0; i <= shape.length; i++) {
      const [right, down] = shape[i % shape.length]!;
      ring.push(x + radius * right, y - radius * down);
    }
    return new RenderFeature('Polygon', ring, [ring.length], 2, properties, point.getId());
  }
}

function isSpeck(feature: RenderFeature, pixel: number): boolean {
  return Math.max(...getSize(feature.getExtent())) < SPECK * pixel;
}
