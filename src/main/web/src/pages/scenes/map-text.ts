/** A line of a map's grid: its degrees, and where it crosses the border, pixels. */
export interface AxisLine {
  readonly value: number;
  readonly at: number;
}

/** Pixels that labels keep apart. */
const APART = 6;
/** Digits after the point at most: the finest grid has a tenth of an arc second. */
const FINEST = 4;

/**
 * What is written along an axis, in degrees with as many digits as the finest of them needs. A label
 * that would be cut off is moved inward, and left out where it would then touch another.
 */
export function axisLabels(
  lines: readonly AxisLine[],
  hemispheres: readonly [positive: string, negative: string],
  [from, to]: readonly [number, number],
  wide: (text: string) => number,
): { text: string; at: number }[] {
  const digits = Math.max(0, ...lines.map(({ value }) => digitsOf(value)));
  const text = (value: number) => {
    const size = Math.abs(value).toFixed(digits);
    return Number(size) === 0 ? '0°' : `${size}° ${hemispheres[value > 0 ? 0 : 1]}`;
  };
  const inner: { text: string; at: number; half: number }[] = [];
  const moved: { text: string; at: number; half: number }[] = [];
  for (const { value, at } of [...lines].sort((a, b) => a.at - b.at)) {
    if (at >= from && at <= to) {
      const label = { text: text(value), at, half: wide(text(value)) / 2 };
      const inside = Math.min(to - label.half, Math.max(from + label.half, at));
      (inside === at ? inner : moved).push({ ...label, at: inside });
    }
  }
  const free = moved.filter(({ at, half }) =>
    inner.every((other) => Math.abs(other.at - at) >= half + other.half + APART),
  );
  return [...inner, ...free].map(({ text, at }) => ({ text, at }));
}

function digitsOf(value: number): number {
  const [, fraction = ''] = String(Number(Math.abs(value).toFixed(FINEST))).split('.');
  return fraction.length;
}

/** "47.12345° N  8.54321° E" for the pointer. */
export function lonLatText([lon = 0, lat = 0]: readonly number[]): string {
  const part = (value: number, hemispheres: string) =>
    `${Math.abs(value).toFixed(5)}° ${hemispheres[value < 0 ? 1 : 0]}`;
  return `${part(lat, 'NS')}  ${part(lon, 'EW')}`;
}
