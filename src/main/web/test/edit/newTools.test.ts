import { describe, expect, it } from 'vitest';
import { areaOf } from '../../src/edit/geometry';
import { Ruler } from '../../src/edit/ruler';
import { Placement } from '../../src/ground/placement';
import type { Scene } from '../../src/api/types';
import { at, benchWith, shapes, square } from './bench';
import type { Workbench } from '../../src/edit/workbench';
import type { Content } from '../../src/edit/document';

function clicks(bench: Workbench, ...places: [number, number][]): void {
  for (const [x, y] of places) {
    bench.tool.click(at(x, y));
  }
}

function moved(x: number): Content {
  const { geometry, ...rest } = square();
  const parts = geometry.parts.map((p) => p.map((r) => r.map(([a, b]) => [a + x, b] as const)));
  return { ...rest, geometry: { ...geometry, parts } };
}

describe('the box in any direction', () => {
  it('is finished by its third click', () => {
    const bench = benchWith();
    bench.take('orientedBox');
    clicks(bench, [0, 0], [30, 40], [70, 10]);
    expect(shapes(bench)).toHaveLength(1);
    expect(areaOf(bench.session.doc.get(bench.selected!)!.geometry)).toBeCloseTo(2500, 6);
  });
});

describe('the circle', () => {
  it('is drawn from the centre to the rim', () => {
    const bench = benchWith();
    bench.take('circle');
    bench.tool.grab(at(50, 50));
    bench.tool.drop(at(90, 50));
    const area = areaOf(bench.session.doc.get(bench.selected!)!.geometry);
    expect(area).toBeGreaterThan(Math.PI * 1600 * 0.99);
  });
});

describe('a further part', () => {
  it('makes a multipolygon, which can be split into objects again', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.take('part');
    clicks(bench, [200, 0], [220, 0], [220, 20]);
    bench.tool.key('Enter');
    expect(bench.session.doc.get('a')!.geometry.type).toBe('MultiPolygon');
    bench.command('split');
    expect(shapes(bench)).toHaveLength(2);
    expect(bench.session.doc.get('a')!.geometry.type).toBe('Polygon');
  });
});

describe('cut and reshape', () => {
  it('cuts the selected object and gives the pieces its class', async () => {
    const bench = benchWith({ a: square(12) });
    bench.select('a');
    bench.take('cut');
    clicks(bench, [30, -10], [30, 110]);
    bench.tool.key('Enter');
    expect(shapes(bench)).toHaveLength(2);
    expect([...bench.session.doc.ids()].map((id) => bench.session.doc.get(id)!.classId)).toEqual([
      12, 12,
    ]);
    await bench.undo();
    expect(shapes(bench)).toHaveLength(1);
  });

  it('says so when nothing was cut', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.take('cut');
    clicks(bench, [30, -10], [30, 50]);
    bench.tool.key('Enter');
    expect(bench.message).toContain('nothing was cut');
  });

  it('redraws a stretch of the outline', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.take('reshape');
    clicks(bench, [90, 20], [120, 20], [120, 80], [90, 80]);
    bench.tool.key('Enter');
    expect(areaOf(bench.session.doc.get('a')!.geometry)).toBe(11_200);
  });
});

describe('choosing several', () => {
  it('merges the others into the selected one in one step', async () => {
    const bench = benchWith({ a: square(), b: moved(50), c: moved(90) });
    bench.tool.click(at(10, 50));
    bench.tool.click(at(120, 50, { shift: true }));
    bench.tool.click(at(180, 50, { shift: true }));
    expect([bench.selected, ...bench.others]).toEqual(['a', 'b', 'c']);
    bench.command('merge');
    expect([...bench.session.doc.ids()]).toEqual(['a']);
    expect(bench.others).toEqual([]);
    await bench.undo();
    expect([...bench.session.doc.ids()].sort()).toEqual(['a', 'b', 'c']);
  });

  it('subtracts and intersects without touching the others', () => {
    const bench = benchWith({ a: square(), b: moved(50) });
    bench.choose('a');
    bench.choose('b');
    bench.command('subtract');
    expect(areaOf(bench.session.doc.get('a')!.geometry)).toBe(5000);
    expect(areaOf(bench.session.doc.get('b')!.geometry)).toBe(10_000);
    bench.command('intersect');
    expect(bench.message).toContain('nothing would be left');
  });

  it('says what is missing', () => {
    const bench = benchWith({ a: square() });
    bench.command('merge');
    expect(bench.message).toContain('Shift+click');
  });
});

