import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../src/api/problem';
import type { Operation, OperationResult } from '../../src/api/types';
import type { Content } from '../../src/edit/document';
import { operationFor } from '../../src/edit/operation';
import { EMPTY_QUEUE, type QueueSnapshot } from '../../src/edit/saveQueue';
import { Saver } from '../../src/edit/saver';
import { EditSession } from '../../src/edit/session';
import { LabelServer, REFUSED_CLASS } from './labelServer';
import { Random, seeds } from './random';

type Send = (operations: readonly Operation[]) => Promise<readonly OperationResult[]>;

let ids = 0;

/** A page on a server: the session and what its tab would leave behind. */
function page(send: Send): { session: EditSession; left: () => QueueSnapshot } {
  let left = EMPTY_QUEUE;
  const session = new EditSession({
    actor: 'me',
    onChange: () => undefined,
    saver: (owner) =>
      new Saver({
        send,
        // Through JSON, as a browser would keep it.
        keeper: { keep: (s) => ((left = JSON.parse(JSON.stringify(s)) as QueueSnapshot), true) },
        onSaved: (news) => owner.saved(news),
        onChange: () => undefined,
        newId: () => `op-${ids++}`,
      }),
  });
  return { session, left: () => left };
}

const down: Send = () => Promise.reject(ProblemError.unreachable(new Error('connection refused')));
const random = new Random(9);
const content = random.content();
const wrong: Content = { ...content, classId: REFUSED_CLASS };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('saver', () => {
  it('sends an edit within half a second, however many follow', async () => {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'a', content);
    expect(session.saver.state).toMatchObject({ kind: 'saving', unsaved: 1 });
    for (let t = 0; t < 500; t += 50) {
      session.perform('moveLabel', 'a', [1, 0]);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(server.applied.length).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state).toMatchObject({ kind: 'saved', unsaved: 0 });
    expect(server.labels.get('a')!.revision).toBe(session.doc.saved('a')!.revision);
    expect(server.feature('a')!.geometry).toEqual(
      operationFor('', 'a', 0, session.doc.get('a')!).geometry,
    );
  });

  it('never has two batches under way', async () => {
    const waiting: (() => void)[] = [];
    const server = new LabelServer();
    const { session } = page(
      (ops) => new Promise((resolve) => waiting.push(() => resolve(server.save(ops)))),
    );
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(1000);
    session.perform('addLabel', 'b', content);
    session.perform('setClass', 'a', 4);
    await vi.advanceTimersByTimeAsync(5000);
    expect(waiting).toHaveLength(1);
    waiting[0]!();
    await vi.advanceTimersByTimeAsync(10);
    expect(waiting).toHaveLength(2);
    waiting[1]!();
    await vi.advanceTimersByTimeAsync(10);
    expect(server.requests[1]!.map((op) => [op.element, op.kind, op.base_rev])).toEqual([
      ['a', 'update', 1],
      ['b', 'create', undefined],
    ]);
  });

  it('sends nothing for what was undone before it was sent', async () => {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'a', content);
    session.undo();
    expect(session.saver.state.kind).toBe('saved');
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.requests).toEqual([]);
  });

  it('repeats the same batch under the same ids when the answer was lost', async () => {
    const server = new LabelServer();
    let lost = 0;
    const { session } = page((ops) => {
      const answer = server.save(ops);
      return lost++ < 2 ? down(ops) : Promise.resolve(answer);
    });
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(500);
    expect(session.saver.state).toMatchObject({ kind: 'offline', unsaved: 1, offline: true });
    session.perform('setClass', 'a', 4);
    session.perform('addLabel', 'b', content);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.saver.state.kind).toBe('saved');
    expect(server.requests[1]).toEqual(server.requests[0]);
    expect(server.requests[2]).toEqual(server.requests[0]);
    expect(server.applied.map((op) => op.kind)).toEqual(['create', 'update', 'create']);
  });

  it.each([0, 401, 408, 429, 500, 502, 503])('keeps trying after %i', async (status) => {
    let failing = true;
    const server = new LabelServer();
    const { session } = page((ops) =>
      failing ? Promise.reject(new ProblemError({ status })) : Promise.resolve(server.save(ops)),
    );
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.saver.state.kind).toBe('offline');
    failing = false;
    session.saver.retry();
    await vi.advanceTimersByTimeAsync(10);
    expect(session.saver.state.kind).toBe('saved');
  });

  it('keeps a refused label with its violations in place and saves the others', async () => {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'bad', wrong);
    session.perform('addLabel', 'good', content);
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state).toMatchObject({ kind: 'refused', refused: 1, unsaved: 1 });
    expect([...server.labels.keys()]).toEqual(['good']);
    expect(session.findings()).toMatchObject([{ element: 'bad', place: [1, 2] }]);
    expect(session.doc.get('bad')).toBe(wrong);
    session.perform('setClass', 'bad', 1);
    expect(session.findings()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state.kind).toBe('saved');
    expect(server.labels.has('bad')).toBe(true);
  });

  it('finds the guilty one when the refusal names nobody', async () => {
    const server = new LabelServer();
    const { session } = page(async (ops) => {
      if (ops.some((op) => op.class === REFUSED_CLASS)) {
        throw new ProblemError({ status: 400, detail: 'no' });
      }
      return server.save(ops);
    });
    session.perform('addLabel', 'a', content);
    session.perform('addLabel', 'bad', wrong);
    session.perform('addLabel', 'b', content);
    await vi.advanceTimersByTimeAsync(2000);
    expect([...server.labels.keys()].sort()).toEqual(['a', 'b']);
    expect(session.findings().map((f) => [f.element, f.violation.message])).toEqual([
      ['bad', 'no'],
    ]);
  });

  it('gives up a refused edit when the person undoes it', async () => {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(1000);
    session.perform('setClass', 'a', REFUSED_CLASS);
    await vi.advanceTimersByTimeAsync(1000);
    session.undo();
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state.kind).toBe('saved');
    expect(server.applied).toHaveLength(1);
  });
});

