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

  /** @param locked areas of colleagues, whose objects are not to be changed here */
  show(areas: readonly Area[], current: string | null, locked: readonly Area[] = []): void {
    const key = [
      ...areas.map(({ id, name, mine, assignee }) => `${id} ${name} ${mine} ${assignee}`),
      current,
      locked.length,
    ].join();
    if (key !== this.shown) {
      this.shown = key;
      this.source.clear();
      this.source.addFeatures(
        areas.map((area) => outline(area, area.id === current, locked.includes(area))),
      );
    }
  }
}

let hatched: Fill | undefined;

/** Thin slanted lines: what lies below is seen, and seen to be another's. */
function hatching(): Fill {
  if (!hatched) {
    const side = 14;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const context = canvas.getContext('2d')!;
    context.strokeStyle = 'rgba(255, 255, 255, 0.28)';
    context.lineWidth = 1;
    for (const from of [-side, 0, side]) {
      context.moveTo(from - 1, side + 1);
      context.lineTo(from + side + 1, -1);
    }
    context.stroke();
    hatched = new Fill({ color: context.createPattern(canvas, 'repeat') });
  }
  return hatched;
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

function outline(area: Area, current: boolean, locked: boolean): Feature {
  const feature = new Feature(shapeOf(area));
  const colour = area.mine ? '#ffd54a' : '#ffffff';
  feature.setStyle([
    new Style({ stroke: CASING, ...(locked ? { fill: hatching() } : {}) }),
    new Style({
      stroke: new Stroke({
        color: colour,
        width: current ? 2 : 1,
        ...(current ? {} : { lineDash: [6, 6] }),
      }),
      text: new Text({
        text: locked ? `${area.name} · ${area.assignee} · locked` : area.name,
        font: '500 12px Roboto, sans-serif',
        fill: new Fill({ color: colour }),
        stroke: CASING,
        overflow: false,
      }),
    }),
  ]);
  return feature;
}
