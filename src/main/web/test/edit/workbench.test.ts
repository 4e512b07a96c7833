import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/edit/geometry';
import { Classes } from '../../src/edit/ontology';
import { objectRows } from '../../src/edit/panels/objectRows';
import { ONTOLOGY, benchWith, square } from './bench';

describe('undo', () => {
  it('goes to the place first when it is out of sight', async () => {
    const bench = benchWith({ a: square() });
    bench.session.perform('moveLabel', 'a', [10, 0]);
    const seen: string[] = [];
    bench.viewport = {
      seen: () => null,
      shows: () => false,
      goTo: (place: Box) => {
        seen.push(`to ${place.join(' ')} at x ${bench.session.boxOf('a')[0]}`);
        return Promise.resolve();
      },
    };
    await bench.undo();
    seen.push(`x ${bench.session.boxOf('a')[0]}`);
    expect(seen).toEqual(['to 0 0 110 100 at x 10', 'x 0']);
    expect(bench.message).toBe('Undone: move object');
  });

  it('stays where it is when the place can be seen', async () => {
    const bench = benchWith({ a: square() });
    bench.session.perform('deleteLabel', 'a');
    bench.viewport = {
      seen: () => null,
      shows: () => true,
      goTo: () => Promise.reject(new Error('moved')),
    };
    await bench.undo();
    expect(bench.selected).toBe('a');
    await bench.redo();
    expect(bench.selected).toBeNull();
  });

  it('does one step however often it is pressed on the way', async () => {
    const bench = benchWith({ a: square() });
    bench.session.perform('moveLabel', 'a', [10, 0]);
    bench.session.perform('moveLabel', 'a', [10, 0]);
    bench.viewport = {
      seen: () => null,
      shows: () => false,
      goTo: () => new Promise((r) => setTimeout(r, 5)),
    };
    await Promise.all([bench.undo(), bench.undo(), bench.undo()]);
    expect(bench.session.boxOf('a')[0]).toBe(10);
  });
});

describe('a digit', () => {
  it('picks by the key of the ontology, else by place', () => {
    const classes = new Classes(ONTOLOGY);
    expect(classes.byKey('1')?.name).toBe('Truck');
    expect(classes.byKey('5')).toBeUndefined();
    const plain = new Classes({
      version: 1,
      classes: ONTOLOGY.classes.map(({ key: _, ...rest }) => rest),
    });
    expect(plain.byKey('1')?.name).toBe('Vehicle');
    expect(plain.byKey('4')?.name).toBe('Building');
    expect(plain.keyOf(30)).toBe('4');
    expect(plain.keyOf(20)).toBeUndefined();
  });

  it('changes the selected object only while nothing is being drawn', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    bench.pickClass(12);
    expect(bench.session.doc.get('a')!.classId).toBe(12);
    bench.take('polygon');
    bench.pickClass(30);
    expect(bench.classId).toBe(30);
    expect(bench.session.doc.get('a')!.classId).toBe(12);
  });
});

describe('the list of objects', () => {
  const bench = benchWith({
    a: { ...square(30), attributes: { roof: 'Green' } },
    b: square(11),
    c: square(12),
  });
  bench.session.perform('addLabel', 'd', { ...square(11), geometry: square().geometry });
  const rows = (wanted: object) =>
    objectRows(bench.session, bench.classes, {
      text: '',
      classId: null,
      sort: 'newest',
      ...wanted,
    } as never).map((row) => row.id);

  it('puts what is not saved yet first', () => {
    expect(rows({})[0]).toBe('d');
    expect(rows({ sort: 'state' })[0]).toBe('d');
  });

  it('finds by class name, attribute and id', () => {
    expect(rows({ text: 'build' })).toEqual(['a']);
    expect(rows({ text: 'green' })).toEqual(['a']);
    expect(rows({ text: 'truck' })).toEqual(['c']);
    expect(rows({ text: 'nothing' })).toEqual([]);
  });

  it('filters by class and sorts by name', () => {
    expect(rows({ classId: 11 }).sort()).toEqual(['b', 'd']);
    expect(rows({ sort: 'class' })).toEqual(['a', 'b', 'd', 'c']);
  });
});
