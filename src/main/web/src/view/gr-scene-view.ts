import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { Project, Scene } from '../api/types';
import { hrefOf } from '../app/route';
import type { Position } from '../edit/geometry';
import { icon } from '../edit/icons';
import { editStyles } from '../edit/styles';
import { readPixel, readPosition, type Form } from '../ground/coordinates';
import { Placement } from '../ground/placement';
import { tellContext } from '../ui/context';
import { count, groundSample, words } from '../ui/format';
import { Loader, problemOf } from '../ui/loader';
import { shared } from '../ui/styles';
import '../ui/gr-portion';
import '../ui/gr-problem';
import './gr-adjust';
import './gr-compare';
import './gr-facts';
import './gr-look-map';
import type { CompareMode, GrLookMap, Place } from './gr-look-map';
import './gr-look-status';
import type { GrLookStatus } from './gr-look-status';
import './gr-pixel-card';
import { PLAIN, type Rendering } from './rendering';
import { stretchOfWindow } from './stretchOfWindow';
import { NO_STYLES, type Styles } from './styles';
import type { Camera } from './viewMap';
import {
  FIRST_LOOK,
  PANELS,
  labellingParameters,
  readView,
  viewParameters,
  type Panel,
  type ViewState,
} from './viewState';
import { sceneViewStyles } from './sceneViewStyles';

/** Milliseconds of quiet before the address follows what is on screen. */
const QUIET = 250;

interface Opened {
  readonly scene: Scene;
  readonly project: Project;
  readonly placement: Placement | null;
}

/** Looking at one scene: the image has the space; how it is drawn, what it is compared with and what is known beside it. */
@customElement('gr-scene-view')
export class GrSceneView extends LitElement {
  static override styles = [shared, editStyles, sceneViewStyles];

