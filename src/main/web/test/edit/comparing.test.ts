import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/api/types';
import { comparingParameters, readComparing } from '../../src/edit/comparing';
import type { Compared } from '../../src/edit/map/comparison';
import { readView } from '../../src/view/viewState';

const scene = { id: 'b' } as Scene;

describe('the address of a comparison', () => {
  it('says all that it takes to show it again', () => {
    const all: Compared[] = [
      { scene, how: 'swipe', share: 0.25 },
      { scene, how: 'swipe', share: 0.5 },
      { scene, how: 'fade', share: 1 },
      { scene, how: 'fade', share: 0 },
    ];
    for (const { how, share } of all) {
      const said = comparingParameters({ scene, how, share });
      expect(readComparing(said)).toEqual({ other: 'b', how, share });
    }
    expect(comparingParameters(null)).toEqual({});
  });

  it('is understood by the page that looks at a scene', () => {
    const view = readView(comparingParameters({ scene, how: 'swipe', share: 0.25 }));
    expect(view).toMatchObject({ other: 'b', mode: 'swipe', share: 0.25 });
  });

  it('that cannot be understood is none, or as it begins', () => {
    expect(readComparing({ compare: 'swipe' })).toBeNull();
    expect(readComparing({ with: 'b', compare: 'side' })).toBeNull();
    expect(readComparing({ with: 'b', compare: 'fade', fade: '7' })?.share).toBe(0.5);
    expect(readComparing({ with: 'b', compare: 'fade', fade: 'x' })?.share).toBe(0.5);
  });
});
