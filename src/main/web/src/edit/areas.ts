import { client } from '../api/client';
import type { Area } from '../api/types';
import { polygon, type Box, type Geometry, type Position, type Ring } from './geometry';

/** The areas of work that a scene is divided into, as the server has them. Mutable. */
export class Areas {
  private readonly scene: string;
  private readonly onChange: () => void;
  list: readonly Area[] = [];
  /** Id of the one that is worked on here; null where none was gone to. */
  private here: string | null = null;

  constructor(scene: string, onChange: () => void) {
    this.scene = scene;
    this.onChange = onChange;
  }

  get current(): Area | null {
    return this.list.find(({ id }) => id === this.here) ?? null;
  }

  async load(signal?: AbortSignal): Promise<void> {
    const ask = { path: { scene: this.scene }, ...(signal ? { signal } : {}) };
    this.take((await client.get('/api/v1/scenes/{scene}/areas', ask)).areas);
  }

  /** The scene, or one of its areas. */
  async divide(columns: number, rows: number, area?: string): Promise<void> {
    const path = { scene: this.scene };
    const body = { columns, rows, ...(area === undefined ? {} : { area }) };
    this.take((await client.post('/api/v1/scenes/{scene}/areas', { path, body })).areas);
  }

  /** What of the outline belongs to no area yet becomes one. */
  async draw(outline: Ring): Promise<void> {
    const path = { scene: this.scene };
    const body = { outline: outline.map(([x, y]) => [x, y]) };
    const known = new Set(this.list.map(({ id }) => id));
    this.take((await client.post('/api/v1/scenes/{scene}/areas', { path, body })).areas);
    const drawn = this.list.find(({ id }) => !known.has(id));
    if (drawn) {
      this.enter(drawn.id);
    }
  }

  /** Usernames of those whom an area can be given to. */
  async people(): Promise<readonly string[]> {
    const path = { scene: this.scene };
    return (await client.get('/api/v1/scenes/{scene}/areas/people', { path })).usernames;
  }

  async removeOne(id: string): Promise<void> {
    const path = { scene: this.scene, area: id };
    await client.delete('/api/v1/scenes/{scene}/areas/{area}', { path });
    this.take(this.list.filter((area) => area.id !== id));
  }

  async remove(): Promise<void> {
    await client.delete('/api/v1/scenes/{scene}/areas', { path: { scene: this.scene } });
    this.take([]);
  }

  /** @param body an assignee of '' is nobody */
  async change(id: string, body: { assignee?: string; state?: Area['state'] }): Promise<void> {
    const path = { scene: this.scene, area: id };
    const changed = await client.patch('/api/v1/scenes/{scene}/areas/{area}', { path, body });
    this.take(this.list.map((area) => (area.id === id ? changed : area)));
  }

  enter(id: string): void {
    this.here = id;
    this.onChange();
  }

  /**
   * The area after (1) or before (-1) the current one: of this person's, where they have any, else
   * of all; null where they end.
   */
  beside(step: 1 | -1): Area | null {
    const mine = this.list.filter((area) => area.mine);
    const among = mine.length > 0 ? mine : this.list;
    const at = among.findIndex(({ id }) => id === this.here);
    return (at < 0 ? among.at(step > 0 ? 0 : -1) : among[at + step]) ?? null;
  }

  private take(list: readonly Area[]): void {
    this.list = list;
    this.onChange();
  }
}

/** The area as a shape. */
export function shapeOfArea(area: Area): Geometry {
  const [minX, minY, maxX, maxY] = boxOfArea(area);
  return area.outline
    ? {
        type: 'MultiPolygon',
        parts: area.outline.map((rings) =>
          rings.map((ring) => ring.slice(0, -1).map(([x = 0, y = 0]): Position => [x, y])),
        ),
      }
    : polygon([
        [minX, minY],
        [maxX, minY],
        [maxX, maxY],
        [minX, maxY],
      ]);
}

export function boxOfArea({ box: [minX = 0, minY = 0, maxX = 0, maxY = 0] }: Area): Box {
  return [minX, minY, maxX, maxY];
}
