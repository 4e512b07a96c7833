import type { Ontology, OntologyClass } from '../../api/types';

/**
 * Colours that stay apart for the colour-blind (Okabe and Ito, "Color Universal Design", 2008,
 * without black), then Paul Tol's bright scheme (SRON/EPS/TN/09-002).
 */
// prettier-ignore
const PALETTE = [
  '#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7',
  '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377',
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
    colour: PALETTE.find((c) => !used.has(c)) ?? PALETTE[id % PALETTE.length] ?? '#e69f00',
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

/** Everything that would be refused, before asking. */
export function problemsOf({ classes }: Ontology): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const names = new Map<string, number>();
  const keys = new Map<string, number>();
  for (const { id, name, key, retired } of classes) {
    const plain = name.trim().toLowerCase();
    if (plain === '') {
      problems.push({ id, message: `Class ${id} has no name.` });
    } else if (names.has(plain)) {
      problems.push({ id, message: `Classes ${names.get(plain)} and ${id} are both “${name}”.` });
    }
    names.set(plain, id);
    if (key && !retired) {
      if (keys.has(key)) {
        problems.push({ id, message: `Key ${key} picks both ${keys.get(key)} and ${id}.` });
      }
      keys.set(key, id);
    }
  }
  return problems;
}
