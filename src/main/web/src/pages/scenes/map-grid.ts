import type { FrameState } from 'ol/Map';
import Graticule from 'ol/layer/Graticule';
import LayerGroup from 'ol/layer/Group';
import Layer from 'ol/layer/Layer';
import { toLonLat } from 'ol/proj';
import Stroke from 'ol/style/Stroke';
import { axisLabels, type AxisLine } from './map-text';

const FONT = '11px "Roboto Mono", monospace';
/** What the map's own controls cover at the top and at the bottom of its right side, pixels. */
const TOP = 48;
const BOTTOM = 52;

/** Lines of equal longitude and latitude below everything, and what they are at above it. */
export function graticule(): LayerGroup {
  const lines = new Graticule({
    strokeStyle: new Stroke({ color: 'rgba(100, 150, 200, 0.28)', width: 1 }),
    showLabels: false,
    targetSize: 120,
    maxLines: 60,
    wrapX: false,
    // Down to a tenth of an arc second, so that a scene of one hectare still shows lines.
    intervals: [
      90, 45, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005,
      0.0002, 0.0001,
    ],
  });
  return new LayerGroup({ layers: [lines, labels(lines)] });
}

/** Along the border of the map, each whole or not at all. */
function labels(lines: Graticule): Layer {
  const canvas = document.createElement('canvas');
  canvas.style.position = 'absolute';
  const render = (frame: FrameState) => {
    const [width = 0, height = 0] = frame.size;
    const { pixelRatio: ratio } = frame;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext('2d')!;
    context.scale(ratio, ratio);
    context.font = FONT;
    context.lineWidth = 3;
    context.strokeStyle = '#0a121a';
    context.fillStyle = '#a9bfd4';
    const put = (text: string, x: number, y: number) => {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    };
    const wide = (text: string) => context.measureText(text).width;
    const { meridians, parallels } = linesOf(lines, frame);
    context.textAlign = 'center';
    for (const { text, at } of axisLabels(meridians, ['E', 'W'], [4, width - 4], wide)) {
      put(text, at, height - 5);
    }
    context.textAlign = 'right';
    for (const { text, at } of axisLabels(
      parallels,
      ['N', 'S'],
      [TOP, height - BOTTOM],
      () => 12,
    )) {
      put(text, width - 8, at + 4);
    }
    return canvas;
  };
  return new Layer({ render, zIndex: 30 });
}

/** Where the lines are on screen. On this map they are straight and upright, or level. */
function linesOf(lines: Graticule, { viewState, size }: FrameState) {
  const { center, resolution } = viewState;
  const [width = 0, height = 0] = size;
  const meridians = lines.getMeridians().map((line): AxisLine => {
    const [x = 0] = line.getFirstCoordinate();
    return {
      value: toLonLat([x, 0])[0] ?? 0,
      at: (x - (center[0] ?? 0)) / resolution + width / 2,
    };
  });
  const parallels = lines.getParallels().map((line): AxisLine => {
    const [, y = 0] = line.getFirstCoordinate();
    return {
      value: toLonLat([0, y])[1] ?? 0,
      at: ((center[1] ?? 0) - y) / resolution + height / 2,
    };
  });
  return { meridians, parallels };
}
