import type { ClassRules, LabelRules, OntologyClass } from '../../api/types';

export type Severity = 'off' | 'warning' | 'error';
export type KeptApart = NonNullable<ClassRules['apart']>[number];

/** A project or a class: both say what labels are held to in the same words. */
export type Held = Pick<LabelRules, 'minimum_area_m2' | 'rules'>;

type NumberOf = Exclude<keyof ClassRules, 'apart' | 'severity'> | 'minimum_area_m2';

/** A number that a rule measures by. */
export interface Measure {
  readonly field: NumberOf;
  readonly name: string;
  readonly unit: string;
  /** Where nobody says otherwise; null for no bound. */
  readonly usual: number | null;
  /** What the server takes. */
  readonly least: number;
  readonly most: number;
}

export interface Rule {
  readonly code: string;
  readonly title: string;
  readonly says: string;
  readonly usual: Severity;
  /** It cannot be softened: other programs rely on it. */
  readonly fixed?: boolean;
  readonly measures: readonly Measure[];
}

const area = (field: NumberOf, name: string, most: number): Measure => ({
  ...{ field, name, most },
  unit: 'm²',
  usual: null,
  least: 0,
});
const length = (field: NumberOf, name: string): Measure => ({
  ...{ field, name },
  unit: 'm',
  usual: null,
  least: 0,
  most: 1e9,
});

/** What can be asked of labels, in the order people think of it. Pairs of classes stand apart. */
export const RULES: readonly (readonly [heading: string, rules: readonly Rule[]])[] = [
  [
    'Size on the ground',
    [
      {
        code: 'too-small',
        title: 'Not too small',
        says: 'Area on the ellipsoid, or length of a line',
        usual: 'error',
        measures: [
          area('minimum_area_m2', 'Least area', 1e12),
          length('minimum_length_m', 'Least length'),
        ],
      },
      {
        code: 'too-large',
        title: 'Not too large',
        says: 'Area on the ellipsoid, or length of a line',
        usual: 'error',
        measures: [
          area('maximum_area_m2', 'Most area', 1e15),
          length('maximum_length_m', 'Most length'),
        ],
      },
    ],
  ],
  [
    'Outline',
    [
      {
        code: 'too-many-vertices',
        title: 'Number of vertices',
        says: 'Of one label, closing vertices included',
        usual: 'error',
        fixed: true,
        measures: [
          {
            field: 'most_vertices',
            name: 'Most vertices',
            unit: '',
            usual: 100_000,
            least: 4,
            most: 120_000,
          },
        ],
      },
      {
        code: 'repeated-point',
        title: 'Spacing of vertices',
        says: 'Neighbouring vertices that are closer; at 0 only exact repeats',
        usual: 'warning',
        measures: [
          { field: 'spacing_px', name: 'Least spacing', unit: 'px', usual: 0, least: 0, most: 1e6 },
        ],
      },
      {
        code: 'spike',
        title: 'No spikes',
        says: 'Corners that are sharper',
        usual: 'warning',
        measures: [
          {
            field: 'spike_degrees',
            name: 'Sharpest corner',
            unit: '°',
            usual: 2,
            least: 0,
            most: 180,
          },
        ],
      },
      {
        code: 'sliver',
        title: 'No slivers',
        says: 'Parts that are thinner on average',
        usual: 'warning',
        measures: [
          {
            field: 'sliver_px',
            name: 'Thinnest part',
            unit: 'px',
            usual: 0.1,
            least: 0,
            most: 1e6,
          },
        ],
      },
    ],
  ],
  [
    'Neighbours',
    [
      {
        code: 'duplicate',
        title: 'No duplicates',
        says: 'Likeness to another label of the class, as intersection over union; above 1 nothing is one',
        usual: 'warning',
        measures: [
          {
            field: 'duplicate_iou',
            name: 'Least likeness',
            unit: '',
            usual: 0.9,
            least: 0.01,
            most: 2,
          },
        ],
      },
      {
        code: 'overlap',
        title: 'Overlaps',
        says: 'Of the pairs below',
        usual: 'error',
        measures: [],
      },
      {
        code: 'gap',
        title: 'Narrow gaps',
        says: 'Of the pairs below',
        usual: 'warning',
        measures: [],
      },
      {
        code: 'shared-edge',
        title: 'Shared edges',
        says: 'Of the pairs below',
        usual: 'error',
        measures: [],
      },
    ],
  ],
  [
    'Work and words',
    [
      {
        code: 'outside-work-area',
        title: 'Inside one’s own area of work',
        says: 'Where a scene is divided among people; leads and reviewers are not bound',
        usual: 'warning',
        measures: [],
      },
      {
        code: 'attribute-required',
        title: 'Required attributes',
        says: 'That the class asks for',
        usual: 'error',
        measures: [],
      },
      {
        code: 'wrong-geometry',
        title: 'Kind of geometry',
        says: 'Area, line or point, where the class has one kind',
        usual: 'error',
        measures: [],
      },
    ],
  ],
];

