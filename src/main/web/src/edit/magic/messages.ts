/** What the page asks of the worker. Each picture is sent once, and then meant by its number. */
export type Ask =
  | {
      readonly kind: 'picture';
      readonly rgba: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
    }
  /** The way along edges between two pixels of the picture. */
  | { readonly kind: 'way'; readonly id: number; readonly from: number; readonly to: number }
  /** The outline of what hangs together with a pixel. */
  | {
      readonly kind: 'region';
      readonly id: number;
      readonly seed: number;
      readonly tolerance: number;
    };

export type Answer =
  | { readonly kind: 'way'; readonly id: number; readonly way: number[] }
  | {
      readonly kind: 'region';
      readonly id: number;
      /** Shell, then holes, in pixel corners of the picture. */
      readonly rings: readonly (readonly [number, number])[][] | null;
    };