describe('what others do meanwhile', () => {
  async function changedByAnother() {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(1000);
    const theirs = random.content();
    server.change('a', operationFor('', 'a', 1, theirs));
    return { server, session, theirs };
  }

  it('is shown where nothing was edited here, and undo does not take it back', async () => {
    const { server, session, theirs } = await changedByAnother();
    session.follow(server.features(), []);
    expect(session.doc.get('a')).toMatchObject(theirs);
    expect(session.undo()).toBeUndefined();
    session.follow([], ['a']);
    expect(session.doc.has('a')).toBe(false);
  });

  it('stays below an edit made here, which becomes a conflict', async () => {
    const { server, session } = await changedByAnother();
    session.perform('setClass', 'a', 4);
    session.follow(server.features(), []);
    expect(session.doc.get('a')!.classId).toBe(4);
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state.kind).toBe('conflict');
  });
});

describe('conflict', () => {
  async function conflicting(theirs: Content | null) {
    const server = new LabelServer();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(1000);
    server.change('a', theirs && operationFor('', 'a', 1, theirs));
    session.perform('setClass', 'a', 4);
    session.perform('addLabel', 'b', content);
    await vi.advanceTimersByTimeAsync(1000);
    return { server, session, conflict: session.saver.queue.conflicts.get('a')! };
  }

  const theirs = random.content();

  it('carries both versions and holds up nothing else', async () => {
    const { server, session, conflict } = await conflicting(theirs);
    expect(session.saver.state).toMatchObject({ kind: 'conflict', conflicts: 1, unsaved: 1 });
    expect(conflict.mine).toMatchObject({ classId: 4 });
    expect(conflict.theirs).toMatchObject({ revision: 2, content: theirs });
    expect(server.labels.has('b')).toBe(true);
  });

  it('puts mine on top of theirs when asked, and theirs stays in the history', async () => {
    const { server, session, conflict } = await conflicting(theirs);
    session.keepMine(conflict, conflict.theirs!.revision);
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.state.kind).toBe('saved');
    expect(server.labels.get('a')).toMatchObject({ revision: 3, operation: { class: 4 } });
  });

  it('takes theirs, and undo does not reach behind it', async () => {
    const { server, session, conflict } = await conflicting(theirs);
    session.takeTheirs(conflict);
    expect(session.doc.get('a')).toMatchObject(theirs);
    expect(session.saver.state.kind).toBe('saved');
    while (session.undo());
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.doc.get('a')).toMatchObject(theirs);
    expect(server.labels.get('a')!.revision).toBe(2);
  });

  it('shows a label that they deleted as gone, or brings it back', async () => {
    const taken = await conflicting(null);
    taken.session.takeTheirs(taken.conflict);
    expect(taken.session.doc.has('a')).toBe(false);
    const kept = await conflicting(null);
    kept.session.keepMine(kept.conflict, 2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.server.labels.get('a')).toMatchObject({ revision: 3, operation: { class: 4 } });
  });

  it('keeps asking while the person goes on editing', async () => {
    const { session } = await conflicting(theirs);
    session.perform('setClass', 'a', 2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(session.saver.state.kind).toBe('conflict');
    expect(session.saver.queue.conflicts.get('a')!.mine).toMatchObject({ classId: 2 });
  });
});

