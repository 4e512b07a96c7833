import { describe, expect, it } from 'vitest';
import { bannerColours, contrast, readableOn } from '../../src/ui/colours';

describe('banner colours', () => {
  it('are those of the vocabulary when they can be read', () => {
    expect(bannerColours({ colour: '#c8102e', text_colour: '#ffffff' })).toEqual({
      background: '#c8102e',
      text: '#ffffff',
    });
  });

  it('replace a text colour that cannot be read', () => {
    expect(bannerColours({ colour: '#fce83a', text_colour: '#ffffff' }).text).toBe('#000000');
    expect(bannerColours({ colour: '#007a33', text_colour: '#006020' }).text).toBe('#ffffff');
  });

  it('let nothing but a hex colour through to the style', () => {
    const { background, text } = bannerColours({
      colour: 'red;background:url(//elsewhere)',
      text_colour: 'expression(1)',
    });
    expect(background).toBe('#51555b');
    expect(text).toBe('#ffffff');
  });

  it('are legible for every grey', () => {
    for (let level = 0; level < 256; level++) {
      const hex = `#${level.toString(16).padStart(2, '0').repeat(3)}`;
      expect(contrast(hex, readableOn(hex))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('contrast', () => {
  it('is that of WCAG: 21 for black on white, 4.54 for #767676 on white', () => {
    expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });
});
