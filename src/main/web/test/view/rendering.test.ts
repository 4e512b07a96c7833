import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/api/types';
import { bandName, bandsOf, rangesOf, withBands, withRange } from '../../src/view/bands';
import { axisOf, columnsOf } from '../../src/view/histogram';
import {
  PLAIN,
  isPlain,
  quantile,
  rangeOf,
  readRendering,
  readStretch,
  renderingParameters,
  renderingText,
  tileUrl,
  writeStretch,
  type Rendering,
  type Statistics,
} from '../../src/view/rendering';
import {
  FIRST_LOOK,
  labellingParameters,
  readView,
  viewParameters,
} from '../../src/view/viewState';
import { readComparing } from '../../src/edit/comparing';

/** A thousand samples in every bin from 0 to 1,000, and one far out. */
function statistics(band: number): Statistics {
  const histogram = new Array<number>(256).fill(0);
  histogram.fill(1000, 0, 128);
  histogram[255] = 1;
  return {
    band,
    count: 128_001,
    min: 0,
    max: 2000,
    mean: 500,
    std: 290,
    p2: 20,
    p98: 980,
    histogram_low: 0,
    histogram_high: 2000,
    histogram,
  };
}

const SCENE = {
  id: 'a',
  revision: 3,
  width: 1000,
  height: 800,
  bands: 5,
  tiles: {
    url: '/plain/{z}/{x}/{y}?v=3',
    map_url: '/mercator/{z}/{x}/{y}?v=3',
    size: 512,
    max_zoom: 1,
  },
  statistics: [0, 1, 2, 3].map(statistics),
  details: {
    alpha: true,
    band_names: ['Red', '', 'Blue', 'NIR'],
    display_bands: [0, 1, 2],
    display_stretch: [
      { low: 20, high: 980 },
      { low: 20, high: 980 },
      { low: 20, high: 980 },
    ],
  },
} as unknown as Scene;

describe('a rendering', () => {
  const all: Rendering = {
    style: null,
    bands: [4, 3, 2],
    expression: null,
    stretch: { kind: 'range', ranges: [{ low: -1.5, high: 2 }] },
    gamma: 1.25,
    colormap: 'viridis',
    db: true,
    resampling: 'cubic',
    opacity: 0.5,
  };

  it('survives the address bar', () => {
    expect(readRendering(renderingParameters(all))).toEqual(all);
    expect(renderingParameters(PLAIN)).toEqual({});
    expect(readRendering({})).toEqual(PLAIN);
    for (const text of ['minmax', 'percentile:2,98', 'stddev:2', 'range:0,1;2,3;4,5.5']) {
      expect(writeStretch(readStretch(text)!)).toBe(text);
    }
  });

  it('leaves out what is not understood', () => {
    expect(
      readRendering({
        bands: '1,x,3',
        stretch: 'range:5,1',
        gamma: '99',
        resampling: 'magic',
        opacity: '-1',
      }),
    ).toEqual(PLAIN);
  });

  it('asks for the tiles made at ingest while nothing is adjusted', () => {
    expect(tileUrl(SCENE, { ...PLAIN, opacity: 0.3, resampling: 'nearest' }, 'native')).toBe(
      SCENE.tiles.url,
    );
    expect(tileUrl(SCENE, PLAIN, 'WebMercatorQuad')).toBe(SCENE.tiles.map_url);
    expect(tileUrl(SCENE, { ...PLAIN, resampling: 'cubic' }, 'WebMercatorQuad')).toContain(
      'resampling=cubic',
    );
  });

  it('says bands and stretch, so that the handles are what the tiles show', () => {
    const url = new URL(tileUrl(SCENE, { ...PLAIN, gamma: 2 }, 'native'), 'http://x');
    expect(url.pathname).toBe('/api/v1/scenes/a/map/native/%7Bz%7D/%7Bx%7D/%7By%7D');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      bands: '1,2,3',
      stretch: 'range:20,980;20,980;20,980',
      gamma: '2',
      v: '3',
    });
    const styled = tileUrl(SCENE, { ...PLAIN, style: 'ndvi' }, 'native');
    expect(styled).toMatch(/\?style=ndvi&v=3$/);
  });

  it('stretches bands that an address names by their own numbers, not by those of the usual ones', () => {
    const url = new URL(tileUrl(SCENE, { ...PLAIN, bands: [2, 1, 3] }, 'native'), 'http://x');
    expect(url.searchParams.get('stretch')).toBe('percentile:2,98');
  });

  it('forgets a stretch by hand with the bands it was meant for', () => {
    const adjusted = withRange(SCENE, PLAIN, 0, { low: 100, high: 500 }, false);
    const other = withBands(SCENE, adjusted, [4, 1, 2]);
    expect(other.stretch).toEqual({ kind: 'percentile', low: 2, high: 98 });
    expect(isPlain(withBands(SCENE, { ...other, stretch: null }, [1, 2, 3]))).toBe(true);
  });

  it('moves linked channels by the same shares', () => {
    const { stretch } = withRange(SCENE, PLAIN, 0, { low: 116, high: 980 }, true);
    expect(stretch).toEqual({ kind: 'range', ranges: new Array(3).fill({ low: 116, high: 980 }) });
    const single = withRange(SCENE, PLAIN, 0, { low: 116, high: 980 }, false);
    expect(rangesOf(SCENE, single)[1]).toEqual({ low: 20, high: 980 });
  });

  it('names bands and leaves alpha out', () => {
    expect(bandsOf(SCENE)).toEqual([1, 2, 3, 4]);
    expect([1, 2].map((band) => bandName(SCENE, band))).toEqual(['1 Red', 'Band 2']);
  });
});