describe('a killed tab', () => {
  it('loses nothing and applies nothing twice', async () => {
    const server = new LabelServer();
    const first = page((ops) => {
      server.save(ops);
      return down(ops);
    });
    first.session.perform('addLabel', 'a', content);
    await vi.advanceTimersByTimeAsync(500);
    first.session.perform('setClass', 'a', 4);
    first.session.perform('addLabel', 'b', content);
    first.session.saver.close();

    const second = page((ops) => Promise.resolve(server.save(ops)));
    second.session.load(server.features());
    expect(second.session.adopt(first.left())).toBe(true);
    expect(second.session.doc.get('a')!.classId).toBe(4);
    await vi.advanceTimersByTimeAsync(1000);
    expect(second.session.saver.state.kind).toBe('saved');
    expect(server.applied.map((op) => [op.element, op.kind])).toEqual([
      ['a', 'create'],
      ['a', 'update'],
      ['b', 'create'],
    ]);
    expect(second.left()).toEqual(EMPTY_QUEUE);
  });

  it('does not overwrite what somebody saved meanwhile', async () => {
    const server = new LabelServer();
    server.change('a', operationFor('', 'a', 0, content));
    const first = page(down);
    first.session.load(server.features());
    first.session.perform('setClass', 'a', 4);
    first.session.saver.close();
    server.change('a', operationFor('', 'a', 1, random.content()));

    const second = page((ops) => Promise.resolve(server.save(ops)));
    second.session.load(server.features());
    second.session.adopt(first.left());
    second.session.perform('moveLabel', 'a', [1, 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(second.session.saver.state.kind).toBe('conflict');
    expect(server.applied).toEqual([]);
  });

  it('keeps what it saved while an older page of labels was still on its way', async () => {
    const server = new LabelServer();
    server.change('a', operationFor('', 'a', 0, content));
    const older = server.features();
    const { session } = page((ops) => Promise.resolve(server.save(ops)));
    session.load(older);
    session.perform('setClass', 'a', 4);
    await vi.advanceTimersByTimeAsync(1000);
    session.load(older);
    expect(session.doc.get('a')!.classId).toBe(4);
    session.perform('deleteLabel', 'a');
    await vi.advanceTimersByTimeAsync(1000);
    session.load(older);
    expect(session.saver.state.kind).toBe('saved');
    expect([...session.doc.ids()]).toEqual([]);
  });

  it('waits when both tabs changed the same label', () => {
    const [one, two] = [page(down), page(down)];
    one.session.perform('addLabel', 'a', content);
    two.session.perform('addLabel', 'a', wrong);
    expect(two.session.adopt(one.left())).toBe(false);
    expect(two.session.doc.get('a')).toBe(wrong);
  });
});

describe('any session', () => {
  it.each(seeds(40))('ends with the server holding what the page shows (seed %i)', async (seed) => {
    const dice = new Random(seed);
    const server = new LabelServer();
    const send: Send = async (ops) => {
      await new Promise((done) => setTimeout(done, dice.int(800)));
      if (dice.chance(0.2)) {
        return down(ops);
      }
      const answer = server.save(ops);
      return dice.chance(0.2) ? down(ops) : answer;
    };
    let current = page(send);
    for (let i = 0; i < 120; i++) {
      const { session } = current;
      const id = dice.pick([...session.doc.ids(), 'nobody']);
      const doing = dice.int(7);
      if (doing === 0) {
        session.perform('addLabel', `l${i}`, dice.content());
      } else if (doing === 1) {
        session.perform('deleteLabel', id);
      } else if (doing === 2) {
        session.undo();
      } else if (doing === 3) {
        session.redo();
      } else if (doing === 4 && dice.chance(0.3)) {
        session.perform('setClass', id, REFUSED_CLASS);
      } else {
        session.perform('moveLabel', id, dice.position(9));
      }
      if (dice.chance(0.05)) {
        session.saver.close();
        const left = current.left();
        await vi.advanceTimersByTimeAsync(2000);
        current = page(send);
        current.session.load(server.features());
        expect(current.session.adopt(left)).toBe(true);
      }
      await vi.advanceTimersByTimeAsync(dice.int(600));
    }
    await vi.advanceTimersByTimeAsync(300_000);
    const { session } = current;
    expect(session.saver.state.conflicts).toBe(0);
    const refused = new Set(session.saver.queue.refusals.keys());
    expect([...refused].every((id) => session.doc.get(id)?.classId === REFUSED_CLASS)).toBe(true);
    const shown = [...session.doc.ids()].filter((id) => !refused.has(id));
    const held = server.features().filter((feature) => !refused.has(feature.id));
    expect(held.map((f) => f.id).sort()).toEqual(shown.sort());
    for (const feature of held) {
      const operation = operationFor('', feature.id, 0, session.doc.get(feature.id)!);
      expect(feature.geometry).toEqual(operation.geometry);
      expect(feature.properties.class).toBe(operation.class);
    }
    expect(new Set(server.applied.map((op) => op.op_id)).size).toBe(server.applied.length);
  });
});
