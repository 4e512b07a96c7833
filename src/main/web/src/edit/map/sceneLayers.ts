import type { ProblemError } from '../../api/problem';
import type { Scene } from '../../api/types';
import type { Areas } from '../areas';
import type { Box } from '../geometry';
import type { Nearby } from '../nearby';
import type { Workbench } from '../workbench';
import { AreaLayer } from './areaLayer';
import { Comparison, type Compared } from './comparison';
import { LabelLayer } from './labelLayer';
import { OverviewLayer } from './overviewLayer';
import type { SceneMap } from './sceneMap';

export interface SceneLayersOptions {
  readonly scene: Scene;
  readonly bench: Workbench;
  readonly nearby: Nearby;
  readonly failed: (problem: ProblemError) => void;
}

/**
 * What lies on the image in the map: another date, the labels, the server's tiles in their place
 * while they have not come, and the areas of work.
 */
export class SceneLayers {
  private readonly sceneMap: SceneMap;
  private readonly options: SceneLayersOptions;
  private readonly comparison: Comparison;
  private readonly labels: LabelLayer;
  private readonly areas = new AreaLayer();
  private overview: OverviewLayer | undefined;

  constructor(sceneMap: SceneMap, options: SceneLayersOptions) {
    const { map, projection } = sceneMap;
    const { scene, bench, nearby, failed } = options;
    this.sceneMap = sceneMap;
    this.options = options;
    this.comparison = new Comparison(map, projection, scene, failed);
    this.labels = new LabelLayer(bench);
    map.addLayer(this.labels.layer);
    map.addLayer(this.areas.layer);
    if (nearby.partial) {
      this.overview = new OverviewLayer(scene, projection, bench.classes);
      map.addLayer(this.overview.layer);
      map.on('moveend', () => this.lookAround());
    }
  }

  /** Near enough, labels are here to be edited; further out the server's tiles stand for them. */
  private lookAround(): void {
    const { nearby, bench } = this.options;
    if (!this.overview) {
      return;
    }
    const near = nearby.see(this.sceneMap.shown);
    this.labels.showAll(near);
    this.overview.layer.setVisible(!near);
    if (!near && nearby.sparse) {
      bench.say('So many objects are shown by the server. Come closer to edit them.');
    }
  }

  /** All labels have come: nothing needs to stand for them any more. */
  private settle(): void {
    if (this.overview && !this.options.nearby.partial) {
      this.sceneMap.map.removeLayer(this.overview.layer);
      this.overview = undefined;
      this.labels.showAll(true);
    }
  }

  /** Labels look different at these places; null for anywhere. */
  changed(places: readonly Box[] | null): void {
    this.labels.changed(places);
  }

  hide(classes: ReadonlySet<number>): void {
    this.labels.hide(classes);
  }

  compare(compared: Compared | null): void {
    this.comparison.show(compared);
  }

  /** Follows what is selected, where work is divided, and what has come. */
  follow({ list, current }: Areas): void {
    this.settle();
    const { colleagues } = this.options.bench;
    const locked = colleagues && !colleagues.open ? colleagues.others : [];
    this.areas.show(list, current?.id ?? null, locked);
    this.labels.follow();
    this.labels.lift(this.options.bench.selected);
  }
}
