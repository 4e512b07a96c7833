import RBush from 'ol/structs/RBush.js';
import {
  areaOf,
  boxOf,
  isArea,
  intersects,
  isNear,
  partAt,
  union,
  type Box,
  type Geometry,
  type Position,
} from './geometry';

interface Item {
  readonly id: string;
  geometry: Geometry;
  box: Box;
}

/** Finds labels by place. Mutable; kept in step with the document by its owner. */
export class LabelIndex {
  private readonly tree = new RBush<Item>();
  private readonly items = new Map<string, Item>();

  /** Takes in many labels at once, much faster than one by one. */
  load(labels: Iterable<readonly [string, Geometry]>): void {
    const fresh: Item[] = [];
    for (const [id, geometry] of labels) {
      if (this.items.has(id)) {
        this.update(id, geometry);
      } else {
        const item = { id, geometry, box: boxOf(geometry) };
        this.items.set(id, item);
        fresh.push(item);
      }
    }
    this.tree.load(
      fresh.map(({ box }) => [...box]),
      fresh,
    );
  }

  /** Takes over the newest shape of a label; null removes it. Answers the place that changed. */
  update(id: string, geometry: Geometry | null): Box | null {
    const item = this.items.get(id);
    if (item?.geometry === geometry) {
      return item?.box ?? null;
    }
    if (geometry === null) {
      if (item) {
        this.tree.remove(item);
        this.items.delete(id);
      }
      return item?.box ?? null;
    }
    const box = boxOf(geometry);
    if (item) {
      const before = item.box;
      item.geometry = geometry;
      item.box = box;
      this.tree.update([...box], item);
      return union(before, box);
    }
    const added = { id, geometry, box };
    this.items.set(id, added);
    this.tree.insert([...box], added);
    return box;
  }

  /** Labels whose box meets the given one. */
  in(box: Box): readonly Readonly<Item>[] {
    return this.tree.getInExtent([...box]);
  }

  /** Of these labels those whose box meets the given one; for few. */
  of(ids: Iterable<string>, box: Box): readonly Readonly<Item>[] {
    return [...ids].flatMap((id) => {
      const item = this.items.get(id);
      return item && intersects(item.box, box) ? [item] : [];
    });
  }

  /**
   * The smallest label that covers the position, so that what lies inside another can be reached;
   * before all areas a line or a point within reach.
   */
  at([x, y]: Position, reach = 0): string | undefined {
    const covering = this.in([x - reach, y - reach, x + reach, y + reach]).filter(({ geometry }) =>
      isArea(geometry) ? partAt(geometry, [x, y]) >= 0 : isNear(geometry, [x, y], reach),
    );
    return covering.sort((a, b) => areaOf(a.geometry) - areaOf(b.geometry))[0]?.id;
  }
}
