import { Livewire, grayOf, stepCosts } from './livewire';
import type { Answer, Ask } from './messages';
import { outlineOf, regionAbout } from './region';

/** The reckoning of the magic tools, off the page's thread. Knows one picture at a time. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Ask>) => void;
  postMessage(answer: Answer): void;
};

let rgba = new Uint8ClampedArray();
let [width, height] = [0, 0];
let costs: Uint8Array | undefined;
let wire: { seed: number; ways: Livewire } | undefined;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'picture':
      ({ width, height } = data);
      rgba = new Uint8ClampedArray(data.rgba);
      costs = wire = undefined;
      break;
    case 'way': {
      costs ??= stepCosts(grayOf(rgba, width, height));
      if (wire?.seed !== data.from) {
        wire = { seed: data.from, ways: new Livewire(costs, width, height, data.from) };
      }
      scope.postMessage({ kind: 'way', id: data.id, way: wire.ways.wayTo(data.to) });
      break;
    }
    case 'region': {
      const mask = regionAbout(rgba, width, height, data.seed, data.tolerance);
      const rings = outlineOf(mask, width, height) as [number, number][][] | null;
      scope.postMessage({ kind: 'region', id: data.id, rings });
      break;
    }
  }
};
