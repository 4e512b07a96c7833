import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../src/app/idle';

describe('idle watch', () => {
  let page: EventTarget;
  let left: ReturnType<typeof vi.fn<() => void>>;
  let watch: IdleWatch;

  beforeEach(() => {
    vi.useFakeTimers();
    page = new EventTarget();
    left = vi.fn<() => void>();
    watch = new IdleWatch(page, left);
  });

  afterEach(() => {
    watch.stop();
    vi.useRealTimers();
  });

  it('tells once after the time without a sign of life', () => {
    watch.start(60);
    vi.advanceTimersByTime(59_000);
    expect(left).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300_000);
    expect(left).toHaveBeenCalledTimes(1);
  });

  it('waits anew after every key and movement', () => {
    watch.start(60);
    for (const sign of ['keydown', 'pointermove', 'wheel']) {
      vi.advanceTimersByTime(50_000);
      page.dispatchEvent(new Event(sign));
    }
    vi.advanceTimersByTime(50_000);
    expect(left).not.toHaveBeenCalled();
  });

  it('notices the time that passed while the machine slept', () => {
    watch.start(900);
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(left).toHaveBeenCalledTimes(1);
  });

  it('says nothing once stopped', () => {
    watch.start(60);
    watch.stop();
    vi.advanceTimersByTime(600_000);
    expect(left).not.toHaveBeenCalled();
  });
});
