import type { IconName } from './icons';
import { newId } from './ids';
import type { Workbench } from './workbench';

export type CommandName = 'merge' | 'subtract' | 'intersect' | 'split' | 'square';

interface Command {
  readonly name: CommandName;
  readonly icon: IconName;
  readonly title: string;
  /** Why it cannot be done now; null where it can. */
  readonly obstacle: (bench: Workbench) => string | null;
  /** False where it would change nothing. */
  readonly run: (bench: Workbench, id: string) => boolean;
  readonly done: string;
  readonly nothing: string;
}

const CHOOSE_MORE = 'Shift+click further objects first.';

const needsOthers = ({ selected, others }: Workbench) =>
  selected === null || others.length === 0 ? CHOOSE_MORE : null;
const needsOne = ({ selected }: Workbench) =>
  selected === null ? 'Select an object first.' : null;

/** What is done to objects at once, without a tool. A new one is an entry here. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'merge',
    icon: 'merge',
    title: 'Merge with the others chosen',
    obstacle: needsOthers,
    run: ({ session, others }, id) => session.perform('mergeLabels', id, others),
    done: 'Merged into one object',
    nothing: 'There is nothing to merge.',
  },
  {
    name: 'subtract',
    icon: 'subtract',
    title: 'Subtract the others chosen',
    obstacle: needsOthers,
    run: ({ session, others }, id) => session.perform('subtractLabels', id, others),
    done: 'Subtracted',
    nothing: 'Nothing would change, or nothing would be left.',
  },
  {
    name: 'intersect',
    icon: 'intersect',
    title: 'Keep what the chosen have in common',
    obstacle: needsOthers,
    run: ({ session, others }, id) => session.perform('intersectLabels', id, others),
    done: 'Kept what they have in common',
    nothing: 'Nothing would change, or nothing would be left.',
  },
  {
    name: 'split',
    icon: 'splitParts',
    title: 'Make an object of each part',
    obstacle: needsOne,
    run: ({ session }, id) => session.perform('splitParts', id, newId),
    done: 'Each part is an object now',
    nothing: 'The object has one part only.',
  },
  {
    name: 'square',
    icon: 'square',
    title: 'Make corners right',
    obstacle: needsOne,
    run: ({ session }, id) => session.perform('squareLabel', id),
    done: 'Corners made right',
    nothing: 'No corner is near enough to a right angle.',
  },
];
