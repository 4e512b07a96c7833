import type { FeatureLike } from 'ol/Feature';
import MVT from 'ol/format/MVT';
import VectorTileLayer from 'ol/layer/VectorTile';
import type Projection from 'ol/proj/Projection';
import VectorTileSource from 'ol/source/VectorTile';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { Scene } from '../../api/types';
import { extentOf, nativeGrid } from '../../view/pictureLayer';
import type { Classes } from '../ontology';

/** Radius of the square of labels that has the most, CSS pixels. */
const LARGEST = 13;

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
      format: new MVT({ idProperty: 'id', layerName: 'tile_layer' }),
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
    const properties = feature.getProperties();
    const classId = Number(properties['class']);
    const type = feature.getGeometry()?.getType();
    const count = Number(properties['count'] ?? 1);
    const size = Math.round(Math.min(LARGEST, 2 + 1.6 * Math.log2(count)));
    const key = `${type} ${classId} ${size}`;
    let style = this.styles.get(key);
    if (!style) {
      const colour = this.classes.colour(classId);
      const fill = new Fill({ color: `${colour}66` });
      const stroke = new Stroke({ color: colour, width: 1 });
      style =
        type === 'Point' || type === 'MultiPoint'
          ? new Style({ image: new CircleStyle({ radius: size, fill, stroke }) })
          : new Style({ fill, stroke });
      this.styles.set(key, style);
    }
    return style;
  }
}
