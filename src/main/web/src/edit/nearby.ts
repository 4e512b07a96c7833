import { containsBox, type Box } from './geometry';

/** Labels that come before anybody wonders; a scene with more can be edited before all are here. */
const AT_ONCE = 5_000;
/** Labels that a page holds with ease; scenes with more are edited part by part. */
const HELD = 150_000;
/** Labels expected in view up to which they are loaded for editing. */
const NEAR = 20_000;
/** Room about the view that is loaded with it, as a share of its extent. */
const ROOM = 0.5;

export interface NearbyOptions {
  readonly size: readonly [width: number, height: number];
  /** Labels of the whole scene. */
  readonly count: number;
  readonly load: (box: Box) => Promise<void>;
}

/**
 * Decides, while not all labels of a scene are here, whether those in view are few enough to be
 * edited, and loads what of them is not here yet.
 */
export class Nearby {
  private readonly options: NearbyOptions;
  private readonly loaded: Box[] = [];
  private complete: boolean;

  constructor(options: NearbyOptions) {
    this.options = options;
    this.complete = options.count <= AT_ONCE;
  }

  /** More labels than a page can hold: they are only ever loaded as they are seen. */
  get sparse(): boolean {
    return this.options.count > HELD;
  }

  /** Not all labels are here (yet): where many are in view, the server's tiles stand for them. */
  get partial(): boolean {
    return !this.complete;
  }

  /** All labels are here. */
  fill(): void {
    this.complete = true;
  }

  /** What was loaded is out of date: it is loaded again as it is seen. */
  forget(): void {
    this.loaded.length = 0;
  }

  /** Whether labels in the box are (or will soon be) here. */
  see(box: Box): boolean {
    if (this.complete) {
      return true;
    }
    const { size, count, load } = this.options;
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    if ((count * width * height) / (size[0] * size[1]) > NEAR) {
      return false;
    }
    if (!this.loaded.some((each) => containsBox(each, box))) {
      const [dx, dy] = [width * ROOM, height * ROOM];
      const around: Box = [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
      this.loaded.push(around);
      load(around).catch(() => {
        // Asked for again with the next move.
        this.loaded.splice(this.loaded.indexOf(around), 1);
      });
    }
    return true;
  }
}
