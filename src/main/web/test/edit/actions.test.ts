import { describe, expect, it } from 'vitest';
import { runAction } from '../../src/edit/actions';
import { LabelDocument, type Content } from '../../src/edit/document';
import { polygon, type Ring } from '../../src/edit/geometry';

const square: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const hole: Ring = [
  [2, 2],
  [2, 4],
  [4, 4],
];
const label: Content = { geometry: polygon(square, hole), classId: 1, attributes: {} };
const doc = LabelDocument.EMPTY.put('a', label);
const shell = { part: 0, ring: 0 };

function ringsOf(changed: LabelDocument) {
  return changed.get('a')!.geometry.parts[0]!;
}

describe('actions', () => {
  it('move a vertex and leave every other ring the same object', () => {
    const moved = runAction(doc, 'moveVertex', ['a', { ...shell, vertex: 2 }, [12, 11]]);
    expect(ringsOf(moved)[0]).toEqual([
      [0, 0],
      [10, 0],
      [12, 11],
      [0, 10],
    ]);
    expect(ringsOf(moved)[1]).toBe(hole);
    expect(doc.get('a')).toBe(label);
  });

  it('insert after the given vertex, also into the closing edge', () => {
    const inserted = runAction(doc, 'insertVertex', ['a', { ...shell, vertex: 3 }, [0, 5]]);
    expect(ringsOf(inserted)[0]!.at(-1)).toEqual([0, 5]);
  });

  it('remove a vertex, but never of a triangle', () => {
    const removed = runAction(doc, 'removeVertex', ['a', { ...shell, vertex: 0 }]);
    expect(ringsOf(removed)[0]).toHaveLength(3);
    expect(runAction(removed, 'removeVertex', ['a', { ...shell, vertex: 0 }])).toBe(removed);
    expect(runAction(doc, 'removeVertex', ['a', { part: 0, ring: 1, vertex: 0 }])).toBe(doc);
  });

  it('cut and fill a hole', () => {
    const cut = runAction(doc, 'addHole', [
      'a',
      0,
      [
        [6, 6],
        [7, 6],
        [7, 7],
      ],
    ]);
    expect(ringsOf(cut)).toHaveLength(3);
    expect(runAction(cut, 'removeHole', ['a', 0, 2]).get('a')).toEqual(label);
    expect(runAction(doc, 'removeHole', ['a', 0, 0])).toBe(doc);
  });

  it('move the whole label with its holes', () => {
    const moved = runAction(doc, 'moveLabel', ['a', [5, -1]]);
    expect(ringsOf(moved)[1]![0]).toEqual([7, 1]);
    expect(runAction(doc, 'moveLabel', ['a', [0, 0]])).toBe(doc);
  });

  it('answer the same document when nothing changes', () => {
    expect(runAction(doc, 'setClass', ['a', 1])).toBe(doc);
    expect(runAction(doc, 'setAttributes', ['a', {}])).toBe(doc);
    expect(runAction(doc, 'addLabel', ['a', label])).toBe(doc);
    expect(runAction(doc, 'deleteLabel', ['nobody'])).toBe(doc);
    expect(runAction(doc, 'moveVertex', ['nobody', { ...shell, vertex: 0 }, [1, 1]])).toBe(doc);
    expect(runAction(doc, 'moveVertex', ['a', { ...shell, vertex: 9 }, [1, 1]])).toBe(doc);
    expect(runAction(doc, 'moveVertex', ['a', { part: 7, ring: 0, vertex: 0 }, [1, 1]])).toBe(doc);
  });

  it('set class and attributes without touching the shape', () => {
    const changed = runAction(doc, 'setClass', ['a', 3]);
    const noted = runAction(changed, 'setAttributes', ['a', { note: 'x' }]);
    expect(noted.get('a')).toEqual({ ...label, classId: 3, attributes: { note: 'x' } });
    expect(noted.get('a')!.geometry).toBe(label.geometry);
  });
});