export function numberOf(held: Held, field: NumberOf): number | null {
  return (field === 'minimum_area_m2' ? held.minimum_area_m2 : held.rules?.[field]) ?? null;
}

export function severityOf(held: Held, code: string): Severity | null {
  return held.rules?.severity?.[code] ?? null;
}

/** The same with another number; null leaves it to what is above. */
export function withNumber<T extends Held>(held: T, field: NumberOf, value: number | null): T {
  return field === 'minimum_area_m2'
    ? { ...held, minimum_area_m2: value }
    : withRules(held, { [field]: value ?? undefined });
}

export function withSeverity<T extends Held>(held: T, code: string, value: Severity | null): T {
  const { [code]: _, ...others } = held.rules?.severity ?? {};
  return withRules(held, { severity: value ? { ...others, [code]: value } : others });
}

export function withPairs<T extends Held>(held: T, apart: readonly KeptApart[]): T {
  return withRules(held, { apart: [...apart] });
}

/** Nothing said is left out, so that what is as it was before is the same text. */
function withRules<T extends Held>(held: T, change: Partial<ClassRules>): T {
  const all = Object.entries({ ...held.rules, ...change }).filter(
    ([, value]) =>
      value !== undefined &&
      value !== null &&
      (typeof value !== 'object' || Object.keys(value).length > 0),
  );
  return { ...held, rules: all.length > 0 ? (Object.fromEntries(all) as ClassRules) : null };
}

/** How many things it says for itself. */
export function said(held: Held): number {
  const { apart, severity, ...numbers } = held.rules ?? {};
  const bounds = [held.minimum_area_m2, ...Object.values(numbers)];
  return (
    bounds.filter((value) => value !== null && value !== undefined).length +
    (apart?.length ?? 0) +
    Object.keys(severity ?? {}).length
  );
}

/** What is wrong before asking the server; null where nothing is. */
export function problemOf(held: Held, name: string): string | null {
  for (const { measures } of RULES.flatMap(([, rules]) => rules)) {
    for (const { field, name: measure, least, most } of measures) {
      const value = numberOf(held, field);
      if (value !== null && !(value >= least && value <= most)) {
        return `${name}: ${measure.toLowerCase()} is ${value}, but must be ${least} to ${most}.`;
      }
    }
  }
  const [small, large] = [numberOf(held, 'minimum_area_m2'), numberOf(held, 'maximum_area_m2')];
  if (small !== null && large !== null && small > large) {
    return `${name}: the least area is above the most.`;
  }
  const [short, long] = [numberOf(held, 'minimum_length_m'), numberOf(held, 'maximum_length_m')];
  return short !== null && long !== null && short > long
    ? `${name}: the least length is above the most.`
    : null;
}

export function sameRules(a: Held, b: Held): boolean {
  const plain = ({ minimum_area_m2, rules }: Held) =>
    JSON.stringify([minimum_area_m2 ?? null, withRules({ rules: rules ?? null }, {}).rules]);
  return plain(a) === plain(b);
}

/** The classes with one changed. */
export function withClass(
  classes: readonly OntologyClass[],
  changed: OntologyClass,
): OntologyClass[] {
  return classes.map((each) => (each.id === changed.id ? changed : each));
}