  /** Id of the scene. */
  @property() scene = '';
  /** What the address says beyond the scene. */
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @state() private view: ViewState = FIRST_LOOK;
  @state() private pin: Place | null = null;
  @state() private message = '';
  @state() private problem: ProblemError | undefined;
  /** Which of two pictures the Display panel is about. */
  @state() private subject: 'first' | 'other' = 'first';
  @query('gr-look-map') private map!: GrLookMap | null;
  @query('gr-look-status') private status!: GrLookStatus | null;
  @query('input.goto') private goToField!: HTMLInputElement;
  private readonly opened = new Loader<Opened>(this);
  private readonly other = new Loader<Scene>(this);
  private readonly styleList = new Loader<Styles>(this);
  private writing: ReturnType<typeof setTimeout> | undefined;
  private written = '';
  private readonly keyDown = (event: KeyboardEvent) => this.pressed(event);

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.keyDown);
    void this.styleList.load((signal) => client.get('/api/v1/styles', { signal }));
  }

  override disconnectedCallback() {
    removeEventListener('keydown', this.keyDown);
    clearTimeout(this.writing);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('parameters') || changed.has('scene')) {
      const search = new URLSearchParams(this.parameters).toString();
      if (changed.has('scene') || search !== this.written) {
        const asked = readView(this.parameters);
        // Another address of the same scene, typed or from the history: the map follows it, and
        // stays where it is if that says no place.
        const { camera } = this.view;
        this.view = changed.has('scene') || asked.camera ? asked : { ...asked, camera };
        if (!changed.has('scene') && asked.camera) {
          this.map?.moveTo(asked.camera);
        }
      }
      this.tell();
    }
    if (changed.has('scene')) {
      this.pin = null;
      this.problem = undefined;
      this.opened.clear();
      void this.open();
    }
    if (this.view.other !== (this.other.value?.id ?? '') && !this.other.loading) {
      this.loadOther();
    }
  }

  private async open() {
    await this.opened.load(async (signal) => {
      const path = { scene: this.scene };
      const scene = await client.get('/api/v1/scenes/{scene}', { path, signal });
      const project = await client.get('/api/v1/projects/{project}', {
        path: { project: scene.project },
        signal,
      });
      return { scene, project, placement: Placement.of(scene) };
    });
    this.tell();
    if (this.opened.value) {
      await this.updateComplete;
      this.map?.focus();
    }
  }

  private loadOther() {
    const id = this.view.other;
    this.other.clear();
    if (id !== '') {
      void this.other
        .load((signal) => client.get('/api/v1/scenes/{scene}', { path: { scene: id }, signal }))
        .then(() => this.tell());
    }
  }

  /** The banner is of what is on screen; of two different markings, the session's covers both. */
  private tell() {
    const { scene, project } = this.opened.value ?? {};
    if (scene && project) {
      const second = this.view.mode === 'off' ? undefined : this.other.value;
      const same = !second || second.mark.banner === scene.mark.banner;
      tellContext(this, { title: scene.name, project, ...(same ? { mark: scene.mark } : {}) });
    }
  }

  private change(change: Partial<ViewState>) {
    this.view = { ...this.view, ...change };
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), QUIET);
  }

  /** The address follows quietly: no entry in the history for every drag. */
  private write() {
    const view = viewParameters(this.view);
    this.written = new URLSearchParams(view).toString();
    history.replaceState(null, '', hrefOf({ page: 'scene', scene: this.scene, view }));
  }

  override render() {
    const { value: open, error } = this.opened;
    if (!open) {
      return error
        ? html`<div class="whole">
            <gr-problem
              .error=${error}
              ?retryable=${error.status !== 404}
              @retry=${() => void this.open()}
            ></gr-problem>
            <p><a href="#/projects">Go to your projects</a></p>
          </div>`
        : html`<div class="whole muted" role="status">Opening the scene…</div>`;
    }
    const { view } = this;
    const other = view.mode === 'off' ? undefined : this.other.value;
    return html`
      ${this.bar(open)}
      <div class="bench ${view.panel === 'none' ? 'wide' : ''}">
        <div class="middle">
          <gr-look-map
            .scene=${open.scene}
            .placement=${open.placement}
            .rendering=${view.rendering}
            .other=${other}
            .otherRendering=${view.otherRendering}
            mode=${other ? view.mode : 'off'}
            .share=${view.share}
            .pin=${this.pin?.pixel ?? null}
            .camera=${view.camera}
            @gr-cursor=${this.pointed}
            @gr-pick=${(e: CustomEvent<Place>) => (this.pin = e.detail)}
            @gr-camera=${(e: CustomEvent<Camera>) => this.moved(e.detail)}
            @gr-swipe=${(e: CustomEvent<number>) => this.change({ share: e.detail })}
            @gr-tile-problem=${(e: CustomEvent<ProblemError>) => (this.problem = e.detail)}
          ></gr-look-map>
          ${
            this.pin
              ? html`<gr-pixel-card
                  .scene=${open.scene}
                  .place=${this.pin}
                  @gr-close=${() => (this.pin = null)}
                ></gr-pixel-card>`
              : nothing
          }
          ${
            open.scene.valid_fraction === 0
              ? html`<div class="notice" role="status" data-testid="no-data">
                  <span
                    ><b>Nothing to see.</b> Every pixel of this image is marked as no data.</span
                  >
                </div>`
              : nothing
          }
          ${
            this.problem
              ? html`<div class="notice" role="alert" data-testid="tile-problem">
                  <span> <b>${this.problem.title}</b> ${this.problem.detail} </span>
                  <button
                    class="tool small"
                    aria-label="Dismiss"
                    @click=${() => (this.problem = undefined)}
                  >
                    ${icon('close')}
                  </button>
                </div>`
              : nothing
          }
        </div>
        ${view.panel === 'none' ? nothing : this.side(open, view.panel)}
      </div>
      <gr-look-status
        .scene=${open.scene}
        .placement=${open.placement}
        form=${view.form}
        message=${this.message}
        .resolution=${view.camera?.resolution ?? 1}
        @gr-form=${(e: CustomEvent<Form>) => this.change({ form: e.detail })}
      ></gr-look-status>
    `;
  }

  private bar({ scene, project, placement }: Opened) {
    const back = hrefOf({ page: 'project', project: project.id, tab: 'scenes' });
    const verb = project.actions.includes('LABEL_WRITE') ? 'Label' : 'Labels';
    return html`<header class="bar">
      <a
        class="tool"
        href=${back}
        title="Back to ${project.name}"
        aria-label="Back to ${project.name}"
        >${icon('back')}</a
      >
      <h1 class="clip" data-testid="scene-name">${scene.name}</h1>
      <gr-portion .mark=${scene.mark}></gr-portion>
      <span class="facts clip"
        >${count(scene.width)} × ${count(scene.height)} px ·
        ${scene.gsd?.length ? html`${groundSample(scene.gsd)} ·` : nothing}
        ${scene.crs ?? 'no place on the ground'}</span
      >
      <form @submit=${this.goTo}>
        <input
          class="goto"
          data-testid="goto"
          placeholder=${placement ? 'Go to lat/lon, UTM or MGRS' : 'Go to pixel x, y'}
          aria-label=${
            placement
              ? 'Go to a position: latitude and longitude, UTM or MGRS'
              : 'Go to a pixel: x and y'
          }
          spellcheck="false"
          autocomplete="off"
        />
      </form>
      <a
        class="go"
        data-testid="to-editor"
        href=${hrefOf({
          page: 'label',
          scene: scene.id,
          view: labellingParameters(this.view),
        })}
        >${verb}</a
      >
      <button
        class="tool down right"
        data-tip="${this.view.panel === 'none' ? 'Show' : 'Hide'} the panel"
        aria-label="Panel"
        aria-pressed=${String(this.view.panel !== 'none')}
        @click=${() => this.change({ panel: this.view.panel === 'none' ? 'display' : 'none' })}
      >
        ${icon('panel')}
      </button>
    </header>`;
  }

  private side(open: Opened, panel: Panel) {
    return html`<aside aria-label="About the picture">
      <div class="tabs" role="tablist" aria-label="Panels">
        ${PANELS.map(
          (name) =>
            html`<button
              role="tab"
              id="tab-${name}"
              aria-selected=${String(name === panel)}
              aria-controls="panel"
              tabindex=${name === panel ? 0 : -1}
              data-testid="tab-${name}"
              @click=${() => this.change({ panel: name })}
              @keydown=${(e: KeyboardEvent) => this.tabKey(e, name)}
            >
              ${words(name)}
            </button>`,
        )}
      </div>
      <div class="panel-body" id="panel" role="tabpanel" aria-labelledby="tab-${panel}">
        ${this.panel(open, panel)}
      </div>
    </aside>`;
  }

  private panel({ scene, project }: Opened, panel: Panel) {
    switch (panel) {
      case 'display':
        return this.display(scene);
      case 'compare':
        return html`<gr-compare
          .scene=${scene}
          other=${this.view.other}
          mode=${this.view.mode}
          @gr-mode=${(e: CustomEvent<CompareMode>) => this.compare(this.view.other, e.detail)}
          @gr-other=${(e: CustomEvent<Scene>) =>
            this.compare(e.detail.id, this.view.mode === 'off' ? 'swipe' : this.view.mode)}
        ></gr-compare>`;
      case 'facts':
        return html`<gr-facts .scene=${scene} .actions=${project.actions}></gr-facts>`;
    }
  }

  private display(scene: Scene) {
    const other = this.view.mode === 'off' ? undefined : this.other.value;
    const second = other !== undefined && this.subject === 'other';
    return html`
      ${
        other
          ? html`<div class="subjects" role="group" aria-label="Which picture">
              ${this.subjectButton('first', scene.name)}
              ${this.subjectButton('other', other.id === scene.id ? 'Drawn another way' : other.name)}
            </div>`
          : nothing
      }
      <gr-adjust
        .scene=${second ? other : scene}
        .rendering=${second ? this.view.otherRendering : this.view.rendering}
        .styles=${this.styleList.value ?? NO_STYLES}
        @gr-by-view=${() => void this.stretchByView(second ? other : scene, second)}
        @gr-rendering=${(e: CustomEvent<Rendering>) =>
          this.change(second ? { otherRendering: e.detail } : { rendering: e.detail })}
      ></gr-adjust>
    `;
  }

  private async stretchByView(scene: Scene, second: boolean) {
    const window = this.map?.windowOf(scene);
    const name = second ? 'otherRendering' : 'rendering';
    if (!window) {
      this.message = 'Nothing of the image is on screen';
      return;
    }
    try {
      const stretched = await stretchOfWindow(scene, this.view[name], window);
      if (stretched) {
        this.change({ [name]: stretched });
      }
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  private subjectButton(subject: 'first' | 'other', name: string) {
    return html`<button
      class="clip"
      title=${name}
      aria-pressed=${String(subject === this.subject)}
      @click=${() => (this.subject = subject)}
    >
      ${name}
    </button>`;
  }

  private compare(other: string, mode: CompareMode) {
    const changed = other !== this.view.other;
    this.change({ other, mode, ...(changed ? { otherRendering: PLAIN } : {}) });
    void this.updateComplete.then(() => this.tell());
  }

  private tabKey(event: KeyboardEvent, panel: Panel) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step && PANELS[(PANELS.indexOf(panel) + step + PANELS.length) % PANELS.length];
    if (next) {
      this.change({ panel: next });
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus(),
      );
    }
  }

  /** Straight to the line that shows it: the rest of the page need not follow the pointer. */
  private pointed({ detail }: CustomEvent<Place | null>) {
    if (this.status && detail) {
      this.status.place = detail;
    }
  }

  private moved(camera: Camera) {
    if (this.status) {
      this.status.resolution = camera.resolution;
    }
    this.change({ camera });
  }

  private goTo(event: Event) {
    event.preventDefault();
    const { placement, scene } = this.opened.value ?? {};
    const text = this.goToField.value;
    const lonLat = placement ? readPosition(text) : null;
    const pixel = placement ? lonLat && placement.toPixel(lonLat) : readPixel(text);
    this.message =
      placement && !lonLat
        ? 'That is no latitude and longitude, UTM or MGRS position'
        : !placement && !pixel
          ? 'That is no pixel: write x and y, as in 1200, 340'
          : !pixel || !scene || !inside(pixel, scene)
            ? 'That position lies outside this image'
            : '';
    if (pixel && this.message === '') {
      this.pin = { pixel, lonLat };
      this.map?.goTo(pixel);
    }
  }

  private pressed(event: KeyboardEvent) {
    const typing = event.composedPath().some((target) => {
      return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    });
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const acts: Record<string, () => void> = {
      '0': () => this.map?.fitAll(),
      '+': () => this.map?.zoomBy(2),
      '-': () => this.map?.zoomBy(0.5),
      c: () => this.status?.copy(),
      g: () => this.goToField.focus(),
      Escape: () => (this.pin = null),
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }
}

function inside([x, y]: Position, { width, height }: Scene): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
