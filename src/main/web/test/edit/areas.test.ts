import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Area } from '../../src/api/types';
import { Areas } from '../../src/edit/areas';
import { Colleagues } from '../../src/edit/colleagues';
import { polygon, type Geometry } from '../../src/edit/geometry';

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

describe('what lies in areas of work', () => {
  const mine: Area = { ...area('A1', true), box: [0, 0, 100, 100] };
  const theirs: Area = { ...area('B1'), box: [100, 0, 200, 100], assignee: 'ana' };
  const nobodys: Area = { ...area('C1'), box: [200, 0, 300, 100] };
  const drawn: Area = {
    ...area('P1'),
    box: [0, 200, 100, 300],
    assignee: 'ana',
    outline: [
      [
        [
          [0, 200],
          [100, 200],
          [0, 300],
          [0, 200],
        ],
      ],
    ],
  };

  const box = (x: number, y: number, width = 20): Geometry =>
    polygon([
      [x, y],
      [x + width, y],
      [x + width, y + 20],
      [x, y + 20],
    ]);

  it('is locked where most of it lies in a colleague’s, however far it goes into others', async () => {
    const of = new Colleagues(await areas(mine, theirs, nobodys, drawn), true);
    expect(of.obstacle(box(120, 10))).toContain('area B1, which is ana’s');
    expect(of.obstacle(box(95, 10))).toContain('B1');
    expect(of.obstacle(box(85, 10))).toBeNull();
    expect(of.obstacle(box(10, 10))).toBeNull();
    expect(of.obstacle(box(250, 10))).toBeNull();
    expect(of.obstacle(box(250, 500))).toBeNull();
    expect(of.obstacle(box(10, 210))).toContain('P1');
    expect(of.obstacle(box(75, 275)), 'in the box of P1, not in its outline').toBeNull();
  });

  it('is locked too where it is a line or points', async () => {
    const of = new Colleagues(await areas(mine, theirs), true);
    const line = (to: number): Geometry => ({
      type: 'LineString',
      parts: [
        [
          [
            [90, 50],
            [to, 50],
          ],
        ],
      ],
    });
    expect(of.obstacle(line(120))).toContain('B1');
    expect(of.obstacle(line(95))).toBeNull();
    expect(of.obstacle({ type: 'Point', parts: [[[[150, 50]]]] })).toContain('B1');
  });

  it('is not locked for whom areas do not bind, nor once it is unlocked', async () => {
    const list = await areas(mine, theirs);
    expect(new Colleagues(list, false).obstacle(box(120, 10))).toBeNull();
    const of = new Colleagues(list, true);
    of.open = true;
    expect(of.obstacle(box(120, 10))).toBeNull();
  });
});
