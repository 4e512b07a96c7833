import { describe, expect, it } from 'vitest';
import { manifestFacts } from '../../src/pages/datasets/manifest';
import { recipeFrom } from '../../src/pages/datasets/recipe';

function form(values: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    name: 'harbour',
    formats: ['geojson'],
    chip_size: '1024',
    overlap: '200',
    ...values,
  })) {
    [value].flat().forEach((each) => data.append(name, each));
  }
  return data;
}

describe('recipe', () => {
  it('asks for all classes by naming none', () => {
    expect(recipeFrom(form({ keep_empty: 'on' }))).toEqual({
      name: 'harbour',
      formats: ['geojson'],
      chip_size: 1024,
      overlap: 200,
      keep_empty: true,
      minimum_ratio: 0,
      minimum_valid: 0,
    });
  });

  it('carries the ticked classes as numbers and an unticked box as false', () => {
    const recipe = recipeFrom(form({ classes: ['2', '11'], formats: ['coco', 'geojson'] }));
    expect(recipe.classes).toEqual([2, 11]);
    expect(recipe.formats).toEqual(['coco', 'geojson']);
    expect(recipe.keep_empty).toBe(false);
  });

  it('refuses no format and an overlap that leaves no step', () => {
    expect(() => recipeFrom(form({ formats: [] }))).toThrow('at least one format');
    expect(() => recipeFrom(form({ overlap: '1024' }))).toThrow('smaller than the chip (1024 px)');
  });
});

describe('manifest facts', () => {
  it('are numbers and short texts two levels deep, and the length of lists', () => {
    const manifest = {
      created: '2026-11-22T10:00:00Z',
      counts: { labels: 12345, by_class: { car: 3 } },
      files: [{ path: 'a' }, { path: 'b' }],
      note: 'x'.repeat(100),
    };
    expect(manifestFacts(manifest)).toEqual([
      ['Created', '2026-11-22T10:00:00Z'],
      ['Counts, labels', '12,345'],
      ['Files', '2'],
    ]);
  });

  it('are none before there is a manifest', () => {
    expect(manifestFacts(null)).toEqual([]);
  });
});
