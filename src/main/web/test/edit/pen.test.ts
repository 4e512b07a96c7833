import type MapBrowserEvent from 'ol/MapBrowserEvent';
import { describe, expect, it } from 'vitest';
import { Pen } from '../../src/edit/map/pen';
import type { Workbench } from '../../src/edit/workbench';
import { SQUARE, benchWith, shapes, square } from './bench';

/** A hand on the map: the events that OpenLayers would send, at one image pixel per screen pixel. */
function hand(bench: Workbench) {
  const pen = new Pen(
    bench,
    () => 1,
    () => undefined,
  );
  let time = 0;
  const send = (type: string, x: number, y: number, more: Partial<PointerEvent> = {}) =>
    pen.handleEvent({
      type,
      coordinate: [x, -y],
      originalEvent: {
        button: 0,
        altKey: false,
        shiftKey: false,
        ctrlKey: false,
        timeStamp: time,
        ...more,
      },
    } as unknown as MapBrowserEvent<PointerEvent>);
  const click = (x: number, y: number, later = 1000, more: Partial<PointerEvent> = {}) => {
    time += later;
    send('pointerdown', x, y, more);
    send('pointerup', x, y, more);
    send('click', x, y, more);
  };
  const drag = (from: [number, number], to: [number, number], more: Partial<PointerEvent> = {}) => {
    const taken = !send('pointerdown', ...from, more);
    send('pointerdrag', ...to, more);
    send('pointerup', ...to, more);
    return taken;
  };
  return { pen, send, click, drag };
}

describe('the pen', () => {
  it('draws as fast as a hand clicks, and finishes on a true double click only', () => {
    const bench = benchWith();
    bench.take('polygon');
    const { click } = hand(bench);
    click(0, 0);
    click(100, 0, 90);
    click(100, 100, 90);
    expect(bench.tool.sketch().ring).toHaveLength(3);
    click(0, 100, 90);
    click(1, 100, 90);
    expect(shapes(bench)).toEqual([[SQUARE]]);
  });

  it('drops a dragged vertex where it was let go', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    expect(hand(bench).drag([100, 100], [150, 160])).toBe(true);
    expect(bench.session.doc.get('a')!.geometry.parts[0]![0]![2]).toEqual([150, 160]);
  });

  it('leaves the drag to the map where the tool has no use for it, or Space is held', () => {
    const bench = benchWith({ a: square() });
    bench.select('a');
    const { drag, pen } = hand(bench);
    expect(drag([50, 50], [90, 90])).toBe(false);
    expect(drag([100, 100], [150, 160], { button: 1 })).toBe(false);
    pen.panning = true;
    expect(drag([100, 100], [150, 160])).toBe(false);
    expect(bench.session.doc.get('a')).toEqual(square());
  });

  it('snaps to the corner of a neighbour, but not while Ctrl is held', () => {
    const bench = benchWith({ a: square() });
    bench.session.index.update('a', square().geometry);
    bench.take('polygon');
    const { click } = hand(bench);
    click(106, 95);
    click(106, 95, 1000, { ctrlKey: true });
    bench.toggle('snap');
    click(107, 96);
    expect(bench.tool.sketch().ring).toEqual([
      [100, 100],
      [106, 95],
      [107, 96],
    ]);
  });

  it('draws and reshapes by the keyboard alone', () => {
    const bench = benchWith();
    const { pen } = hand(bench);
    bench.take('polygon');
    pen.nudge(0, 0, [0, 0]);
    pen.press(false);
    for (const [dx, dy] of [
      [100, 0],
      [0, 100],
      [-100, 0],
    ] as const) {
      pen.nudge(dx, dy, [0, 0]);
      pen.press(false);
    }
    bench.tool.key('Enter');
    expect(shapes(bench)).toEqual([[SQUARE]]);
    bench.take('select');
    pen.press(false);
    pen.nudge(-20, 30, [0, 0]);
    pen.press(false);
    expect(shapes(bench)[0]![0]![3]).toEqual([-20, 130]);
    pen.press(true);
    expect(shapes(bench)[0]![0]).toHaveLength(3);
  });
});
