import type { Position } from '../geometry';

/** What can be seen of the image now, as pixels, and where they lie. */
export interface Picture {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Image position of the picture's upper left corner. */
  readonly origin: Position;
  /** Image pixels per pixel of the picture. */
  readonly scale: number;
}

export function toPicture({ origin, scale }: Picture, [x, y]: Position): Position {
  return [(x - origin[0]) / scale, (y - origin[1]) / scale];
}

export function toImage({ origin, scale }: Picture, [x, y]: Position): Position {
  return [origin[0] + x * scale, origin[1] + y * scale];
}

/** The pixel of the picture that holds the position; null outside of it. */
export function pixelAt(picture: Picture, at: Position): number | null {
  const [x, y] = toPicture(picture, at).map(Math.floor) as [number, number];
  const within = x >= 0 && y >= 0 && x < picture.width && y < picture.height;
  return within ? y * picture.width + x : null;
}