describe('tracing and streaming', () => {
  it('follows a neighbour between two places on it', () => {
    const bench = benchWith({ a: square() });
    const ring = square().geometry.parts[0]![0]!;
    bench.toggle('trace');
    bench.take('polygon');
    const corner = (vertex: number) => ({
      snapped: { position: ring[vertex]!, kind: 'vertex', ring, vertex } as const,
      position: ring[vertex]!,
    });
    bench.tool.click(at(0, 0, corner(0)));
    bench.tool.hover(at(0, 100, corner(2)));
    expect(bench.tool.sketch().ahead).toHaveLength(1);
    bench.tool.click(at(100, 100, corner(2)));
    expect(bench.tool.sketch().ring).toEqual([ring[0], ring[1], ring[2]]);
  });

  it('draws in one sweep and drops what is on a straight line', () => {
    const bench = benchWith();
    bench.toggle('stream');
    bench.take('polygon');
    bench.tool.grab(at(0, 0));
    for (let x = 0; x <= 100; x += 5) {
      bench.tool.drag(at(x, 0));
    }
    bench.tool.drop(at(100, 60));
    expect(bench.tool.sketch().ring).toEqual([
      [0, 0],
      [100, 0],
      [100, 60],
    ]);
  });
});

describe('shared vertices', () => {
  it('move and appear in every neighbour that has them', () => {
    const bench = benchWith({ a: square(), b: moved(100) });
    bench.toggle('share');
    bench.select('a');
    bench.tool.grab(at(100, 100));
    bench.tool.drag(at(110, 120));
    bench.tool.drop(at(110, 120));
    expect(bench.session.doc.get('b')!.geometry.parts[0]![0]![3]).toEqual([110, 120]);
    bench.tool.grab(at(105, 60));
    bench.tool.drop(at(95, 60));
    bench.tool.grab(at(105, 60));
    bench.tool.drag(at(95, 60));
    bench.tool.drop(at(95, 60));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![2]).toEqual([95, 60]);
    expect(bench.session.doc.get('b')!.geometry.parts[0]![0]).toContainEqual([95, 60]);
  });
});

describe('measuring', () => {
  it('is ellipsoidal where the scene has a ground', () => {
    const scene = {
      width: 1000,
      height: 1000,
      crs: 'EPSG:32631',
      affine: [500_000, 10, 0, 5_000_000, 0, -10],
    } as unknown as Scene;
    const { length, area } = new Ruler(Placement.of(scene)).measure([
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ]);
    // On the central meridian a UTM metre is 1 / 0.9996 of one on the ellipsoid.
    expect(length).toBeCloseTo(3000 / 0.9996, 1);
    expect(area / (1e6 / 0.9996 ** 2)).toBeCloseTo(1, 5);
  });

  it('shows its figures beside the pen until the next path', () => {
    const bench = benchWith();
    bench.take('measure');
    clicks(bench, [0, 0], [30, 40]);
    bench.tool.key('Enter');
    expect(bench.tool.sketch().note!.text).toBe('50 px');
    bench.tool.click(at(5, 5));
    expect(bench.tool.sketch().ring).toHaveLength(1);
  });
});

describe('the tool for areas of work', () => {
  const outline: [number, number][] = [
    [0, 0],
    [100, 0],
    [50, 80],
  ];

  it('makes one of what was drawn and goes back to selecting', () => {
    const planned: unknown[] = [];
    const bench = benchWith({}, { planArea: (ring) => (planned.push(ring), Promise.resolve()) });
    bench.take('workArea');
    clicks(bench, ...outline);
    bench.tool.key('Enter');
    expect(planned).toEqual([outline]);
    expect(bench.toolName).toBe('select');
    expect(shapes(bench)).toEqual([]);
  });

  it('is not there for who does not plan the work', () => {
    const bench = benchWith();
    bench.take('workArea');
    expect(bench.toolName).toBe('select');
    expect(bench.message).toBe('Areas are drawn by who leads the project.');
  });
});
