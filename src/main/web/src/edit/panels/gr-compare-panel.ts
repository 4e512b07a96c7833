import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { quietStyles, shared } from '../../ui/styles';
import { adjustStyles } from '../../view/adjustStyles';
import { compareStyles, compareSwitch } from '../../view/compareSwitch';
import '../../view/gr-other-scenes';
import { problemOf } from '../../ui/loader';
import { counted } from '../../ui/format';
import { copyTo } from '../copyTo';
import type { Compared } from '../map/comparison';
import type { Workbench } from '../workbench';

const MODES = [
  { mode: 'off', name: 'Off' },
  { mode: 'swipe', name: 'Swipe' },
  { mode: 'fade', name: 'Fade' },
] as const;

declare global {
  interface HTMLElementEventMap {
    'gr-compared': CustomEvent<Compared | null>;
  }
}

/** Chooses another scene to be drawn under the labels, and how. Fires `gr-compared`. */
@customElement('gr-compare-panel')
export class GrComparePanel extends LitElement {
  static override styles = [shared, quietStyles, adjustStyles, compareStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) compared: Compared | null = null;
  @property({ attribute: false }) bench!: Workbench;
  /** Changes whenever the bench does. */
  @property({ attribute: false }) tick = 0;
  @state() private copying = false;

  override render() {
    const { compared } = this;
    return html`<section aria-label="How to compare">
        ${compareSwitch(MODES, compared?.how ?? 'off', {
          ready: compared !== null,
          choose: (how) => this.tell(compared && how !== 'off' ? { ...compared, how } : null),
        })}
        ${compared?.how === 'fade' ? this.slider(compared) : nothing}
        <p>${NOTES[compared?.how ?? 'off']}</p>
        ${compared && !this.bench.readOnly ? this.copies(compared) : nothing}
      </section>
      <gr-other-scenes
        .scene=${this.scene}
        other=${compared?.scene.id ?? ''}
        @gr-other=${({ detail }: CustomEvent<Scene>) =>
          this.tell({ how: 'swipe', share: 0.5, ...compared, scene: detail })}
      ></gr-other-scenes>`;
  }

  private copies({ scene }: Compared) {
    const chosen = this.chosen.length;
    return html`<button
      class="quiet"
      data-testid="copy-to"
      ?disabled=${chosen === 0 || this.copying}
      @click=${() => void this.copy(scene)}
    >
      ${chosen === 0 ? 'Select objects to copy them there' : `Copy ${counted(chosen, 'object')} there`}
    </button>`;
  }

  private get chosen() {
    const { selected, others, session } = this.bench;
    const ids = selected === null ? [] : [selected, ...others];
    return ids.flatMap((id) => session.doc.get(id) ?? []);
  }

  /** What was copied belongs to the other scene at once, and is taken back there. */
  private async copy(other: Scene) {
    const { chosen, bench } = this;
    this.copying = true;
    try {
      await copyTo(this.scene, other.id, chosen);
      bench.say(`${counted(chosen.length, 'object')} copied to ${other.name}`);
    } catch (cause) {
      const { title, detail } = problemOf(cause);
      bench.say(`Not copied: ${detail || title}`);
    }
    this.copying = false;
  }

  private slider(compared: Compared) {
    return html`<label class="slide"
      >Other scene
      <input
        type="range"
        min="0"
        max="1"
        step="0.01"
        data-testid="fade"
        .value=${String(compared.share)}
        @input=${(e: Event) =>
          this.tell({ ...compared, share: Number((e.target as HTMLInputElement).value) })}
      />
      <output>${Math.round(100 * compared.share)} %</output></label
    >`;
  }

  private tell(detail: Compared | null) {
    this.dispatchEvent(new CustomEvent('gr-compared', { detail }));
  }
}

const NOTES = {
  off: 'Choose a scene that shows the same ground at another time or in other bands.',
  swipe: `The other scene is drawn right of the line, resampled into the pixels of this one. Labels
    stay on top and belong to this scene.`,
  fade: `The other scene is drawn over this one, resampled into its pixels. Labels stay on top and
    belong to this scene.`,
} as const;
