import { describe, expect, it } from 'vitest';
import { rings } from '../../src/edit/geometry';
import { SQUARE, at, benchWith, shapes, square } from './bench';

function clicks(bench: ReturnType<typeof benchWith>, ...places: [number, number][]): void {
  for (const [x, y] of places) {
    bench.tool.click(at(x, y));
  }
}

describe('the polygon tool', () => {
  it.each([
    ['Enter', (b: ReturnType<typeof benchWith>) => void b.tool.key('Enter')],
    [
      'a double click',
      (b: ReturnType<typeof benchWith>) => (clicks(b, [50, 80]), b.tool.doubleClick(at(50, 80))),
    ],
    ['the first vertex', (b: ReturnType<typeof benchWith>) => clicks(b, [2, 1])],
  ])('finishes with %s and stays ready', (_, finish) => {
    const bench = benchWith();
    bench.take('polygon');
    clicks(bench, [0, 0], [100, 0], [50, 80]);
    finish(bench);
    expect(shapes(bench)).toEqual([
      [
        [
          [0, 0],
          [100, 0],
          [50, 80],
        ],
      ],
    ]);
    expect(bench.selected).not.toBeNull();
    expect(bench.toolName).toBe('polygon');
    expect(bench.tool.sketch().ring).toEqual([]);
  });

  it('takes snapped positions, but closes by the unsnapped one', () => {
    const bench = benchWith();
    bench.take('polygon');
    bench.tool.click(at(1, 1, { position: [0, 0] }));
    clicks(bench, [100, 0], [50, 80]);
    bench.tool.click(at(2, 2, { position: [40, 40] }));
    expect(shapes(bench)[0]![0]![0]).toEqual([0, 0]);
  });

  it('needs three vertices and says so', () => {
    const bench = benchWith();
    bench.take('polygon');
    clicks(bench, [0, 0], [100, 0]);
    bench.tool.key('Enter');
    expect(bench.message).toContain('three');
    expect(bench.tool.sketch().ring).toHaveLength(2);
  });

  it('pops vertices with Backspace and with undo, and touches no object by it', async () => {
    const bench = benchWith({ a: square() });
    bench.session.perform('setClass', 'a', 12);
    bench.take('polygon');
    clicks(bench, [0, 0], [100, 0], [50, 80]);
    bench.tool.key('Backspace');
    await bench.undo();
    expect(bench.tool.sketch().ring).toEqual([[0, 0]]);
    expect(bench.session.doc.get('a')!.classId).toBe(12);
  });

  it('keeps what was drawn when left, discards it on the second Esc, and gives it back', async () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.take('polygon');
    clicks(bench, [0, 0], [100, 0]);
    expect(bench.escape()).toBe(true);
    expect(bench.toolName).toBe('select');
    expect(bench.kept).toBeDefined();
    expect(bench.escape()).toBe(true);
    expect(bench.kept).toBeUndefined();
    expect(bench.selected).toBe('a');
    expect(bench.escape()).toBe(true);
    expect(bench.selected).toBeNull();
    expect(bench.escape()).toBe(false);
    bench.take('polygon');
    await bench.undo();
    expect(bench.tool.sketch().ring).toEqual([
      [0, 0],
      [100, 0],
    ]);
  });

  it('leaves dragging to the map', () => {
    const bench = benchWith();
    bench.take('polygon');
    expect(bench.tool.grab(at(0, 0))).toBe(false);
  });
});

describe('the box tool', () => {
  it('draws the same box whichever way it is dragged', () => {
    const bench = benchWith();
    bench.take('box');
    for (const [from, to] of [
      [at(0, 0), at(30, 20)],
      [at(30, 20), at(0, 0)],
      [at(0, 20), at(30, 0)],
    ] as const) {
      expect(bench.tool.grab(from)).toBe(true);
      bench.tool.drag(to);
      expect(bench.tool.sketch().outline).toHaveLength(4);
      bench.tool.drop(to);
    }
    expect(new Set(shapes(bench).map((s) => JSON.stringify(s))).size).toBe(1);
    expect(shapes(bench)).toHaveLength(3);
  });

  it('takes a slip of the hand for nothing', () => {
    const bench = benchWith();
    bench.take('box');
    bench.tool.grab(at(0, 0));
    bench.tool.drop(at(40, 0.5));
    expect(shapes(bench)).toEqual([]);
  });
});

