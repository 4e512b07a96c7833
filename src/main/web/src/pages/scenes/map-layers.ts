import type { FeatureLike } from 'ol/Feature';
import type Feature from 'ol/Feature';
import { getCenter, intersects } from 'ol/extent';
import GeoJSON from 'ol/format/GeoJSON';
import Point from 'ol/geom/Point';
import TileLayer from 'ol/layer/Tile';
import VectorLayer from 'ol/layer/Vector';
import Cluster from 'ol/source/Cluster';
import type VectorSource from 'ol/source/Vector';
import XYZ from 'ol/source/XYZ';
import Circle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { Scene } from '../../api/types';

const MERCATOR = 'EPSG:3857';
/** At most so many scenes bring their own tiles; beyond, the outlines tell enough. */
const PICTURED = 24;
/** Footprints smaller than this on screen show no picture, pixels. */
const PICTURE = 40;

const OUTLINES = new WeakMap<Scene, Feature>();

/** Outlines of the scenes that lie somewhere, with the scene's id and name; each is read once. */
export function footprints(scenes: readonly Scene[]): Feature[] {
  const format = new GeoJSON({ featureProjection: MERCATOR });
  return scenes
    .filter((scene) => scene.footprint)
    .map((scene) => {
      const { id, name, footprint } = scene;
      const outline =
        OUTLINES.get(scene) ??
        (format.readFeature({
          type: 'Feature',
          id,
          geometry: footprint,
          properties: { name },
        }) as Feature);
      OUTLINES.set(scene, outline);
      return outline;
    });
}

/** Scenes in view that are large enough on screen for their own tiles, the largest first. */
export function pictured(
  scenes: readonly Scene[],
  outlines: VectorSource,
  extent: number[],
  resolution: number,
): Scene[] {
  return scenes
    .flatMap((scene) => {
      const outline = scene.tiles.map_url ? outlines.getFeatureById(scene.id) : null;
      const box = outline?.getGeometry()?.getExtent();
      const size =
        outline && box && intersects(box, extent) ? onScreen(outline as Feature, resolution) : 0;
      return size >= PICTURE ? [{ scene, size }] : [];
    })
    .sort((a, b) => b.size - a.size)
    .slice(0, PICTURED)
    .map(({ scene }) => scene);
}

/** The scenes' own pictures, each only where it lies; the smaller above the larger. */
export function imagery(scenes: readonly Scene[]): TileLayer<XYZ>[] {
  return footprints(scenes).map((outline) => {
    const scene = scenes.find(({ id }) => id === outline.getId());
    const extent = outline.getGeometry()?.getExtent();
    return new TileLayer({
      ...(extent ? { extent } : {}),
      properties: { scene: scene?.id },
      source: new XYZ({ url: scene?.tiles.map_url ?? '', maxZoom: 22, transition: 120 }),
    });
  });
}

/** The box that the catalogue is narrowed to. */
export function boxStyle(): Style {
  return new Style({
    stroke: new Stroke({ color: '#fce83a', width: 2, lineDash: [6, 4] }),
    fill: new Fill({ color: 'rgba(252, 232, 58, 0.06)' }),
  });
}

/** Footprints smaller than this on screen get a dot as well, pixels. */
export const VISIBLE = 12;

/** What outlines that lie over one another may together cover of what is below them. */
const COVER = 0.12;
const FILL = 0.03;
/** Less than this the screen cannot show. */
const FAINTEST = 1 / 255;

/** How strongly one of so many footprints over one another is drawn: its line and its fill, 0 to 1. */
export function strength(depth: number): { readonly line: number; readonly fill: number } {
  const fill = Math.min(FILL, 1 - (1 - COVER) ** (1 / depth));
  return { line: Math.max(0.25, depth ** -0.3), fill: fill < FAINTEST ? 0 : fill };
}

const OUTLINES_OF_DEPTH = new Map<number, Style>();

function outlineStyle(depth: number): Style {
  const known = OUTLINES_OF_DEPTH.get(depth);
  if (known) {
    return known;
  }
  const { line, fill } = strength(depth);
  const style = new Style({
    stroke: new Stroke({ color: `rgba(212, 216, 221, ${line})`, width: depth === 1 ? 1.25 : 1 }),
    // Even one that is not seen is hit by the pointer.
    fill: new Fill({ color: `rgba(77, 172, 255, ${fill})` }),
  });
  OUTLINES_OF_DEPTH.set(depth, style);
  return style;
}

/** How many lie over the middle of each footprint, to the next power of two; counted once. */
class Depths {
  private readonly source: VectorSource;
  private counted = new Map<FeatureLike, number>();
  private revision = -1;

  constructor(source: VectorSource) {
    this.source = source;
  }

  of(feature: FeatureLike): number {
    if (this.revision !== this.source.getRevision()) {
      this.revision = this.source.getRevision();
      this.counted = new Map();
    }
    let depth = this.counted.get(feature);
    if (depth === undefined) {
      const [x = 0, y = 0] = getCenter(feature.getGeometry()!.getExtent());
      const over = this.source.getFeaturesInExtent([x, y, x, y]).length;
      depth = 2 ** Math.ceil(Math.log2(Math.max(1, over)));
      this.counted.set(feature, depth);
    }
    return depth;
  }
}

