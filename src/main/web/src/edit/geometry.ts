/** A place in the scene's pixel grid: x right, y down, (0, 0) the outer corner of the first pixel. */
export type Position = readonly [x: number, y: number];

/** An open ring: the closing position is implied, never stored. Also a line, or a point's position. */
export type Ring = readonly Position[];

/** One polygon: the shell, then its holes. One line or point: a single run of positions. */
export type Part = readonly Ring[];

export type GeometryType =
  'Polygon' | 'MultiPolygon' | 'LineString' | 'MultiLineString' | 'Point' | 'MultiPoint';

/** Areas, lines or points. Unchanged rings are shared between versions, never copied. */
export interface Geometry {
  readonly type: GeometryType;
  readonly parts: readonly Part[];
}

/** Where a vertex is inside a geometry. */
export interface VertexRef {
  readonly part: number;
  readonly ring: number;
  readonly vertex: number;
}

export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

export interface GeoJsonShape {
  type: GeometryType;
  coordinates: number[] | number[][] | number[][][] | number[][][][];
}

export function polygon(shell: Ring, ...holes: Ring[]): Geometry {
  return { type: 'Polygon', parts: [[shell, ...holes]] };
}

export function line(path: Ring): Geometry {
  return { type: 'LineString', parts: [[path]] };
}

export function point(at: Position): Geometry {
  return { type: 'Point', parts: [[[at]]] };
}

export function isArea({ type }: Geometry): boolean {
  return type === 'Polygon' || type === 'MultiPolygon';
}

export function isLine(geometry: Geometry): boolean {
  return !isArea(geometry) && !isPoint(geometry);
}

export function isPoint({ type }: Geometry): boolean {
  return type === 'Point' || type === 'MultiPoint';
}

/** Reads GeoJSON; throws on anything that is no label, so that nothing is edited by halves. */
export function fromGeoJson(json: unknown): Geometry {
  const { type, coordinates } = json as Partial<GeoJsonShape>;
  switch (type) {
    case 'Polygon':
      return { type, parts: [(coordinates as number[][][]).map(openRing)] };
    case 'MultiPolygon':
      return { type, parts: (coordinates as number[][][][]).map((part) => part.map(openRing)) };
    case 'LineString':
      return { type, parts: [[(coordinates as number[][]).map(positionOf)]] };
    case 'MultiLineString':
      return { type, parts: (coordinates as number[][][]).map((path) => [path.map(positionOf)]) };
    case 'Point':
      return { type, parts: [[[positionOf(coordinates as number[])]]] };
    case 'MultiPoint':
      return { type, parts: (coordinates as number[][]).map((at) => [[positionOf(at)]]) };
    default:
      throw new Error(`a label is an area, a line or a point, not ${String(type)}`);
  }
}

export function toGeoJson({ type, parts }: Geometry): GeoJsonShape {
  const runs = parts.map((part) => (part[0] ?? []).map(([x, y]) => [x, y]));
  switch (type) {
    case 'Polygon':
      return { type, coordinates: (parts[0] ?? []).map(closedRing) };
    case 'MultiPolygon':
      return { type, coordinates: parts.map((part) => part.map(closedRing)) };
    case 'LineString':
      return { type, coordinates: runs[0] ?? [] };
    case 'MultiLineString':
      return { type, coordinates: runs };
    case 'Point':
      return { type, coordinates: runs[0]?.[0] ?? [] };
    case 'MultiPoint':
      return { type, coordinates: runs.flat() };
  }
}

function positionOf([x, y]: number[]): Position {
  return [x!, y!];
}

function openRing(closed: number[][]): Ring {
  const ring = closed.map(positionOf);
  const first = ring[0];
  const last = ring.at(-1);
  return first && last && ring.length > 1 && first[0] === last[0] && first[1] === last[1]
    ? ring.slice(0, -1)
    : ring;
}

export function closedRing(ring: Ring): number[][] {
  const closed = ring.map(([x, y]) => [x, y]);
  return ring[0] ? [...closed, [ring[0][0], ring[0][1]]] : closed;
}

