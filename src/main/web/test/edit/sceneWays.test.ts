import { describe, expect, it } from 'vitest';
import type { Area } from '../../src/api/types';
import type { OpenScene } from '../../src/edit/openScene';
import { SceneWays } from '../../src/edit/sceneWays';

/** The way out of a scene in which an outline is begun. */
function ways(area: Area | null) {
  const said: string[] = [];
  const open = { areas: { beside: () => area, current: null } } as unknown as OpenScene;
  const way = new SceneWays({
    open,
    view: () => ({}),
    say: (message) => said.push(message),
    unfinished: () => true,
    helpSaving: () => said.push('help'),
    goToArea: ({ name }) => said.push(`to ${name}`),
  });
  return { way, said };
}

describe('with an outline begun', () => {
  it.each(['nextScene', 'previousScene', 'submit'] as const)(
    '%s stays in the scene',
    async (to) => {
      const { way, said } = ways(null);
      await way.go(to);
      expect(said).toEqual([expect.stringContaining('Finish what you began')]);
    },
  );

  it('another area of the same scene is gone to, and nothing is submitted', async () => {
    const { way, said } = ways({ name: 'B2' } as Area);
    await way.go('nextScene');
    expect(said).toEqual(['to B2']);
    await way.go('submit');
    expect(said[1]).toContain('Finish what you began');
  });
});
