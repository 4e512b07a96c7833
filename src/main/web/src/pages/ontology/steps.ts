import type { Ontology, OntologyClass, OntologyOutcome, OntologyStep } from '../../api/types';
import { counted } from '../../ui/format';

export type Kind = OntologyStep['kind'];
type Part = NonNullable<OntologyStep['parts']>[number];

/** What the person has filled in of a change to one class. */
export interface Intention {
  readonly kind: Kind;
  readonly name: string;
  readonly into: number | null;
  readonly attribute: string;
  readonly parts: readonly SplitPart[];
}

/** A class that a split makes of the labels whose attribute has the value. */
export interface SplitPart {
  readonly value: string;
  readonly name: string;
}

/** The step it is for the server; undefined while something is missing. */
export function stepOf(
  { id, name }: OntologyClass,
  { classes }: Ontology,
  intention: Intention,
): OntologyStep | undefined {
  const { kind } = intention;
  switch (kind) {
    case 'rename': {
      const fresh = intention.name.trim();
      return fresh === '' || fresh === name ? undefined : { kind, class: id, name: fresh };
    }
    case 'merge':
      return intention.into === null ? undefined : { kind, class: id, into: intention.into };
    case 'split': {
      const next = Math.max(...classes.map((each) => each.id)) + 1;
      const parts = intention.parts
        .filter((part) => part.value.trim() !== '' && part.name.trim() !== '')
        .map((part, i): Part => ({
          id: next + i,
          name: part.name.trim(),
          value: part.value.trim(),
        }));
      const attribute = intention.attribute.trim();
      return attribute === '' || parts.length === 0
        ? undefined
        : { kind, class: id, attribute, parts };
    }
    case 'retire':
    case 'bring-back':
      return { kind, class: id };
  }
}

/** What would happen to labels, a sentence each. */
export function consequences(
  { moved, kept, classes }: OntologyOutcome,
  step: OntologyStep,
): string[] {
  const name = (id: number) => classes.find((each) => each.id === id)?.name ?? `class ${id}`;
  const lines = moved.map(
    ({ to, labels, scenes }) =>
      `${counted(labels, 'label')} in ${counted(scenes, 'scene')} ${labels === 1 ? 'becomes' : 'become'} “${name(to)}”.`,
  );
  for (const { labels, scenes } of kept) {
    const where = `${counted(labels, 'label')} in ${counted(scenes, 'scene')}`;
    lines.push(
      step.kind === 'retire'
        ? `The class stays on ${where}; nobody can give it to further ones.`
        : `The new name shows on ${where}.`,
    );
  }
  switch (step.kind) {
    case 'merge':
      return [...lines, `“${name(step.class)}” is retired.`];
    case 'split':
      return [...lines, `Labels with another value, or none, stay “${name(step.class)}”.`];
    case 'bring-back':
      return [`“${name(step.class)}” can be given to labels again.`];
    case 'rename':
    case 'retire':
      return lines;
  }
}
