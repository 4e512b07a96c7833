/** What counts as somebody being there. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Milliseconds between two looks at the clock; timers alone sleep with the machine. */
const LOOK = 5_000;

/** Calls `left` once when nobody has touched the page for the given time; `start` watches anew. */
export class IdleWatch {
  private seen = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly touch = () => (this.seen = Date.now());

  constructor(
    private readonly page: EventTarget,
    private readonly left: () => void,
  ) {}

  start(seconds: number): void {
    this.stop();
    this.touch();
    SIGNS.forEach((sign) => this.page.addEventListener(sign, this.touch, { passive: true }));
    this.timer = setInterval(() => {
      if (Date.now() - this.seen >= seconds * 1000) {
        this.stop();
        this.left();
      }
    }, LOOK);
  }

  stop(): void {
    clearInterval(this.timer);
    SIGNS.forEach((sign) => this.page.removeEventListener(sign, this.touch));
  }
}