/**
 * Outlines that can be told apart on screen; the others are {@link dots}. The more lie over one
 * another, the fainter each, so that hundreds do not add up to a slab.
 */
export function outlines(source: VectorSource): VectorLayer {
  const depths = new Depths(source);
  return new VectorLayer({
    source,
    zIndex: 10,
    style: (feature, resolution) =>
      onScreen(feature, resolution) < VISIBLE ? [] : outlineStyle(depths.of(feature)),
  });
}

/** Screen pixels within which small footprints are one dot with their number. */
const CROWD = 26;

/** Only what is too small to be seen as an outline, and what lies close together as one. */
class Crowds extends Cluster<Feature> {
  constructor(source: VectorSource) {
    super({ source, distance: CROWD, minDistance: 8, geometryFunction: (one) => this.dot(one) });
  }

  private dot(one: Feature): Point {
    const small = onScreen(one, this.resolution ?? 1) < VISIBLE;
    // OpenLayers leaves out what has no place, though its types do not say so.
    return (small ? new Point(getCenter(one.getGeometry()!.getExtent())) : null) as Point;
  }
}

const DOTS = new Map<number, Style>();

export function dots(source: VectorSource): VectorLayer {
  return new VectorLayer({
    source: new Crowds(source),
    zIndex: 11,
    style: (crowd) => dotStyle(membersOf(crowd)),
  });
}

function dotRadius(many: number): number {
  return many === 1 ? 5 : 9 + Math.min(6, 2 * Math.log10(many));
}

function dotStyle(many: number): Style {
  const known = DOTS.get(many);
  if (known) {
    return known;
  }
  const style = new Style({
    image: new Circle({
      radius: dotRadius(many),
      fill: new Fill({ color: many === 1 ? '#d4d8dd' : '#1b4a75' }),
      stroke: new Stroke({
        color: many === 1 ? '#0a121a' : '#92cbff',
        width: many === 1 ? 2 : 1.5,
      }),
    }),
    ...(many === 1
      ? {}
      : {
          text: new Text({
            text: many < 1000 ? String(many) : `${(many / 1000).toFixed(1)}k`,
            font: '500 11px Roboto, sans-serif',
            fill: new Fill({ color: '#ffffff' }),
          }),
        }),
  });
  DOTS.set(many, style);
  return style;
}

/** The dot that stands for a small footprint: its place, and how many it stands for. */
export interface Crowd {
  readonly at: Point;
  readonly many: number;
}

/** Where one of the small footprints is drawn by {@link dots}; undefined for one that is large enough. */
export function crowdOf(layer: VectorLayer, one: FeatureLike): Crowd | undefined {
  const crowds = (layer.getSource() as Crowds | null)?.getFeatures() ?? [];
  const crowd = crowds.find((each) => (each.get('features') as Feature[]).includes(one as Feature));
  return crowd && { at: crowd.getGeometry() as Point, many: membersOf(crowd) };
}

function membersOf(crowd: FeatureLike): number {
  return (crowd.get('features') as Feature[]).length;
}

/** The scene that is pointed at or selected, above all others. */
export function footprintStyle(
  feature: FeatureLike,
  resolution: number,
  selected: boolean,
  crowd: Crowd | undefined,
): Style[] {
  const pointed = !selected;
  const colour = selected ? '#4dacff' : '#92cbff';
  const zIndex = selected ? 2 : 1;
  const small = onScreen(feature, resolution) < VISIBLE;
  const name = new Text({
    text: String(feature.get('name')),
    font: '500 12px Roboto, sans-serif',
    offsetY: small ? -22 : 0,
    fill: new Fill({ color: '#ffffff' }),
    stroke: new Stroke({ color: '#0a121a', width: 4 }),
    overflow: true,
  });
  if (!small) {
    return [
      // Dark under the bright line: it stands out from hundreds of others and from any picture.
      new Style({ stroke: new Stroke({ color: '#0a121a', width: 5.5 }), zIndex }),
      new Style({
        stroke: new Stroke({ color: colour, width: 2.5 }),
        fill: new Fill({
          color: pointed ? 'rgba(146, 203, 255, 0.16)' : 'rgba(77, 172, 255, 0.03)',
        }),
        text: name,
        zIndex,
      }),
    ];
  }
  // A ring around the dot, which may say how many lie there.
  const radius = dotRadius(crowd?.many ?? 1) + 3.5;
  const geometry =
    crowd?.at ?? new Point(getCenter(feature.getGeometry()?.getExtent() ?? [0, 0, 0, 0]));
  const ring = (color: string, width: number) =>
    new Circle({ radius, stroke: new Stroke({ color, width }) });
  return [
    new Style({ geometry, image: ring('#0a121a', 5.5), zIndex }),
    new Style({ geometry, image: ring(colour, 2.5), text: name, zIndex }),
  ];
}

/** The longer side of a footprint, in pixels. */
export function onScreen(feature: FeatureLike, resolution: number): number {
  const [west = 0, south = 0, east = 0, north = 0] = feature.getGeometry()?.getExtent() ?? [];
  return Math.max(east - west, north - south) / resolution;
}
