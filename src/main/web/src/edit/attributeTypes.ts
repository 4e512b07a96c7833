import type { Attributes } from './document';

/** What may be said of a class's objects, as the ontology has it. */
export interface AttributeType {
  readonly name: string;
  readonly type: 'enum' | 'number' | 'text' | 'flag';
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** What a new label starts with. */
  readonly initial?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly visible_if?: { readonly attribute: string; readonly values: readonly string[] };
}

/** The attributes that matter given the values of those they depend on. */
export function visibleTypes(
  types: readonly AttributeType[],
  values: Attributes,
): readonly AttributeType[] {
  return types.filter(
    ({ visible_if: condition }) =>
      !condition || condition.values.includes(String(values[condition.attribute] ?? '')),
  );
}

/** What a new object of the class starts with. */
export function initialValues(types: readonly AttributeType[]): Attributes {
  const values: Record<string, unknown> = {};
  for (const type of types) {
    const value = type.initial === undefined ? undefined : valueOf(type, type.initial);
    if (value !== undefined) {
      values[type.name] = value;
    }
  }
  return values;
}

/** What was typed, as the attribute's kind of value; undefined where it is empty or no number. */
export function valueOf({ type }: AttributeType, text: string): unknown {
  switch (type) {
    case 'number':
      return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
    case 'flag':
      return text === 'true';
    case 'enum':
    case 'text':
      return text === '' ? undefined : text;
  }
}

/** Names of visible attributes that must be said and are not. */
export function missing(types: readonly AttributeType[], values: Attributes): string[] {
  return visibleTypes(types, values)
    .filter(({ name, required }) => required && values[name] === undefined)
    .map(({ name }) => name);
}
