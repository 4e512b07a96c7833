import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { shared } from '../ui/styles';
import { adjustStyles } from './adjustStyles';
import { compareStyles, compareSwitch } from './compareSwitch';
import type { CompareMode } from './gr-look-map';
import './gr-other-scenes';

const MODES: readonly { readonly mode: CompareMode; readonly name: string }[] = [
  { mode: 'off', name: 'Off' },
  { mode: 'swipe', name: 'Swipe' },
  { mode: 'side', name: 'Side by side' },
];

declare global {
  interface HTMLElementEventMap {
    'gr-mode': CustomEvent<CompareMode>;
  }
}

/** Chooses what to compare a scene with, and how. Fires `gr-mode` and `gr-other`. */
@customElement('gr-compare')
export class GrCompare extends LitElement {
  static override styles = [shared, adjustStyles, compareStyles];

  @property({ attribute: false }) scene!: Scene;
  @property() other = '';
  @property() mode: CompareMode = 'off';

  override render() {
    return html`<section aria-label="Compare">
        ${compareSwitch(MODES, this.mode, {
          ready: this.other !== '',
          choose: (detail) => this.dispatchEvent(new CustomEvent('gr-mode', { detail })),
        })}
        <p>${this.note()}</p>
      </section>
      <gr-other-scenes
        itself
        .scene=${this.scene}
        other=${this.other}
        @gr-other=${({ detail }: CustomEvent<Scene>) =>
          this.dispatchEvent(new CustomEvent('gr-other', { detail }))}
      ></gr-other-scenes>`;
  }

  private note() {
    if (this.other === '') {
      return 'Choose what to compare with. Bands and stretch of each picture are set under Display.';
    }
    return this.other === this.scene.id
      ? 'Both pictures are the same pixels in the native grid of the image.'
      : `Both scenes are reprojected to Web Mercator while they are compared: the native grid
         belongs to one image alone. Pixels are resampled; positions are within an eighth of a pixel.`;
  }
}
