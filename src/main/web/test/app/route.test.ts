import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute, TABS, type Route } from '../../src/app/route';

const ID = '3f0c2a9e-58a1-4f2e-9d3b-7a6c1e0b4d21';

describe('route', () => {
  it.each<Exclude<Route, { page: 'unknown' }>>([
    { page: 'projects' },
    ...TABS.map((tab) => ({ page: 'project', project: ID, tab, filters: {} }) as const),
    { page: 'scene', scene: ID, view: {} },
    { page: 'scene', scene: ID, view: { bands: '4,3,2', stretch: 'range:0,1;2,3;4,5.5' } },
    { page: 'project', project: ID, tab: 'scenes', filters: { sensor: 'MSI', bbox: '1,2,3,4' } },
    { page: 'label', scene: ID, view: {} },
    { page: 'label', scene: ID, view: { bands: '3,2,1' } },
    { page: 'accounts' },
    { page: 'tokens' },
    { page: 'sessions' },
    { page: 'markings' },
    { page: 'audit', filters: {} },
    { page: 'audit', filters: { actor: 'a&b=c', type: 'label.' } },
  ])('survives the address bar: %j', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it('opens the projects for an empty address', () => {
    expect(parseRoute('')).toEqual({ page: 'projects' });
    expect(parseRoute('#/')).toEqual({ page: 'projects' });
  });

  it('opens the scenes of a project named without a tab', () => {
    expect(parseRoute(`#/projects/${ID}`)).toEqual({
      page: 'project',
      project: ID,
      tab: 'scenes',
      filters: {},
    });
  });

  it.each(['#/nowhere', `#/projects/${ID}/secrets`, `#/scenes/${ID}/more`, '#/scenes', '#/%zz'])(
    'does not guess at %s',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'unknown', hash });
    },
  );
});
