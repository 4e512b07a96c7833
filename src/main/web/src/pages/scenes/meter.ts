import { bytes, remaining } from '../../ui/format';

/** How far back the rate looks, milliseconds. */
const WINDOW = 8_000;

/** Tells how fast bytes go and how long the rest will take, from what was seen lately. */
export class Meter {
  private readonly total: number;
  private readonly now: () => number;
  private seen: { readonly at: number; readonly sent: number }[] = [];

  constructor(total: number, now: () => number = () => performance.now()) {
    this.total = total;
    this.now = now;
  }

  /** A line for people: "12 MB of 40 MB, 3 MB/s, about 10 s left". */
  at(sent: number): string {
    const at = this.now();
    this.seen = [...this.seen.filter((each) => at - each.at <= WINDOW), { at, sent }];
    const amount = `${bytes(sent)} of ${bytes(this.total)}`;
    const first = this.seen[0];
    const rate = first && at > first.at ? ((sent - first.sent) * 1000) / (at - first.at) : 0;
    if (rate <= 0 || at - (first?.at ?? at) < 500) {
      return amount;
    }
    const left = remaining(Math.ceil((this.total - sent) / rate));
    return [amount, `${bytes(rate)}/s`, left].filter((part) => part !== '').join(', ');
  }

  /** What was seen before a pause says nothing of what comes after. */
  reset(): void {
    this.seen = [];
  }
}
