/** From deep blue to bright yellow, on a scale of logarithms: one look stays visible beside thousands. */
const RAMP = [
  [38, 84, 164],
  [45, 146, 158],
  [150, 190, 70],
  [252, 232, 58],
] as const;

/** The same as the stops of a gradient. */
export const RAMP_CSS = RAMP.map((colour) => `rgb(${colour.join(', ')})`).join(', ');

/** The colour of a cell that was looked at so often, where the busiest was `most` times. */
export function heat(looks: number, most: number): string {
  const share = most <= 1 ? 1 : Math.log(Math.max(1, looks)) / Math.log(most);
  const place = share * (RAMP.length - 1);
  const low = RAMP[Math.min(RAMP.length - 1, Math.floor(place))] ?? RAMP[0];
  const high = RAMP[Math.min(RAMP.length - 1, Math.ceil(place))] ?? RAMP[0];
  const part = place - Math.floor(place);
  const mixed = low.map((value, i) => Math.round(value + ((high[i] ?? value) - value) * part));
  return `rgba(${mixed.join(', ')}, 0.6)`;
}
