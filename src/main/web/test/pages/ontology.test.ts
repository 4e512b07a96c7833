import { describe, expect, it } from 'vitest';
import type { Ontology, OntologyClass } from '../../src/api/types';
import { Classes } from '../../src/edit/ontology';
import { differences, problemsOf } from '../../src/pages/ontology/draft';
import { consequences, stepOf, type Intention } from '../../src/pages/ontology/steps';

const CAR: OntologyClass = { id: 3, name: 'Car', colour: '#e69f00' };
const SHIP: OntologyClass = { id: 7, name: 'Ship', colour: '#56b4e9' };
const NOW: Ontology = { version: 4, classes: [CAR, SHIP] };
const NOTHING: Intention = { kind: 'rename', name: 'Car', into: null, attribute: '', parts: [] };

describe('the step to a class', () => {
  it('is none while something is missing', () => {
    expect(stepOf(CAR, NOW, NOTHING)).toBeUndefined();
    expect(stepOf(CAR, NOW, { ...NOTHING, kind: 'merge' })).toBeUndefined();
    expect(stepOf(CAR, NOW, { ...NOTHING, kind: 'split', attribute: 'kind' })).toBeUndefined();
  });

  it('gives the parts of a split numbers that nobody has', () => {
    const parts = [
      { value: 'lorry', name: 'Lorry' },
      { value: '', name: 'Nothing' },
      { value: 'bus', name: 'Bus ' },
    ];
    expect(stepOf(CAR, NOW, { ...NOTHING, kind: 'split', attribute: 'kind', parts })).toEqual({
      kind: 'split',
      class: 3,
      attribute: 'kind',
      parts: [
        { id: 8, name: 'Lorry', value: 'lorry' },
        { id: 9, name: 'Bus', value: 'bus' },
      ],
    });
  });

  it('is told with the labels it concerns', () => {
    const outcome = { dry_run: true, version: 4, classes: NOW.classes, labels: 1 };
    const moved = [{ from: 3, to: 7, labels: 1, scenes: 1 }];
    expect(
      consequences({ ...outcome, moved, kept: [] }, { kind: 'merge', class: 3, into: 7 }),
    ).toEqual(['1 label in 1 scene becomes “Ship”.', '“Car” is retired.']);
    const kept = [{ class: 3, labels: 12, scenes: 2 }];
    expect(consequences({ ...outcome, moved: [], kept }, { kind: 'retire', class: 3 })).toEqual([
      'The class stays on 12 labels in 2 scenes; nobody can give it to further ones.',
    ]);
  });
});

describe('two versions', () => {
  it('differ by what is said otherwise', () => {
    const next: Ontology = {
      version: 4,
      classes: [
        { ...CAR, name: 'Motor car', geometry: 'area', attributes: [] },
        { ...SHIP, retired: true },
        { id: 9, name: 'Pier', colour: '#009e73' },
      ],
    };
    expect(differences(NOW, next)).toEqual([
      '“Car” is called “Motor car”',
      '“Motor car” has another geometry',
      '“Ship” is retired',
      '“Pier” is new',
    ]);
    expect(differences(NOW, { version: 3, classes: [CAR] })).toEqual(['“Ship” goes']);
    expect(differences(NOW, NOW)).toEqual([]);
  });

  it('follow each other in an open editor, never back', () => {
    const classes = new Classes(NOW);
    expect(classes.become({ version: 5, classes: [{ ...CAR, name: 'Motor car' }] })).toBe(true);
    expect(classes.become(NOW)).toBe(false);
    expect(classes.name(3)).toBe('Motor car');
    expect(classes.open()).toHaveLength(1);
  });
});

describe('attributes', () => {
  it.each([
    [{ name: '', type: 'text' }, 'no name'],
    [{ name: 'roof', type: 'enum', choices: [] }, 'no choices'],
    [{ name: 'floors', type: 'number', minimum: 4, maximum: 2 }, 'above the most'],
  ] as const)('%j is refused before asking', (attribute, why) => {
    const attributes = [{ ...attribute, choices: [] }];
    const draft = { version: 1, classes: [{ ...CAR, attributes }] };
    expect(problemsOf(draft)[0]?.message).toContain(why);
  });
});