describe('the histogram', () => {
  it('gives quantiles and the range of every stretch', () => {
    expect(quantile(statistics(0), 50)).toBeCloseTo(500, 0);
    expect(quantile(statistics(0), 2)).toBe(20);
    expect(rangeOf({ kind: 'stddev', times: 2 }, 0, statistics(0))).toEqual({
      low: -80,
      high: 1080,
    });
    expect(rangeOf({ kind: 'minmax' }, 0, statistics(0))).toEqual({ low: 0, high: 2000 });
  });

  it('spends its width on nearly all samples and the range in use', () => {
    const axis = axisOf(statistics(0), { low: 20, high: 980 });
    expect(axis.high).toBeGreaterThan(990);
    expect(axis.high).toBeLessThan(1200);
    expect(axisOf(statistics(0), { low: -500, high: 980 }).low).toBeLessThan(-500);
  });

  it('is flat where the samples are, in linear and logarithmic height', () => {
    for (const logarithmic of [false, true]) {
      const heights = columnsOf(statistics(0), { low: 0, high: 1000 }, 50, logarithmic);
      expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.01);
      expect(heights[0]).toBeGreaterThan(0.6);
    }
  });
});

describe('the address of a look', () => {
  it('says everything that was chosen, and nothing else', () => {
    expect(viewParameters(FIRST_LOOK)).toEqual({});
    const view = {
      ...FIRST_LOOK,
      rendering: { ...PLAIN, gamma: 1.5 },
      other: 'b',
      otherRendering: { ...PLAIN, bands: [1], colormap: 'magma' },
      mode: 'swipe' as const,
      share: 0.25,
      camera: { centre: [100.5, 200] as const, resolution: 0.5, turn: 30 },
      form: 'mgrs' as const,
      panel: 'compare' as const,
    };
    expect(readView(viewParameters(view))).toEqual(view);
  });

  it('opens whole for an address that makes no sense', () => {
    expect(readView({ at: '1,2', compare: 'swipe', swipe: '7', form: 'x', panel: 'y' })).toEqual(
      FIRST_LOOK,
    );
  });

  it('is taken along to the editor with what it is compared with', () => {
    const look = { stretch: 'none', with: 'b', compare: 'swipe', swipe: '0.250', at: '1,2,3' };
    const taken = labellingParameters(readView(look));
    expect(taken).toMatchObject({ with: 'b', compare: 'swipe', swipe: '0.250' });
    expect(taken).not.toHaveProperty('at');
    expect(readComparing(taken)).toEqual({ other: 'b', how: 'swipe', share: 0.25 });
    const beside = labellingParameters(readView({ with: 'b', compare: 'side' }));
    expect(readComparing(beside)).toEqual({ other: 'b', how: 'swipe', share: 0.5 });
    expect(labellingParameters(readView({ with: 'b' }))).toEqual({});
  });
});

describe('a rendering in words', () => {
  it('says what was changed, so that two of one scene are told apart', () => {
    expect(renderingText(PLAIN)).toBe('as made at ingest');
    expect(renderingText({ ...PLAIN, bands: [4], gamma: 1.4 })).toBe('band 4, gamma 1.4');
    expect(renderingText({ ...PLAIN, stretch: { kind: 'minmax' } })).toBe('stretched');
    expect(renderingText({ ...PLAIN, style: 'ndvi' })).toBe('ndvi');
    expect(renderingText({ ...PLAIN, db: true })).toBe('drawn otherwise');
  });
});
