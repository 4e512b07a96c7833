import { describe, expect, it } from 'vitest';
import { BINDINGS } from '../../src/edit/keys/bindings';
import { Keymap, chordOf } from '../../src/edit/keys/keymap';

function press(key: string, held: Partial<Record<'ctrl' | 'alt' | 'shift', boolean>> = {}) {
  return {
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: false,
    altKey: held.alt ?? false,
    shiftKey: held.shift ?? false,
  };
}

describe('a chord', () => {
  it('names what is held, and a sign by itself', () => {
    expect(chordOf(press('z', { ctrl: true }))).toBe('Ctrl+Z');
    expect(chordOf(press('Z', { ctrl: true, shift: true }))).toBe('Ctrl+Shift+Z');
    expect(chordOf(press('?', { shift: true }))).toBe('?');
    expect(chordOf(press('Delete'))).toBe('Delete');
  });
});

describe('the keymap', () => {
  it.each(['cvat', 'qgis'] as const)('gives no key of the %s profile twice', (profile) => {
    const keymap = new Keymap().of(profile);
    const keys = BINDINGS.flatMap(({ act }) => keymap.keysOf(act));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('finishes or takes back with the right button, after the profile', () => {
    expect(new Keymap().of('cvat').rightClick).toBe('Backspace');
    expect(new Keymap().of('qgis').rightClick).toBe('Enter');
  });

  it('has the keys that editor.md names', () => {
    const keymap = new Keymap();
    const named = {
      s: 'habit:snap',
      t: 'habit:trace',
      b: 'badImagery',
      f: 'nextScene',
      d: 'previousScene',
      j: 'accept',
      k: 'reject',
      q: 'do:square',
      o: 'tool:circle',
      x: 'tool:cut',
      c: 'do:merge',
      h: 'tool:hole',
    };
    for (const [key, act] of Object.entries(named)) {
      expect(keymap.actOf(press(key))).toBe(act);
    }
  });

  it('takes a key that is free, and refuses one that is taken or fixed', () => {
    const keymap = new Keymap();
    expect(keymap.obstacle('tool:polygon', 'Y')).toBeNull();
    expect(keymap.with('tool:polygon', 'Y').actOf(press('y'))).toBe('tool:polygon');
    expect(keymap.with('tool:polygon', 'Y').actOf(press('p'))).toBeUndefined();
    expect(keymap.obstacle('tool:polygon', 'X')).toContain('Cut');
    expect(keymap.obstacle('tool:polygon', 'Enter')).toContain('fixed');
    expect(keymap.obstacle('tool:polygon', '3')).toContain('fixed');
  });

  it('survives a reload, and a browser that kept nonsense', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    new Keymap().of('qgis').with('tool:cut', 'Z').keep(storage);
    const again = Keymap.load(storage);
    expect(again.profile).toBe('qgis');
    expect(again.actOf(press('z'))).toBe('tool:cut');
    kept.set('graticule.keys', '{');
    expect(Keymap.load(storage).choice.profile).toBeNull();
  });
});
