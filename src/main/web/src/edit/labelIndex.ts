import RBush from 'ol/structs/RBush.js';
import { areaOf, boxOf, partAt, type Box, type Geometry, type Position } from './geometry';

interface Item {
  readonly id: string;
  geometry: Geometry;
}

/** Finds labels by place. Mutable; kept in step with the document by its owner. */
export class LabelIndex {
  private readonly tree = new RBush<Item>();
  private readonly items = new Map<string, Item>();

  /** Builds the index at once, much faster than one by one. */
  load(labels: Iterable<readonly [string, Geometry]>): void {
    this.tree.clear();
    this.items.clear();
    for (const [id, geometry] of labels) {
      this.items.set(id, { id, geometry });
    }
    const items = [...this.items.values()];
    this.tree.load(
      items.map((item) => [...boxOf(item.geometry)]),
      items,
    );
  }

  /** Takes over the newest shape of a label; null removes it. */
  update(id: string, geometry: Geometry | null): void {
    const item = this.items.get(id);
    if (item?.geometry === geometry) {
      return;
    }
    if (geometry === null) {
      if (item) {
        this.tree.remove(item);
        this.items.delete(id);
      }
    } else if (item) {
      item.geometry = geometry;
      this.tree.update([...boxOf(geometry)], item);
    } else {
      const added = { id, geometry };
      this.items.set(id, added);
      this.tree.insert([...boxOf(geometry)], added);
    }
  }

  /** Labels whose box meets the given one. */
  in(box: Box): readonly { readonly id: string; readonly geometry: Geometry }[] {
    return this.tree.getInExtent([...box]);
  }

  /** The smallest label that covers the position, so that what lies inside another can be reached. */
  at([x, y]: Position): string | undefined {
    const covering = this.in([x, y, x, y]).filter((item) => partAt(item.geometry, [x, y]) >= 0);
    return covering.sort((a, b) => areaOf(a.geometry) - areaOf(b.geometry))[0]?.id;
  }
}
