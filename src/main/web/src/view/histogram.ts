import { quantile, type Range, type Statistics } from './rendering';

/** Share of the samples, percent, that may lie beyond each end of the axis. */
const BEYOND = 0.2;
const ROOM = 0.06;

/**
 * The part of the values worth the width of a histogram: nearly all samples and the range in use,
 * with a little room, so that one bright roof does not squeeze everything into a corner.
 */
export function axisOf(statistics: Statistics, range: Range): Range {
  const low = Math.min(quantile(statistics, BEYOND), range.low);
  const high = Math.max(quantile(statistics, 100 - BEYOND), range.high);
  const room = (high - low || 1) * ROOM;
  return { low: low - room, high: high + room };
}

/** Heights from 0 to 1 in so many columns over the axis. */
export function columnsOf(
  statistics: Statistics,
  axis: Range,
  columns: number,
  logarithmic: boolean,
): number[] {
  const { histogram, histogram_low: low, histogram_high: high } = statistics;
  const width = (high - low) / histogram.length || 1;
  const step = (axis.high - axis.low) / columns;
  const densities = Array.from({ length: columns }, (_, i) => {
    const from = axis.low + i * step;
    return meanBetween(histogram, (from - low) / width, (from + step - low) / width);
  });
  const heights = logarithmic ? densities.map((density) => Math.log1p(density)) : densities;
  // The tallest but for a few: a spike of saturated or empty pixels must not flatten the rest.
  const sorted = [...heights].filter((height) => height > 0).sort((a, b) => a - b);
  const top = logarithmic
    ? (sorted.at(-1) ?? 1)
    : Math.min(sorted.at(-1) ?? 1, (sorted[Math.floor(sorted.length * 0.97)] ?? 1) * 1.6);
  return heights.map((height) => Math.min(1, height / (top || 1)));
}

function meanBetween(histogram: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let bin = Math.max(0, Math.floor(from)); bin < Math.min(histogram.length, to); bin++) {
    sum += (histogram[bin] ?? 0) * (Math.min(bin + 1, to) - Math.max(bin, from));
  }
  return to > from ? sum / (to - from) : 0;
}

/** As many digits as tell two neighbouring positions of a handle apart. */
export function readable(value: number, axis: Range): number {
  const step = (axis.high - axis.low) / 500;
  const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step || 1))));
  return Number(value.toFixed(digits));
}
