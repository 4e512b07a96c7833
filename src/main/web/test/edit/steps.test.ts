import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LabelDocument, type Content, type Saved } from '../../src/edit/document';
import { History } from '../../src/edit/history';
import { KeptSteps, forgetSteps } from '../../src/edit/steps';
import { polygon } from '../../src/edit/geometry';
import { square } from './bench';

class Memory {
  readonly all = new Map<string, string>();
  get length() {
    return this.all.size;
  }
  key(i: number) {
    return [...this.all.keys()][i] ?? null;
  }
  getItem(key: string) {
    return this.all.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.all.set(key, value);
  }
  removeItem(key: string) {
    this.all.delete(key);
  }
}

const saved = (revision: number, content: Content | null): Saved => ({
  revision,
  content,
  facts: null,
});

let memory: Memory;

function steps(user = 'ann', scene = 's') {
  return new KeptSteps({ user, scene, storage: memory as unknown as Storage });
}

/** Draws a label, gives it another class, and deletes a second one; all saved. */
function session() {
  const nothing = LabelDocument.of([['b', saved(1, square(12))]]);
  const drawn = nothing.put('a', square(11));
  const changed = drawn.put('a', square(12));
  const deleted = changed.remove('b');
  const history = History.EMPTY.record('draw', nothing, drawn)
    .record('class', drawn, changed)
    .record('delete', changed, deleted);
  const doc = deleted.acknowledge([
    ['a', saved(2, square(12))],
    ['b', saved(2, null)],
  ]);
  return { doc, history };
}

function keep() {
  const { doc, history } = session();
  const kept = steps();
  kept.keep(history, (id) => doc.saved(id)?.revision);
  kept.flush();
}

/** What a fresh page hears from the server. */
const fresh = (a: Saved = saved(2, square(12))) => LabelDocument.of([['a', a]]);

describe('the steps of a tab', () => {
  beforeEach(() => {
    memory = new Memory();
  });

  it('can be undone after a reload, down to bringing back what was deleted', () => {
    keep();
    const { history, gone } = steps().restore(fresh());
    expect(history.done.map(({ title }) => title)).toEqual(['draw', 'class', 'delete']);
    expect(gone).toEqual([['b', saved(2, null)]]);
    const back = history.undo(fresh().acknowledge(gone));
    expect(back.doc.get('b')).toEqual(square(12));
    const again = back.history.undo(back.doc);
    expect(again.doc.get('a')?.classId).toBe(11);
  });

  it('can be redone, too', () => {
    const { doc, history } = session();
    const undone = history.undo(doc);
    const kept = steps();
    kept.keep(undone.history, (id) => doc.saved(id)?.revision);
    kept.flush();
    const now = fresh().acknowledge([['b', saved(3, square(12))]]);
    const { history: restored } = steps().restore(now);
    expect(restored.next.redo?.title).toBe('delete');
    expect(restored.redo(now).doc.has('b')).toBe(false);
  });

  it('end where somebody else went on', () => {
    keep();
    const { history } = steps().restore(fresh(saved(3, square(11))));
    expect(history.done.map(({ title }) => title)).toEqual(['delete']);
    const broughtBack = fresh().acknowledge([['b', saved(3, square(12))]]);
    expect(steps().restore(broughtBack).history.done).toHaveLength(2);
  });

  it('are of one person and scene, and forgotten with them', () => {
    keep();
    expect(steps('ann', 'other').restore(fresh()).history.done).toEqual([]);
    expect(steps('ben').restore(fresh()).history.done).toEqual([]);
    expect(steps().restore(fresh()).history.done).toEqual([]);
    keep();
    forgetSteps(memory as unknown as Storage);
    expect(memory.all.size).toBe(0);
  });

  it('go as far back as there is room', () => {
    const ring = Array.from({ length: 6_000 }, (_, i) => [i, i % 7] as const);
    const large = { ...square(11), geometry: polygon(ring) };
    const before = LabelDocument.EMPTY;
    const first = before.put('a', large);
    const second = first.put('b', square(11));
    const history = History.EMPTY.record('large', before, first).record('small', first, second);
    const kept = steps();
    kept.keep(history, () => 1);
    kept.flush();
    const restored = steps().restore(
      LabelDocument.of([
        ['a', saved(1, large)],
        ['b', saved(1, square(11))],
      ]),
    );
    expect(restored.history.done.map(({ title }) => title)).toEqual(['small']);
    const text = memory.all.get('graticule.steps.ann.s') ?? '';
    expect((JSON.parse(text) as { revisions: object }).revisions).toEqual({ b: 1 });
  });

  it('end with the page where the browser has no room or kept nonsense', () => {
    const { history } = session();
    vi.spyOn(memory, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    const kept = steps();
    kept.keep(history, () => 1);
    kept.flush();
    expect(steps().restore(fresh()).history.done).toEqual([]);
    memory.all.set('graticule.steps.ann.s', '{"version":1');
    expect(steps().restore(fresh()).history.done).toEqual([]);
  });
});
