import { distance, nearestOnSegment, type Position } from '../geometry';

/** The line without vertices that lie within the tolerance of it (Douglas and Peucker). */
export function simplified(line: readonly Position[], tolerance: number): Position[] {
  const keep = new Set([0, line.length - 1]);
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let [farthest, away] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const aside = distance(line[i]!, nearestOnSegment(line[i]!, line[from]!, line[to]!));
      if (aside > away) {
        [farthest, away] = [i, aside];
      }
    }
    if (farthest > 0) {
      keep.add(farthest);
      open.push([from, farthest], [farthest, to]);
    }
  }
  return line.filter((_, i) => keep.has(i));
}
