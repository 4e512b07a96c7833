import Feature from 'ol/Feature';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Polygon from 'ol/geom/Polygon';
import VectorImageLayer from 'ol/layer/VectorImage';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { Geometry, Ring } from '../geometry';
import type { Classes } from '../ontology';
import type { EditSession } from '../session';
import symbology from '../../../../../../styles/labels.json';

type Shape = Polygon | MultiPolygon;

/**
 * All labels but the selected one, drawn into one picture that pans and zooms with the map and is
 * renewed when it stands still: ten thousand polygons cost a frame nothing.
 */
export class LabelLayer {
  readonly layer: VectorImageLayer<VectorSource<Feature<Shape>>>;
  private readonly source = new VectorSource<Feature<Shape>>();
  private readonly features = new Map<string, Feature<Shape>>();
  private readonly styles = new Map<string, Style[]>();
  private readonly classes: Classes;
  private lifted: string | null = null;
  private hidden = new Set<number>();

  constructor(classes: Classes) {
    this.classes = classes;
    this.layer = new VectorImageLayer({
      source: this.source,
      imageRatio: 1.4,
      style: (feature, resolution) => this.styleOf(feature as Feature<Shape>, resolution),
    });
  }

  /** Draws these labels as the session has them now. */
  update(session: EditSession, ids: Iterable<string>): void {
    const added: Feature<Shape>[] = [];
    for (const id of ids) {
      const content = session.doc.get(id);
      const feature = this.features.get(id);
      if (!content) {
        this.drop(id, feature);
      } else if (feature) {
        if (feature.get('drawn') !== content.geometry) {
          feature.setGeometry(shapeOf(content.geometry));
        }
        feature.setProperties({ drawn: content.geometry, classId: content.classId });
      } else {
        const created = new Feature<Shape>(shapeOf(content.geometry));
        created.setId(id);
        created.setProperties({ drawn: content.geometry, classId: content.classId }, true);
        this.features.set(id, created);
        added.push(created);
      }
    }
    this.source.addFeatures(added);
  }

  private drop(id: string, feature: Feature<Shape> | undefined): void {
    if (feature) {
      this.source.removeFeature(feature);
      this.features.delete(id);
    }
  }

  /** Leaves one label out, because it is drawn above with its handles. */
  lift(id: string | null): void {
    if (id === this.lifted) {
      return;
    }
    this.lifted = id;
    this.layer.changed();
  }

  /** Leaves the labels of these classes out. */
  hide(classes: ReadonlySet<number>): void {
    this.hidden = new Set(classes);
    this.layer.changed();
  }

  private styleOf(feature: Feature<Shape>, resolution: number): Style[] {
    const classId = feature.get('classId') as number;
    if (feature.getId() === this.lifted || this.hidden.has(classId)) {
      return [];
    }
    const far = resolution > symbology.farBeyond;
    const key = `${classId} ${far}`;
    let styles = this.styles.get(key);
    if (!styles) {
      styles = labelStyles(this.classes.colour(classId), far);
      this.styles.set(key, styles);
    }
    return styles;
  }
}

/**
 * A dark casing below a bright line can be seen on snow and on asphalt. Far out (image pixels per
 * screen pixel) it would only hide the picture, and so would a line of full width.
 */
function labelStyles(colour: string, far: boolean): Style[] {
  const { fillOpacity, line, casing } = symbology;
  const opacity = Math.round(fillOpacity * 255)
    .toString(16)
    .padStart(2, '0');
  const fill = new Fill({ color: colour + opacity });
  const stroke = new Stroke({ color: colour, width: far ? line.farWidth : line.width });
  return far
    ? [new Style({ fill, stroke })]
    : [
        new Style({ fill, stroke: new Stroke({ color: casing.colour, width: casing.width }) }),
        new Style({ stroke }),
      ];
}

function shapeOf({ type, parts }: Geometry): Shape {
  const coordinates = parts.map((part) => part.map(closed));
  return type === 'Polygon' ? new Polygon(coordinates[0] ?? []) : new MultiPolygon(coordinates);
}

function closed(ring: Ring): number[][] {
  const positions = ring.map(([x, y]) => [x, -y]);
  return positions[0] ? [...positions, positions[0]] : positions;
}
