import { html, svg, type TemplateResult } from 'lit';
import type { AuditEvent } from '../../api/types';
import { counted, exactInstant } from '../../ui/format';

const CELL = 14;
/** A side of what is drawn; a block has 8. */
const MOST = 64;

/** The facts that the picture stands for. */
export const DRAWN: readonly string[] = ['tiles', 'ms'];

/** A tile that was seen, by its place in the box, from the upper left. */
export interface SeenTile {
  readonly column: number;
  readonly row: number;
  /** Zoom, column and row of the grid, and when it was first sent where that is told. */
  readonly title: string;
}

export interface SeenTiles {
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly SeenTile[];
  readonly label: string;
}

/** The tiles that an event of a span tells of; nothing for other events, and for facts that do not fit. */
export function seenTiles(event: AuditEvent): SeenTiles | undefined {
  const { z, x, y, width, height, tiles, ms } = event.facts;
  if (
    event.type !== 'tile.seen' ||
    !isCount(z) ||
    !isCount(x) ||
    !isCount(y) ||
    !isSide(width) ||
    !isSide(height)
  ) {
    return undefined;
  }
  const bits = bytesIn(tiles);
  if (bits?.length !== Math.ceil((width * height) / 8)) {
    return undefined;
  }
  const places = [...Array(width * height).keys()].filter(
    (place) => ((bits[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0,
  );
  const times = timesIn(event.at, bytesIn(ms), places.length);
  return {
    width,
    height,
    tiles: places.map((place, n) => {
      const column = place % width;
      const row = Math.floor(place / width);
      const time = times?.[n];
      const name = `${z}/${x + column}/${y + row}`;
      return { column, row, title: time === undefined ? name : `${name}, ${time}` };
    }),
    label:
      `${counted(places.length, 'tile')} seen of ${width} × ${height} at zoom ${z}, ` +
      `columns ${x} to ${x + width - 1}, rows ${y} to ${y + height - 1}`,
  };
}

/** A small map of the box, what was seen filled. */
export function picture({ width, height, tiles, label }: SeenTiles): TemplateResult {
  const cells = [...Array(width * height).keys()].map((place) => {
    const [column, row] = [place % width, Math.floor(place / width)];
    return { column, row, seen: tiles.find((tile) => tile.column === column && tile.row === row) };
  });
  return html`<svg
    class="seen-tiles"
    role="img"
    aria-label=${label}
    width=${width * CELL + 1}
    height=${height * CELL + 1}
    viewBox="-0.5 -0.5 ${width * CELL + 1} ${height * CELL + 1}"
    fill="none"
    stroke="currentColor"
  >
    ${cells.map(
      ({ column, row, seen }) =>
        svg`<rect
          x=${column * CELL}
          y=${row * CELL}
          width=${CELL}
          height=${CELL}
          stroke-opacity="0.35"
          class=${seen ? 'seen' : 'unseen'}
        >${seen ? svg`<title>${seen.title}</title>` : ''}</rect>`,
    )}
  </svg>`;
}

/** How long before the event each was sent: two bytes, milliseconds, for each in turn. */
function timesIn(
  at: string,
  before: Uint8Array | undefined,
  count: number,
): readonly string[] | undefined {
  if (before?.length !== count * 2) {
    return undefined;
  }
  const told = Date.parse(at);
  const view = new DataView(before.buffer, before.byteOffset, before.byteLength);
  return Array.from({ length: count }, (_, n) =>
    exactInstant(new Date(told - view.getUint16(n * 2)).toISOString()),
  );
}

function bytesIn(base64: unknown): Uint8Array | undefined {
  if (typeof base64 !== 'string') {
    return undefined;
  }
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isSide(value: unknown): value is number {
  return isCount(value) && value >= 1 && value <= MOST;
}
