import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Area } from '../../api/types';
import { shared } from '../../ui/styles';
import type { OpenScene } from '../openScene';
import type { Workbench } from '../workbench';
import type { GrObjectList } from './gr-object-list';
import './gr-areas';
import './gr-class-picker';
import './gr-findings';
import './gr-inspector';
import './gr-layers';
import './gr-object-list';

/** Beside the map: classes, violations, every object, and the selected one. */
@customElement('gr-side-panel')
export class GrSidePanel extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: fit-content(56%) minmax(120px, 1fr) fit-content(34%);
        min-height: 0;
        overflow: hidden;
        background: var(--color-background-surface-default);
        border-left: 1px solid var(--gr-line);
      }
      .above {
        min-height: 0;
        overflow: auto;
      }
      gr-class-picker {
        max-height: 30vh;
        overflow: auto;
        border-bottom: 1px solid var(--gr-line);
      }
      gr-inspector {
        min-height: 0;
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenScene;
  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) counts: ReadonlyMap<number, number> = new Map();
  /** Square metres of a square pixel; null without a ground. */
  @property({ attribute: false }) pixelArea: number | null = null;
  @property({ attribute: false }) selected: string | null = null;
  /** Changes whenever the bench does. */
  @property({ attribute: false }) tick = 0;
  /** Changes whenever a label or its saved state does. */
  @property({ attribute: false }) labelTick = 0;
  @query('gr-object-list') private list!: GrObjectList | null;

  /** Ids in the order of the list, for going from object to object. */
  get order(): readonly string[] {
    return this.list?.order ?? [];
  }

  override render() {
    const { open, bench, labelTick, pixelArea, selected } = this;
    return html`
      <div class="above">
        <gr-class-picker
          .bench=${bench}
          .counts=${this.counts}
          .tick=${this.tick}
          ?dots=${open.nearby.partial}
        ></gr-class-picker>
        <gr-areas
          .areas=${open.areas}
          .colleagues=${open.colleagues}
          .project=${open.project}
          own=${open.actor}
          ?readOnly=${open.readOnly}
          .tick=${labelTick}
          @gr-work-area=${({ detail }: CustomEvent<Area>) =>
            this.dispatchEvent(new CustomEvent('gr-work-area', { detail }))}
          @gr-draw-area=${() => bench.take('workArea')}
        ></gr-areas>
        <gr-layers .bench=${bench} .tick=${this.tick}></gr-layers>
        <gr-findings .findings=${bench.session.findings()}></gr-findings>
      </div>
      <gr-object-list
        .bench=${bench}
        .tick=${labelTick}
        .selected=${selected}
        .pixelArea=${pixelArea}
        elsewhere=${open.elsewhere}
      ></gr-object-list>
      <gr-inspector
        .bench=${bench}
        .selected=${selected}
        .pixelArea=${pixelArea}
        .tick=${labelTick}
      ></gr-inspector>
    `;
  }
}
