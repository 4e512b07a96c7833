import { describe, expect, it } from 'vitest';
import type { Ontology, OntologyClass } from '../../src/api/types';
import {
  addClass,
  changeClass,
  dropClass,
  parentsFor,
  problemsOf,
  tree,
} from '../../src/pages/ontology/draft';

function one(id: number, name: string, parent: number | null = null): OntologyClass {
  return { id, name, colour: '#e69f00', key: null, parent };
}

const VEHICLES: Ontology = {
  version: 3,
  classes: [one(3, 'Lorry', 1), one(1, 'Vehicle'), one(2, 'Car', 1), one(7, 'Ship')],
};

describe('ontology draft', () => {
  it('gives a new class the next id and a colour and key nobody has', () => {
    const added = addClass(changeClass(VEHICLES, 1, { key: '1' })).classes.at(-1);
    expect(added).toMatchObject({ id: 8, key: '2', parent: null });
    expect(added?.colour).not.toBe('#e69f00');
  });

  it('leaves the version it started from untouched', () => {
    const before = structuredClone(VEHICLES);
    dropClass(changeClass(addClass(VEHICLES), 1, { name: 'x' }), 2);
    expect(VEHICLES).toEqual(before);
  });

  it('shows children below their parent', () => {
    expect(tree(VEHICLES.classes).map(({ each, depth }) => [each.name, depth])).toEqual([
      ['Vehicle', 0],
      ['Lorry', 1],
      ['Car', 1],
      ['Ship', 0],
    ]);
  });

  it('shows every class once even where parents run in a circle', () => {
    const circle = [one(1, 'a', 2), one(2, 'b', 1), one(3, 'c', 99)];
    expect(
      tree(circle)
        .map(({ each }) => each.id)
        .sort(),
    ).toEqual([1, 2, 3]);
  });

  it('offers no parent that would close a circle', () => {
    expect(parentsFor(VEHICLES.classes, 1).map(({ name }) => name)).toEqual(['Ship']);
    expect(parentsFor(VEHICLES.classes, 2).map(({ id }) => id)).toEqual([3, 1, 7]);
  });

  it('names empty and double names and keys', () => {
    const draft = { version: 1, classes: [one(1, 'Car'), one(2, ' car '), one(3, '')] };
    expect(problemsOf(draft).map(({ id }) => id)).toEqual([2, 3]);
    const keys = changeClass(changeClass(VEHICLES, 1, { key: '4' }), 7, { key: '4' });
    expect(problemsOf(keys)).toHaveLength(1);
    expect(problemsOf(changeClass(keys, 7, { retired: true }))).toEqual([]);
    expect(problemsOf(VEHICLES)).toEqual([]);
  });
});
