/** "12.3456° E": as many digits as the interval needs, no trailing zeros. */
export function degrees(value: number, positive: string, negative: string): string {
  const size = Number(Math.abs(value).toFixed(4));
  return size === 0 ? '0°' : `${size}° ${value > 0 ? positive : negative}`;
}

/** "47.12345° N  8.54321° E" for the pointer. */
export function lonLatText([lon = 0, lat = 0]: readonly number[]): string {
  const part = (value: number, hemispheres: string) =>
    `${Math.abs(value).toFixed(5)}° ${hemispheres[value < 0 ? 1 : 0]}`;
  return `${part(lat, 'NS')}  ${part(lon, 'EW')}`;
}
