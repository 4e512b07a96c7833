import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Area } from '../../src/api/types';
import { Areas } from '../../src/edit/areas';

function area(id: string, mine = false): Area {
  return { id, name: id, box: [0, 0, 9, 9], state: 'ready', mine, changed: '2026-01-01T00:00:00Z' };
}

async function areas(...list: Area[]) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ areas: list })));
  const made = new Areas('s', () => undefined);
  await made.load();
  return made;
}

afterEach(() => vi.unstubAllGlobals());

describe('the areas of a scene', () => {
  it('are gone through one after the other, until they end', async () => {
    const made = await areas(area('A1'), area('B1'));
    expect(made.beside(1)?.id).toBe('A1');
    expect(made.beside(-1)?.id).toBe('B1');
    made.enter('A1');
    expect(made.current?.id).toBe('A1');
    expect(made.beside(1)?.id).toBe('B1');
    expect(made.beside(-1)).toBeNull();
  });

  it('lead only to those of who works on some', async () => {
    const made = await areas(area('A1'), area('B1', true), area('C1'), area('D1', true));
    made.enter('B1');
    expect(made.beside(1)?.id).toBe('D1');
    made.enter('A1');
    expect(made.beside(1)?.id).toBe('B1');
  });

  it('are drawn, and the one that was drawn is gone to', async () => {
    const made = await areas(area('A1'));
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body));
      return Response.json({ areas: [area('A1'), area('P1')] });
    });
    await made.draw([
      [0, 0],
      [5, 0],
      [5, 5],
    ]);
    expect(sent).toEqual([
      {
        outline: [
          [0, 0],
          [5, 0],
          [5, 5],
        ],
      },
    ]);
    expect(made.current?.id).toBe('P1');
  });

  it('are none where a scene is not divided', async () => {
    const made = await areas();
    expect(made.beside(1)).toBeNull();
    expect(made.current).toBeNull();
  });
});
