import type { AttributeType } from './attributeTypes';
import type { Ontology, OntologyClass } from '../api/types';
import { codes, dashes, shapes, SHAPES, SOLID, type Dash, type Shape } from './classSigns';
import type { Form } from './tools';

export interface ClassNode {
  readonly self: OntologyClass;
  readonly depth: number;
  readonly children: readonly ClassNode[];
}

/** Colour of a label whose class the ontology does not know. */
const UNKNOWN = '#b3bcc8';

/** The classes of a project as a tree and by id. Changes only by becoming a newer version. */
export class Classes {
  roots: readonly ClassNode[] = [];
  private byId: ReadonlyMap<number, OntologyClass> = new Map();
  private signs: {
    dash: ReadonlyMap<number, Dash>;
    code: ReadonlyMap<number, string>;
    shape: ReadonlyMap<number, Shape>;
  } = { dash: new Map(), code: new Map(), shape: new Map() };
  private version = -1;

  constructor(ontology: Ontology) {
    this.become(ontology);
  }

  /** Takes a newer version over; false where it is none. */
  become(ontology: Ontology): boolean {
    if (ontology.version <= this.version) {
      return false;
    }
    this.version = ontology.version;
    this.byId = new Map(ontology.classes.map((each) => [each.id, each]));
    const known = (id: number | null | undefined) => id != null && this.byId.has(id);
    const below = (parent: number | null, depth: number): ClassNode[] =>
      ontology.classes
        .filter((each) => (known(each.parent) ? each.parent : null) === parent)
        .map((self) => ({ self, depth, children: below(self.id, depth + 1) }));
    this.roots = below(null, 0);
    const { classes } = ontology;
    this.signs = { dash: dashes(classes), code: codes(classes), shape: shapes(classes) };
    return true;
  }

  name(id: number): string {
    return this.byId.get(id)?.name ?? `class ${id}`;
  }

  /** What may be said of an object of the class; nothing where the ontology leaves it open. */
  attributes(id: number): readonly AttributeType[] {
    const typed = this.byId.get(id) as { attributes?: readonly AttributeType[] | null } | undefined;
    return typed?.attributes ?? [];
  }

  /** What objects of the class are drawn as; null for anything. */
  form(id: number | null): Form | null {
    return (id === null ? undefined : this.byId.get(id)?.geometry) ?? null;
  }

  colour(id: number): string {
    return this.byId.get(id)?.colour ?? UNKNOWN;
  }

  /** How the outline is broken, where another class has the same colour. */
  dash(id: number): Dash {
    return this.signs.dash.get(id) ?? SOLID;
  }

  /** Two letters that no other class of the project has. */
  code(id: number): string {
    return this.signs.code.get(id) ?? '?';
  }

  /** What a label of the class looks like where there is only room for a dot. */
  shape(id: number): Shape {
    return this.signs.shape.get(id) ?? SHAPES[0]!;
  }

  /** The class that a digit key picks: the ontology's own key, else its place among the open ones. */
  byKey(key: string): OntologyClass | undefined {
    const open = this.open();
    const own = open.find((each) => each.key === key);
    return own ?? (open.some((each) => each.key) ? undefined : open[Number(key) - 1]);
  }

  /** The digit shown beside a class, if one picks it. */
  keyOf(id: number): string | undefined {
    return Array.from('123456789').find((key) => this.byKey(key)?.id === id);
  }

  /** Classes that may still be given, in the order of the tree. */
  open(): OntologyClass[] {
    const flat = (nodes: readonly ClassNode[]): OntologyClass[] =>
      nodes.flatMap((node) => [node.self, ...flat(node.children)]);
    return flat(this.roots).filter((each) => !each.retired);
  }
}
