import { intersects, type Box } from '../geometry';
import type { Camera } from './brush';

/** Side of a tile, CSS pixels. */
export const SIDE = 384;
/** Room about a tile's box for the width of lines that begin outside it. */
const BRIM = 4;

export interface Tile {
  readonly column: number;
  readonly row: number;
  /** What it shows, in image pixels. */
  readonly box: Box;
  /** Null until it was drawn for the first time. */
  picture: HTMLCanvasElement | null;
  /** What it shows is no longer so. */
  stale: boolean;
  /** The drawing under way. */
  work: { readonly canvas: HTMLCanvasElement; readonly steps: Generator<void> } | null;
}

/** Tiles of one scale; made as they come into view. */
export class TileSet {
  /** Image pixels per CSS pixel. */
  readonly resolution: number;
  private readonly tiles = new Map<string, Tile>();

  constructor(resolution: number) {
    this.resolution = resolution;
  }

  /** The tiles in view, from the middle outwards. */
  inView({ centre, resolution, width, height }: Camera): Tile[] {
    const extent = SIDE * this.resolution;
    const [dx, dy] = [(width / 2) * resolution, (height / 2) * resolution];
    const found: Tile[] = [];
    for (let row = floor(centre[1] - dy, extent); row <= floor(centre[1] + dy, extent); row++) {
      for (let col = floor(centre[0] - dx, extent); col <= floor(centre[0] + dx, extent); col++) {
        found.push(this.tile(col, row));
      }
    }
    const away = ({ box }: Tile) =>
      Math.hypot((box[0] + box[2]) / 2 - centre[0], (box[1] + box[3]) / 2 - centre[1]);
    return found.sort((a, b) => away(a) - away(b));
  }

  private tile(column: number, row: number): Tile {
    const key = `${column} ${row}`;
    let tile = this.tiles.get(key);
    if (!tile) {
      const extent = SIDE * this.resolution;
      const [x, y] = [column * extent, row * extent];
      const box: Box = [x, y, x + extent, y + extent];
      tile = { column, row, box, picture: null, stale: true, work: null };
      this.tiles.set(key, tile);
    }
    return tile;
  }

  /** Tiles that show something of the place, or all, are to be drawn again. */
  spoil(place: Box | null): void {
    const brim = BRIM * this.resolution;
    for (const tile of this.tiles.values()) {
      if (tile.stale && !tile.work) {
        continue;
      }
      const [minX, minY, maxX, maxY] = tile.box;
      if (!place || intersects([minX - brim, minY - brim, maxX + brim, maxY + brim], place)) {
        tile.stale = true;
        tile.work = null;
      }
    }
  }

  /** Forgets tiles out of view beyond the number that may be kept. */
  prune(inView: readonly Tile[], most: number): void {
    const needed = new Set(inView);
    for (const [key, tile] of this.tiles) {
      if (this.tiles.size <= most) {
        return;
      }
      if (!needed.has(tile)) {
        this.tiles.delete(key);
      }
    }
  }

  /** Every tile that has a picture. */
  *drawn(): Generator<Tile> {
    for (const tile of this.tiles.values()) {
      if (tile.picture) {
        yield tile;
      }
    }
  }
}

function floor(at: number, extent: number): number {
  return Math.floor(at / extent);
}

export function brimmed([minX, minY, maxX, maxY]: Box, resolution: number): Box {
  const brim = BRIM * resolution;
  return [minX - brim, minY - brim, maxX + brim, maxY + brim];
}
