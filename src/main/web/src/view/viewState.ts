import { isForm, type Form } from '../ground/coordinates';
import type { CompareMode } from './gr-look-map';
import { PLAIN, readRendering, renderingParameters, type Rendering } from './rendering';
import type { Camera } from './viewMap';

export const PANELS = ['display', 'compare', 'facts'] as const;
export type Panel = (typeof PANELS)[number];

/** What an address says about a look at a scene, so that it can be shared. */
export interface ViewState {
  readonly rendering: Rendering;
  readonly other: string;
  readonly otherRendering: Rendering;
  readonly mode: CompareMode;
  readonly share: number;
  readonly camera: Camera | null;
  readonly form: Form;
  readonly panel: Panel | 'none';
}

const OTHER = 'other.';

export const FIRST_LOOK: ViewState = {
  rendering: PLAIN,
  other: '',
  otherRendering: PLAIN,
  mode: 'off',
  share: 0.5,
  camera: null,
  form: 'dd',
  panel: 'display',
};

export function readView(parameters: Readonly<Record<string, string>>): ViewState {
  const others = Object.entries(parameters)
    .filter(([name]) => name.startsWith(OTHER))
    .map(([name, value]) => [name.slice(OTHER.length), value]);
  const { compare, swipe, at, form, panel } = parameters;
  const other = parameters['with'] ?? '';
  const share = Number(swipe);
  return {
    rendering: readRendering(parameters),
    other,
    otherRendering: readRendering(Object.fromEntries(others) as Record<string, string>),
    mode: other !== '' && (compare === 'swipe' || compare === 'side') ? compare : 'off',
    share: swipe !== undefined && share >= 0 && share <= 1 ? share : 0.5,
    camera: readCamera(at ?? ''),
    form: isForm(form) ? form : FIRST_LOOK.form,
    panel: panel === 'none' ? panel : (PANELS.find((name) => name === panel) ?? 'display'),
  };
}

/** The way back, without what would be so anyway. */
export function viewParameters(view: ViewState): Record<string, string> {
  const { rendering, other, otherRendering, mode, share, camera, form, panel } = view;
  const others = Object.entries(renderingParameters(otherRendering)).map(([name, value]) => [
    OTHER + name,
    value,
  ]);
  return {
    ...renderingParameters(rendering),
    ...(other ? { with: other, ...(Object.fromEntries(others) as Record<string, string>) } : {}),
    ...(mode === 'off' ? {} : { compare: mode }),
    ...(mode === 'swipe' && share !== 0.5 ? { swipe: share.toFixed(3) } : {}),
    ...(camera ? { at: writeCamera(camera) } : {}),
    ...(form === FIRST_LOOK.form ? {} : { form }),
    ...(panel === FIRST_LOOK.panel ? {} : { panel }),
  };
}

/** What the editor takes over of a look: how the image is drawn, and what it is compared with. */
export function labellingParameters({
  rendering,
  other,
  mode,
  share,
}: ViewState): Record<string, string> {
  return {
    ...renderingParameters(rendering),
    ...(mode === 'off'
      ? {}
      : {
          with: other,
          compare: 'swipe',
          ...(mode === 'swipe' && share !== 0.5 ? { swipe: share.toFixed(3) } : {}),
        }),
  };
}

function writeCamera({ centre: [x, y], resolution, turn }: Camera): string {
  const parts = [x.toFixed(1), y.toFixed(1), String(Number(resolution.toPrecision(5)))];
  return [...parts, ...(Math.abs(turn) < 0.005 ? [] : [turn.toFixed(2)])].join(',');
}

function readCamera(text: string): Camera | null {
  const [x = NaN, y = NaN, resolution = NaN, turn = 0] = text.split(',').map(Number);
  const sane = [x, y, turn].every(Number.isFinite) && resolution > 0 && resolution < 1e6;
  return sane ? { centre: [x, y], resolution, turn } : null;
}
