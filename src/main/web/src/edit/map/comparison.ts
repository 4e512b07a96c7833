import type OlMap from 'ol/Map';
import { addCoordinateTransforms, fromLonLat, toLonLat } from 'ol/proj';
import type Projection from 'ol/proj/Projection';
import type { ProblemError } from '../../api/problem';
import type { Scene } from '../../api/types';
import { Placement } from '../../ground/placement';
import { PictureLayer } from '../../view/pictureLayer';
import { PLAIN } from '../../view/rendering';
import { clipBeside } from '../../view/viewMap';

/** Another scene under the labels: right of a line, or faded in over the whole of the open one. */
export interface Compared {
  readonly scene: Scene;
  readonly how: 'swipe' | 'fade';
  /** Share of the width left of the line, or how much of the other scene is seen, 0 to 1. */
  readonly share: number;
}

/** Draws the other scene in the pixels of the open one, reprojected, above its picture. */
export class Comparison {
  private readonly map: OlMap;
  private readonly projection: Projection;
  private readonly placement: Placement | null;
  private readonly failed: (problem: ProblemError) => void;
  private placed = false;
  private picture: PictureLayer | undefined;
  private compared: Compared | null = null;

  constructor(
    map: OlMap,
    projection: Projection,
    scene: Scene,
    failed: (problem: ProblemError) => void,
  ) {
    this.map = map;
    this.projection = projection;
    this.placement = Placement.of(scene);
    this.failed = failed;
  }

  show(compared: Compared | null): void {
    this.compared = compared;
    if (this.picture && this.picture.scene.id !== compared?.scene.id) {
      this.map.removeLayer(this.picture.layer);
      this.picture = undefined;
    }
    if (compared && this.placement) {
      this.picture ??= this.draw(compared.scene, this.placement);
      this.picture.layer.setOpacity(compared.how === 'fade' ? compared.share : 1);
      this.map.render();
    }
  }

  private draw(scene: Scene, placement: Placement): PictureLayer {
    this.place(placement);
    const picture = new PictureLayer({
      scene,
      grid: 'WebMercatorQuad',
      rendering: PLAIN,
      extent: this.projection.getExtent(),
      // A canvas of its own: what is traced on the pixels is the open scene.
      className: 'compared',
      failed: this.failed,
      loading: () => undefined,
    });
    clipBeside(picture, 'right', () => (this.compared?.how === 'swipe' ? this.compared.share : 0));
    this.map.getLayers().insertAt(1, picture.layer);
    return picture;
  }

  /** Tells the library, once, where on the ground positions of the pixel grid are. */
  private place(placement: Placement): void {
    if (this.placed) {
      return;
    }
    this.placed = true;
    const toDegrees = ([x = 0, y = 0]: number[]) => {
      const { lon, lat } = placement.toLonLat([x, -y]);
      return [lon, lat];
    };
    const toMap = ([lon = 0, lat = 0]: number[]) => {
      const [x, y] = placement.toPixel({ lon, lat }) ?? [NaN, NaN];
      return [x, -y];
    };
    addCoordinateTransforms(this.projection, 'EPSG:4326', toDegrees, toMap);
    addCoordinateTransforms(
      this.projection,
      'EPSG:3857',
      (at) => fromLonLat(toDegrees(at)),
      (at) => toMap(toLonLat(at)),
    );
  }
}
