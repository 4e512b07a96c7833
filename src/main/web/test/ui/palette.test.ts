import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OntologyClass } from '../../src/api/types';
import { codes, dashes, shapes, SHAPES, type Shape } from '../../src/edit/classSigns';
import { PALETTE, addClass } from '../../src/pages/ontology/draft';
import { contrast } from '../../src/ui/colours';
import { seenBy, VISIONS, difference } from './vision';

/**
 * Three times what can just be seen side by side (about 0.02 in OKLab): labels lie apart, on a
 * picture.
 */
const APART = 0.06;

const READY = '../resources/org/graticule/work/ontologies/';
const ontologies = readdirSync(READY).map((file) => {
  const { classes } = JSON.parse(readFileSync(READY + file, 'utf8')) as {
    classes: OntologyClass[];
  };
  return { file, classes };
});

function pairs<T>(of: readonly T[]): [T, T][] {
  return of.flatMap((one, i) => of.slice(i + 1).map((other): [T, T] => [one, other]));
}

/** Colours that somebody could mistake for each other. */
function alike(colours: readonly string[], vision: keyof typeof VISIONS): string[] {
  return pairs(colours)
    .filter(([a, b]) => difference(seenBy(vision, a), seenBy(vision, b)) < APART)
    .map(([a, b]) => `${a} and ${b}`);
}

const EVERY_VISION = Object.keys(VISIONS) as (keyof typeof VISIONS)[];

describe('colours given to classes', () => {
  it.each(EVERY_VISION)('can be told apart by %s', (vision) => {
    expect(alike(PALETTE, vision)).toEqual([]);
  });

  it.each(EVERY_VISION.flatMap((vision) => ontologies.map((o) => ({ vision, ...o }))))(
    'of $file can be told apart by $vision',
    ({ vision, classes }) => {
      expect(alike([...new Set(classes.map(({ colour }) => colour))], vision)).toEqual([]);
    },
  );

  it('stand out from the dark casing that is drawn around them and from the dark page', () => {
    for (const colour of PALETTE) {
      expect(contrast(colour, '#101923'), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it('are what a new class gets, each before any is given twice', () => {
    let draft = { version: 1, classes: [] as OntologyClass[] };
    PALETTE.forEach(() => (draft = addClass(draft)));
    expect(draft.classes.map(({ colour }) => colour)).toEqual(PALETTE);
  });

  it('would be found out: the scheme that was here before has such', () => {
    expect(alike(['#d55e00', '#228833'], 'protanopia')).toHaveLength(1);
    expect(alike(['#d55e00', '#228833'], 'ordinary')).toEqual([]);
  });
});

describe('what is told by more than colour', () => {
  it.each(ontologies)('has letters of its own in $file', ({ classes }) => {
    const given = codes(classes);
    expect(new Set(given.values()).size).toBe(classes.length);
    expect([...given.values()].every((code) => code.length <= 2)).toBe(true);
  });

  it('is broken otherwise where a colour is given again', () => {
    const classes = [1, 2, 3].map((id) => ({ id, name: `c${id}`, colour: '#e69f00' }));
    const borders = [
      ...dashes([...classes, { ...classes[0]!, id: 4, colour: '#56b4e9' }]).values(),
    ];
    expect(borders.map(({ border }) => border)).toEqual(['solid', 'dashed', 'dotted', 'solid']);
  });

  it.each(ontologies)(
    'has a shape that no other class of its colour has in $file',
    ({ classes }) => {
      const shape = shapes(classes);
      for (const colour of new Set(classes.map((each) => each.colour))) {
        const alike = classes.filter((each) => each.colour === colour);
        const different = new Set(alike.map(({ id }) => shape.get(id)));
        expect(different.size, colour).toBe(Math.min(alike.length, SHAPES.length));
      }
      const first = classes.slice(0, SHAPES.length).map(({ id }) => shape.get(id));
      expect(new Set(first).size).toBe(first.length);
    },
  );

  it('has shapes of about the same weight', () => {
    const areas = SHAPES.map((shape) => Math.abs(areaOf(shape)));
    expect(Math.max(...areas) / Math.min(...areas)).toBeLessThan(1.5);
  });

  it('keeps its shape when a class is added', () => {
    const before = [3, 9].map((id) => ({ id, name: `c${id}`, colour: '#e69f00' }));
    const after = shapes([{ ...before[0]!, id: 12 }, ...before]);
    expect([...shapes(before)].every(([id, shape]) => after.get(id) === shape)).toBe(true);
  });

  it('keeps its letters when a class is added', () => {
    const before = [
      { id: 3, name: 'Cargo Car', colour: '#e69f00' },
      { id: 9, name: 'Container Crane', colour: '#e69f00' },
    ];
    const after = [{ id: 12, name: 'Cable Car', colour: '#e69f00' }, ...before];
    expect([...codes(before).values()]).toEqual(['CC', 'CO']);
    expect(codes(after).get(3)).toBe('CC');
    expect(codes(after).get(12)).toBe('CA');
  });
});

function areaOf(shape: Shape): number {
  return shape.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = shape[(i + 1) % shape.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
