import { BINDINGS, type Act, type Profile } from './bindings';

/** What a person chose; kept in the browser. */
export interface KeyChoice {
  /** Null until they were asked. */
  readonly profile: Profile | null;
  /** Keys in place of those of the profile. */
  readonly changed: Readonly<Partial<Record<Act, readonly string[]>>>;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const STORED = 'graticule.keys';

/** Keys that belong to drawing and to the keyboard cursor whatever the person chooses. */
const TAKEN = new Set(['ENTER', 'BACKSPACE', 'ESCAPE', ' ', 'TAB', 'SHIFT+TAB', 'F6']);

/** Which key asks for what: the profile's keys with the person's own over them. Immutable. */
export class Keymap {
  readonly choice: KeyChoice;
  private readonly acts: ReadonlyMap<string, Act>;

  constructor(choice: KeyChoice = { profile: null, changed: {} }) {
    this.choice = choice;
    this.acts = new Map(
      BINDINGS.flatMap(({ act }) =>
        this.keysOf(act).map((key) => [key.toUpperCase(), act] as const),
      ),
    );
  }

  get profile(): Profile {
    return this.choice.profile ?? 'cvat';
  }

  /** What a right click does while drawing, as the key that does the same. */
  get rightClick(): 'Backspace' | 'Enter' {
    return this.profile === 'cvat' ? 'Backspace' : 'Enter';
  }

  keysOf(act: Act): readonly string[] {
    const binding = BINDINGS.find((each) => each.act === act)!;
    return this.choice.changed[act] ?? binding[this.profile] ?? binding.keys;
  }

  actOf(event: Pressed): Act | undefined {
    return this.acts.get(chordOf(event).toUpperCase());
  }

  /** Why the key cannot be given to the act; null where it can. */
  obstacle(act: Act, chord: string): string | null {
    const holder = this.acts.get(chord.toUpperCase());
    if (TAKEN.has(chord.toUpperCase()) || /^(ARROW.*|[1-9])$/i.test(chord)) {
      return `${chord} is fixed`;
    }
    return holder && holder !== act
      ? `${chord} is taken by “${BINDINGS.find((each) => each.act === holder)!.title}”`
      : null;
  }

  with(act: Act, chord: string): Keymap {
    const changed = { ...this.choice.changed, [act]: [chord] };
    return new Keymap({ ...this.choice, changed });
  }

  of(profile: Profile): Keymap {
    return new Keymap({ ...this.choice, profile });
  }

  /** The profile's own keys again. */
  reset(): Keymap {
    return new Keymap({ ...this.choice, changed: {} });
  }

  static load(storage: Pick<Storage, 'getItem'>): Keymap {
    try {
      const choice = JSON.parse(storage.getItem(STORED) ?? 'null') as KeyChoice | null;
      return choice
        ? new Keymap({ profile: choice.profile, changed: choice.changed })
        : new Keymap();
    } catch {
      return new Keymap();
    }
  }

  keep(storage: Pick<Storage, 'setItem'>): void {
    storage.setItem(STORED, JSON.stringify(this.choice));
  }
}

/** A key with what is held, as `Ctrl+Shift+Z`. A sign that needs Shift to be typed is itself. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  const shifted = shiftKey && (/^[A-Z]$/.test(name) || name.length > 1);
  return [
    ctrlKey || metaKey ? 'Ctrl+' : '',
    altKey ? 'Alt+' : '',
    shifted ? 'Shift+' : '',
    name,
  ].join('');
}
