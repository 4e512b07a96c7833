import Feature from 'ol/Feature';
import MultiPolygon from 'ol/geom/MultiPolygon';
import type Polygon from 'ol/geom/Polygon';
import { fromExtent } from 'ol/geom/Polygon';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { Area } from '../../api/types';
import { boxOfArea } from '../areas';

const CASING = new Stroke({ color: 'rgba(6, 12, 18, 0.7)', width: 3 });

/** The outlines of a scene's areas of work, dashed, the current one drawn through. */
export class AreaLayer {
  readonly layer: VectorLayer;
  private readonly source = new VectorSource();
  private shown = '';

  constructor() {
    this.layer = new VectorLayer({ source: this.source, updateWhileInteracting: true });
  }

  show(areas: readonly Area[], current: string | null): void {
    const key = areas.map(({ id, name, mine }) => `${id} ${name} ${mine}`).join() + current;
    if (key !== this.shown) {
      this.shown = key;
      this.source.clear();
      this.source.addFeatures(areas.map((area) => outline(area, area.id === current)));
    }
  }
}

/** On the map, y grows upwards. */
function shapeOf(area: Area): Polygon | MultiPolygon {
  const [minX, minY, maxX, maxY] = boxOfArea(area);
  return area.outline
    ? new MultiPolygon(
        area.outline.map((rings) => rings.map((ring) => ring.map(([x = 0, y = 0]) => [x, -y]))),
      )
    : fromExtent([minX, -maxY, maxX, -minY]);
}

function outline(area: Area, current: boolean): Feature {
  const feature = new Feature(shapeOf(area));
  const colour = area.mine ? '#ffd54a' : '#ffffff';
  feature.setStyle([
    new Style({ stroke: CASING }),
    new Style({
      stroke: new Stroke({
        color: colour,
        width: current ? 2 : 1,
        ...(current ? {} : { lineDash: [6, 6] }),
      }),
      text: new Text({
        text: area.name,
        font: '500 12px Roboto, sans-serif',
        fill: new Fill({ color: colour }),
        stroke: CASING,
        overflow: false,
      }),
    }),
  ]);
  return feature;
}
