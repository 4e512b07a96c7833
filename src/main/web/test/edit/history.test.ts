import { describe, expect, it } from 'vitest';
import { ACTIONS, runAction, type ActionName } from '../../src/edit/actions';
import { LabelDocument, sameContent } from '../../src/edit/document';
import { History } from '../../src/edit/history';
import { Random, seeds } from './random';

/** One random action with random, sometimes senseless, arguments. */
function randomStep(doc: LabelDocument, random: Random): [ActionName, LabelDocument] {
  const ids = [...doc.ids(), 'nobody'];
  const id = random.pick(ids);
  const at = { part: 0, ring: random.int(3), vertex: random.int(9) };
  const args: Record<ActionName, unknown[]> = {
    addHole: [id, 0, random.ring(random.position(), 5)],
    addLabel: [`label-${random.int(1000)}`, random.content()],
    addPart: [id, random.ring(random.position(), 5)],
    cutLabel: [id, [random.position(), random.position()], () => `piece-${random.int(1000)}`],
    deleteLabel: [id],
    insertShared: [ids, [random.position(), random.position()], random.position()],
    intersectLabels: [id, [random.pick(ids)]],
    insertVertex: [id, at, random.position()],
    mergeLabels: [id, [random.pick(ids)]],
    moveLabel: [id, random.position(5)],
    moveShared: [ids, random.position(), random.position()],
    moveVertex: [id, at, random.position()],
    removeHole: [id, 0, random.int(3)],
    removeVertex: [id, at],
    replaceGeometry: [id, random.content().geometry],
    reshapeLabel: [id, [random.position(), random.position()]],
    restore: [id, random.content()],
    setAttributes: [id, { note: `n${random.int(3)}` }],
    setClass: [id, 1 + random.int(3)],
    setLayer: [id, `layer-${random.int(2)}`],
    splitParts: [id, () => `part-${random.int(1000)}`],
    squareLabel: [id],
    subtractLabels: [id, [random.pick(ids)]],
  };
  const name = random.pick(Object.keys(ACTIONS) as ActionName[]);
  return [name, runAction(doc, name, args[name] as never)];
}

function same(a: LabelDocument, b: LabelDocument): boolean {
  const ids = new Set([...a.ids(), ...b.ids()]);
  return [...ids].every((id) => sameContent(a.get(id) ?? null, b.get(id) ?? null));
}

describe('history', () => {
  it.each(seeds(30))('undo goes all the way back and redo all the way forth (seed %i)', (seed) => {
    const random = new Random(seed);
    const start = LabelDocument.of(
      seeds(5).map((n) => [`s${n}`, { revision: 1, content: random.content(), facts: null }]),
    );
    const states = [start];
    let history = History.EMPTY;
    for (let i = 0; i < 60; i++) {
      const before = states.at(-1)!;
      const [name, after] = randomStep(before, random);
      const next = history.record(ACTIONS[name].title, before, after);
      expect(next === history).toBe(after === before);
      if (next !== history) {
        states.push(after);
        history = next;
      }
    }
    let doc = states.at(-1)!;
    for (const expected of states.slice(0, -1).reverse()) {
      ({ doc, history } = history.undo(doc));
      expect(same(doc, expected)).toBe(true);
    }
    expect(doc.edited()).toEqual([]);
    for (const expected of states.slice(1)) {
      ({ doc, history } = history.redo(doc));
      expect(same(doc, expected)).toBe(true);
    }
    expect(history.next.redo).toBeUndefined();
  });

  it('survives a save in between', () => {
    const content = new Random(3).content();
    const before = LabelDocument.EMPTY;
    const drawn = before.put('a', content);
    const history = History.EMPTY.record('draw object', before, drawn);
    const stored = drawn.acknowledge([['a', { revision: 1, content, facts: null }]]);
    const { doc, history: after } = history.undo(stored);
    expect(doc.has('a')).toBe(false);
    expect(doc.saved('a')!.revision).toBe(1);
    expect(after.redo(doc).doc.get('a')).toBe(content);
  });

  it('names what it did and covers both places of a move', () => {
    const content = new Random(4).content();
    const before = LabelDocument.EMPTY.put('a', content);
    const after = runAction(before, 'moveLabel', ['a', [5000, 0]]);
    const entry = History.EMPTY.record('move object', before, after).next.undo!;
    expect(entry.title).toBe('move object');
    expect(entry.place[2] - entry.place[0]).toBeGreaterThan(5000);
  });

  it('drops what could be redone once something else is done', () => {
    const random = new Random(5);
    const one = LabelDocument.EMPTY.put('a', random.content());
    const undone = History.EMPTY.record('draw object', LabelDocument.EMPTY, one).undo(one);
    const other = undone.doc.put('b', random.content());
    expect(undone.history.record('draw object', undone.doc, other).next.redo).toBeUndefined();
  });

  it('forgets steps of a label that somebody else changed', () => {
    const random = new Random(6);
    const one = LabelDocument.EMPTY.put('a', random.content());
    const two = one.put('b', random.content());
    const history = History.EMPTY.record('draw object', LabelDocument.EMPTY, one)
      .record('draw object', one, two)
      .forget('a');
    expect(history.done.flatMap((entry) => entry.changes.map((c) => c.id))).toEqual(['b']);
  });
});
