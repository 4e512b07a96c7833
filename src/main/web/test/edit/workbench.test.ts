import { describe, expect, it } from 'vitest';
import type { Layer } from '../../src/api/types';
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

describe('a class that is drawn as one kind of geometry', () => {
  const classes = new Classes({
    version: 1,
    classes: [
      { id: 1, name: 'Runway', colour: '#e69f00', geometry: 'line' },
      { id: 2, name: 'Tank', colour: '#56b4e9' },
    ],
  });

  it('leaves only the tools that draw it', () => {
    const bench = benchWith({}, { classes });
    bench.take('polygon');
    expect(bench.toolName).toBe('select');
    expect(bench.message).toBe('“Runway” is drawn as a line.');
    bench.take('measure');
    expect(bench.toolName).toBe('measure');
    bench.pickClass(2);
    bench.take('polygon');
    expect(bench.toolName).toBe('polygon');
  });

  it('takes up its own tool where another was in hand', () => {
    const bench = benchWith({}, { classes });
    bench.pickClass(2);
    bench.take('box');
    bench.pickClass(1);
    expect(bench.toolName).toBe('line');
  });
});

describe('predictions', () => {
  const layer = (id: string, kind: Layer['kind']): Layer => ({
    id,
    kind,
    name: id,
    locked: false,
    editable: true,
    created: '2026-11-26T00:00:00Z',
    created_by: 'me',
  });
  const layers = [layer('people', 'person'), layer('detector', 'model')];
  const predicted = { ...square(), layer: 'detector', confidence: 0.7 };

  it('are accepted into the layer of people, or deleted, and can be had back', async () => {
    const bench = benchWith({ a: predicted, b: predicted }, { layers });
    bench.select('a');
    bench.judge('accept', 'b');
    expect(bench.session.doc.get('a')?.layer).toBe('people');
    expect(bench.session.doc.get('a')?.confidence).toBe(0.7);
    expect(bench.selected).toBe('b');
    bench.judge('reject', null);
    expect(bench.session.doc.has('b')).toBe(false);
    await bench.undo();
    await bench.undo();
    expect(bench.session.doc.get('a')?.layer).toBe('detector');
  });

  it('are all that can be judged', () => {
    const bench = benchWith({ a: { ...square(), layer: 'people' } }, { layers });
    bench.select('a');
    bench.judge('reject', null);
    expect(bench.session.doc.has('a')).toBe(true);
    expect(bench.message).toContain('no prediction');
  });
});
