import type { Splice } from '../../src/edit/delta';

/** What the server does with a delta, on GeoJSON coordinates of parts of closed rings. */
export function applyDelta(parts: number[][][][], splices: readonly Splice[]): number[][][][] {
  const open = parts.map((part) => part.map((ring) => ring.slice(0, -1)));
  for (const { at, remove = 0, insert = [] } of splices) {
    const [part = 0, ring, vertex] = at;
    const opened = (ringJson: unknown) => (ringJson as number[][]).slice(0, -1);
    if (ring === undefined) {
      const inserted = (insert as unknown[][]).map((each) => each.map(opened));
      open.splice(part, remove, ...(inserted as number[][][][]));
    } else if (vertex === undefined) {
      open[part]!.splice(ring, remove, ...(insert as unknown[]).map(opened));
    } else {
      open[part]![ring]!.splice(vertex, remove, ...(insert as number[][]));
    }
  }
  return open.map((part) => part.map((ring) => [...ring, ring[0]!]));
}