describe('the hole tool', () => {
  it('cuts into the object that was selected when it began', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.take('hole');
    clicks(bench, [20, 20], [40, 20], [40, 40]);
    bench.select(null);
    bench.tool.key('Enter');
    expect(rings(bench.session.doc.get('a')!.geometry)).toEqual([
      SQUARE,
      [
        [20, 20],
        [40, 20],
        [40, 40],
      ],
    ]);
    expect(bench.toolName).toBe('select');
  });

  it('does not begin outside or without an object', () => {
    const bench = benchWith({ a: square() });
    bench.take('hole');
    clicks(bench, [20, 20]);
    expect(bench.message).toContain('selected object');
    bench.select('a');
    clicks(bench, [500, 20]);
    expect(bench.message).toContain('inside');
    expect(bench.tool.sketch().ring).toEqual([]);
  });
});

describe('the select tool', () => {
  function selected() {
    const bench = benchWith({ a: square() });
    bench.tool.click(at(50, 50));
    return bench;
  }

  it('selects what is under the pen and deselects on nothing', () => {
    const bench = selected();
    expect(bench.selected).toBe('a');
    bench.tool.click(at(500, 500));
    expect(bench.selected).toBeNull();
  });

  it('previews a dragged vertex and moves it on release, in one step of undo', async () => {
    const bench = selected();
    expect(bench.tool.grab(at(99, 101))).toBe(true);
    bench.tool.drag(at(120, 130));
    expect(bench.tool.sketch().shape!.parts[0]![0]![2]).toEqual([120, 130]);
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![2]).toEqual([100, 100]);
    bench.tool.drop(at(120, 130));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![2]).toEqual([120, 130]);
    await bench.undo();
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]).toEqual(SQUARE);
  });

  it('inserts where a midpoint is dragged to', () => {
    const bench = selected();
    expect(bench.tool.grab(at(50, 1))).toBe(true);
    bench.tool.drag(at(50, -20));
    bench.tool.drop(at(50, -20));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![1]).toEqual([50, -20]);
  });

  it('never moves an object by a plain drag, only with Shift', () => {
    const bench = selected();
    expect(bench.tool.grab(at(30, 60))).toBe(false);
    expect(bench.tool.grab(at(30, 60, { shift: true }))).toBe(true);
    bench.tool.drag(at(40, 60));
    bench.tool.drop(at(40, 60));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![0]).toEqual([10, 0]);
  });

  it('deletes a vertex with Alt, but leaves a triangle', () => {
    const bench = selected();
    bench.tool.click(at(100, 100, { alt: true }));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]).toHaveLength(3);
    bench.tool.click(at(100, 0, { alt: true }));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]).toHaveLength(3);
    expect(bench.message).toContain('Three');
  });

  it('drops a drag on Escape without a trace', () => {
    const bench = selected();
    bench.tool.grab(at(100, 100));
    bench.tool.drag(at(300, 300));
    bench.escape();
    bench.tool.drop(at(300, 300));
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]).toEqual(SQUARE);
    expect(bench.selected).toBe('a');
  });

  it('changes nothing for somebody who may only look', () => {
    const bench = benchWith({ a: square() }, { readOnly: true });
    bench.tool.click(at(50, 50));
    expect(bench.selected).toBe('a');
    expect(bench.tool.grab(at(100, 100))).toBe(false);
    bench.tool.click(at(100, 100, { alt: true }));
    bench.deleteSelected();
    bench.pickClass(12);
    bench.take('polygon');
    expect(bench.toolName).toBe('select');
    expect(bench.session.doc.get('a')).toEqual(square());
  });
});
