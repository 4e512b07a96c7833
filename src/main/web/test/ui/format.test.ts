import { describe, expect, it } from 'vitest';
import {
  bytes,
  counted,
  exactInstant,
  groundSample,
  instant,
  length,
  remaining,
  span,
  words,
} from '../../src/ui/format';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_234_567_890, '1.23 GB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  it('counts in words', () => {
    expect(counted(1, 'scene')).toBe('1 scene');
    expect(counted(12_000, 'class', 'classes')).toBe('12,000 classes');
  });

  it('says the day of a span once, and a moment alone', () => {
    const from = '2026-11-22T14:03:10Z';
    expect(span(from, '2026-11-22T15:10:00Z')).toBe('2026-11-22 14:03–15:10Z');
    expect(span(from, '2026-11-23T00:10:00Z')).toBe('2026-11-22 14:03Z – 2026-11-23 00:10Z');
    expect(span(from, '2026-11-22T14:03:50Z')).toBe('2026-11-22 14:03Z');
  });

  it('shows instants in UTC whatever the offset they came with', () => {
    expect(instant('2026-11-22T15:03:30+01:00')).toBe('2026-11-22 14:03Z');
    expect(exactInstant('2026-11-22T14:03:30.123456Z')).toBe('2026-11-22 14:03:30.123Z');
  });

  it('shows a dash for no instant and for nonsense', () => {
    expect(instant(null)).toBe('–');
    expect(instant('yesterday')).toBe('–');
  });

  it('names the ground sample once when both axes agree', () => {
    expect(groundSample([0.3, 0.3001])).toBe('0.3 m');
    expect(groundSample([0.05, 0.05])).toBe('5 cm');
    expect(groundSample([10, 20])).toBe('10 m × 20 m');
    expect(groundSample(null)).toBe('–');
  });

  it('says lengths as people do', () => {
    expect(length(2400)).toBe('2.4 km');
    expect(length(0.1)).toBe('0.1 m');
  });

  it('rounds what remains to minutes when it is long', () => {
    expect(remaining(40)).toBe('about 40 s left');
    expect(remaining(170)).toBe('about 3 min left');
    expect(remaining(null)).toBe('');
  });

  it('turns identifiers into words', () => {
    expect(words('project-lead')).toBe('Project lead');
    expect(words('SUCCESS')).toBe('Success');
  });
});