export function ringAt(geometry: Geometry, at: { part: number; ring: number }): Ring | undefined {
  return geometry.parts[at.part]?.[at.ring];
}

export function vertexAt(geometry: Geometry, at: VertexRef): Position | undefined {
  return ringAt(geometry, at)?.[at.vertex];
}

/** The geometry with one ring replaced; every other ring stays the same object. */
export function withRing(
  geometry: Geometry,
  at: { part: number; ring: number },
  ring: Ring,
): Geometry {
  const part = geometry.parts[at.part];
  if (!part) {
    return geometry;
  }
  return { ...geometry, parts: geometry.parts.with(at.part, part.with(at.ring, ring)) };
}

export function mapPositions(geometry: Geometry, move: (p: Position) => Position): Geometry {
  return {
    ...geometry,
    parts: geometry.parts.map((part) => part.map((ring) => ring.map(move))),
  };
}

export function rings(geometry: Geometry): Ring[] {
  return geometry.parts.flat();
}

export function vertexCount(geometry: Geometry): number {
  return rings(geometry).reduce((sum, ring) => sum + ring.length, 0);
}

export function boxOf(geometry: Geometry): Box {
  let box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of geometry.parts) {
    box = union(box, boxOfRing(part[0] ?? []));
  }
  return box;
}

export function boxOfRing(ring: Ring): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return [minX, minY, maxX, maxY];
}

export function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

export function intersects(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

export function containsBox(outer: Box, inner: Box): boolean {
  return (
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
  );
}

/** Twice the signed area is the shoelace sum; positive here means clockwise on the screen (y down). */
export function signedArea(ring: Ring): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [ox, oy];
    sum += (x - ox) * (ny - oy) - (nx - ox) * (y - oy);
  });
  return sum / 2;
}

/** Area in square pixels, holes taken out; 0 of lines and points. */
export function areaOf(geometry: Geometry): number {
  if (!isArea(geometry)) {
    return 0;
  }
  return geometry.parts.reduce((sum, [shell, ...holes]) => {
    const outer = Math.abs(signedArea(shell ?? []));
    return sum + outer - holes.reduce((cut, hole) => cut + Math.abs(signedArea(hole)), 0);
  }, 0);
}

export function inRing([x, y]: Position, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      inside = !inside;
    }
  }
  return inside;
}

/** The part that holds the position (not in one of its holes), or -1. */
export function partAt(geometry: Geometry, position: Position): number {
  if (!isArea(geometry)) {
    return -1;
  }
  return geometry.parts.findIndex(
    ([shell, ...holes]) =>
      shell !== undefined &&
      inRing(position, shell) &&
      !holes.some((hole) => inRing(position, hole)),
  );
}

export function distance(a: Position, b: Position): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The position of the segment that is nearest to p. */
export function nearestOnSegment(p: Position, a: Position, b: Position): Position {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2;
  if (t <= 0) {
    return a;
  }
  return t >= 1 ? b : [a[0] + t * dx, a[1] + t * dy];
}

export function midpoint(a: Position, b: Position): Position {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

export function sameGeometry(a: Geometry, b: Geometry): boolean {
  return (
    a === b ||
    (a.type === b.type &&
      a.parts.length === b.parts.length &&
      a.parts.every((part, p) => samePart(part, b.parts[p]!)))
  );
}

function samePart(a: Part, b: Part): boolean {
  return a === b || (a.length === b.length && a.every((ring, r) => sameRing(ring, b[r]!)));
}

function sameRing(a: Ring, b: Ring): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((p, v) => p === b[v] || (p[0] === b[v]![0] && p[1] === b[v]![1])))
  );
}

/** Whether a line or a point passes within reach of the position. */
export function isNear(geometry: Geometry, position: Position, reach: number): boolean {
  return geometry.parts.some(([run = []]) =>
    run.some((to, i) => {
      const foot = i === 0 ? to : nearestOnSegment(position, run[i - 1]!, to);
      return distance(position, foot) <= reach;
    }),
  );
}
