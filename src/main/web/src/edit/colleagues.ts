import type { Area } from '../api/types';
import { boxOfArea, shapeOfArea, type Areas } from './areas';
import { boxOf, type Box, type Geometry } from './geometry';
import { extentOf, extentWithin } from './shapes/share';

/**
 * Whose area of work an object lies in, as the server's rule has it: that of most of the object.
 * What is a colleague's is seen and locked, for those whom areas bind. Remembers each shape's
 * answer until the areas change.
 */
export class Colleagues {
  private readonly areas: Areas;
  private readonly binding: boolean;
  private list: readonly Area[] = [];
  private known = new WeakMap<Geometry, Area | null>();
  /** Opened by the person: slips are what the lock is for, the rule itself is the server's. */
  open = false;

  /** @param binding whether areas bind who edits; they do not bind leads and reviewers */
  constructor(areas: Areas, binding: boolean) {
    this.areas = areas;
    this.binding = binding;
  }

  /** Areas that others are to do. */
  get others(): readonly Area[] {
    return this.binding ? this.areas.list.filter((area) => isOthers(area)) : [];
  }

  /** Why the object is locked; null where it is not. */
  obstacle(shape: Geometry | undefined): string | null {
    const owner = shape && !this.open && this.others.length > 0 ? this.ownerOf(shape) : null;
    return owner && isOthers(owner)
      ? `This lies in area ${owner.name}, which is ${owner.assignee}’s; Areas beside the map unlocks it.`
      : null;
  }

  private ownerOf(shape: Geometry): Area | null {
    if (this.list !== this.areas.list) {
      this.list = this.areas.list;
      this.known = new WeakMap();
    }
    const known = this.known.get(shape);
    if (known !== undefined) {
      return known;
    }
    const owner = ownerAmong(this.list, shape);
    this.known.set(shape, owner);
    return owner;
  }
}

function isOthers({ mine, assignee }: Area): boolean {
  return !mine && !!assignee;
}

function ownerAmong(areas: readonly Area[], shape: Geometry): Area | null {
  const box = boxOf(shape);
  const near = areas.filter((area) => touches(boxOfArea(area), box));
  const around = near.find((area) => !area.outline && covers(boxOfArea(area), box));
  if (around || near.length === 0) {
    return around ?? null;
  }
  try {
    let left = extentOf(shape);
    let [owner, most]: [Area | null, number] = [null, 0];
    for (const area of near) {
      const within = extentWithin(shape, shapeOfArea(area));
      left -= within;
      if (within > most) {
        [owner, most] = [area, within];
      }
    }
    return left > most ? null : owner;
  } catch {
    // A broken outline has no measure; the server refuses it anyway.
    return null;
  }
}

function touches([minX, minY, maxX, maxY]: Box, [x1, y1, x2, y2]: Box): boolean {
  return minX <= x2 && x1 <= maxX && minY <= y2 && y1 <= maxY;
}

function covers([minX, minY, maxX, maxY]: Box, [x1, y1, x2, y2]: Box): boolean {
  return minX <= x1 && x2 <= maxX && minY <= y1 && y2 <= maxY;
}
