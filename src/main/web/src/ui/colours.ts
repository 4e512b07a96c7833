const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** Contrast that WCAG 2.2 AA asks of text below 18 pt. */
const LEGIBLE = 4.5;

export interface BannerColours {
  readonly background: string;
  readonly text: string;
}

/**
 * Colours of a marking banner as the vocabulary gives them. A colour that is no hex colour becomes
 * neutral grey, and a text colour that cannot be read on its background becomes black or white: a
 * marking is never illegible.
 */
export function bannerColours(mark: { colour: string; text_colour: string }): BannerColours {
  const background = HEX.test(mark.colour) ? mark.colour : '#51555b';
  const text = mark.text_colour;
  if (HEX.test(text) && contrast(background, text) >= LEGIBLE) {
    return { background, text };
  }
  return { background, text: readableOn(background) };
}

/** Black or white, whichever reads better. */
export function readableOn(background: string): '#000000' | '#ffffff' {
  return contrast(background, '#000000') >= contrast(background, '#ffffff') ? '#000000' : '#ffffff';
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.slice(1);
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits;
  const [r, g, b] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
