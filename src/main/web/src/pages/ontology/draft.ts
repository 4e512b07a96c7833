import type { AttributeType, Ontology, OntologyClass } from '../../api/types';

/**
 * Colours that stay apart for the colour-blind: Okabe and Ito's ("Color Universal Design", 2008,
 * without black), then three that were searched for the largest distance from those and from each
 * other however colours are seen. A further one would be mistaken for one of these; classes of the
 * same colour have lines of their own in the editor.
 */
// prettier-ignore
export const PALETTE = [
  '#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7',
  '#aaffcc', '#aa22ff', '#aaccaa',
] as const;

/** A mistake in a draft and the class it is about. */
export interface DraftProblem {
  readonly id: number;
  readonly message: string;
}

/** Adds a class with the next id, the first colour and the first key that are free. */
export function addClass(draft: Ontology): Ontology {
  const id = Math.max(0, ...draft.classes.map((each) => each.id)) + 1;
  const used = new Set(draft.classes.map((each) => each.colour));
  const keys = new Set(draft.classes.map((each) => each.key));
  const fresh: OntologyClass = {
    id,
    name: '',
    colour: PALETTE.find((each) => !used.has(each)) ?? PALETTE[id % PALETTE.length]!,
    key: [...'123456789'].find((key) => !keys.has(key)) ?? null,
    parent: null,
  };
  return { ...draft, classes: [...draft.classes, fresh] };
}

export function changeClass(draft: Ontology, id: number, change: Partial<OntologyClass>): Ontology {
  const classes = draft.classes.map((each) => (each.id === id ? { ...each, ...change } : each));
  return { ...draft, classes };
}

/** Takes back a class that was added in this draft; a published one can only be retired. */
export function dropClass(draft: Ontology, id: number): Ontology {
  return { ...draft, classes: draft.classes.filter((each) => each.id !== id) };
}

/** Classes in the order of the tree, each with its depth; a class in a circle stands at the top. */
export function tree(classes: readonly OntologyClass[]): { each: OntologyClass; depth: number }[] {
  const known = new Set(classes.map(({ id }) => id));
  const seen = new Set<number>();
  const out: { each: OntologyClass; depth: number }[] = [];
  const visit = (each: OntologyClass, depth: number) => {
    if (seen.has(each.id)) {
      return;
    }
    seen.add(each.id);
    out.push({ each, depth });
    classes.filter(({ parent }) => parent === each.id).forEach((child) => visit(child, depth + 1));
  };
  classes
    .filter(({ parent }) => parent === null || parent === undefined || !known.has(parent))
    .forEach((root) => visit(root, 0));
  classes.forEach((each) => visit(each, 0));
  return out;
}

/** Classes that may be the parent of one: all but itself and what lies below it. */
export function parentsFor(classes: readonly OntologyClass[], id: number): OntologyClass[] {
  const below = new Set([id]);
  for (let grown = true; grown;) {
    grown = false;
    for (const each of classes) {
      if (each.parent && below.has(each.parent) && !below.has(each.id)) {
        below.add(each.id);
        grown = true;
      }
    }
  }
  return classes.filter((each) => !below.has(each.id) && !each.retired);
}

/** What one version says otherwise than another, a line each. */
export function differences(before: Ontology, after: Ontology): string[] {
  const old = new Map(before.classes.map((each) => [each.id, each]));
  const kept = new Set(after.classes.map(({ id }) => id));
  const lines = before.classes
    .filter(({ id }) => !kept.has(id))
    .map(({ name }) => `“${name}” goes`);
  for (const each of after.classes) {
    const was = old.get(each.id);
    if (!was) {
      lines.push(`“${each.name}” is new`);
      continue;
    }
    if (was.name !== each.name) {
      lines.push(`“${was.name}” is called “${each.name}”`);
    }
    if ((was.retired ?? false) !== (each.retired ?? false)) {
      lines.push(`“${each.name}” is ${each.retired ? 'retired' : 'in use again'}`);
    }
    const others = SAID.filter(([field]) => !same(was[field], each[field])).map(([, word]) => word);
    if (others.length > 0) {
      lines.push(`“${each.name}” has another ${others.join(', ')}`);
    }
  }
  return lines;
}

/** What a class says beside its name and state. */
const SAID: readonly (readonly [keyof OntologyClass, string])[] = [
  ['parent', 'parent'],
  ['colour', 'colour'],
  ['key', 'key'],
  ['geometry', 'geometry'],
  ['attributes', 'set of attributes'],
  ['minimum_area_m2', 'least area'],
  ['rules', 'set of rules'],
];

/** Nothing said and said to be nothing are the same. */
function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) =>
    JSON.stringify(
      value === undefined || (Array.isArray(value) && value.length === 0) ? null : value,
    );
  return plain(a) === plain(b);
}

/** Everything that would be refused, before asking. */
export function problemsOf({ classes }: Ontology): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const names = new Map<string, number>();
  const keys = new Map<string, number>();
  for (const { id, name, key, retired, attributes } of classes) {
    const plain = name.trim().toLowerCase();
    if (plain === '') {
      problems.push({ id, message: `Class ${id} has no name.` });
    } else if (names.has(plain)) {
      problems.push({ id, message: `Classes ${names.get(plain)} and ${id} are both “${name}”.` });
    }
    names.set(plain, id);
    const wrong = attributeProblem(attributes ?? []);
    if (wrong) {
      problems.push({ id, message: `Class ${id} (${name}): ${wrong}` });
    }
    if (key && !retired) {
      if (keys.has(key)) {
        problems.push({ id, message: `Key ${key} picks both ${keys.get(key)} and ${id}.` });
      }
      keys.set(key, id);
    }
  }
  return problems;
}

function attributeProblem(attributes: readonly AttributeType[]): string | undefined {
  const names = new Set<string>();
  for (const { name, type, choices, minimum, maximum } of attributes) {
    if (name.trim() === '') {
      return 'an attribute has no name.';
    }
    if (names.has(name)) {
      return `the attribute “${name}” is there twice.`;
    }
    names.add(name);
    if (type === 'enum' && (choices ?? []).length === 0) {
      return `the attribute “${name}” has no choices.`;
    }
    if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
      return `the least of “${name}” is above the most.`;
    }
  }
  return undefined;
}
