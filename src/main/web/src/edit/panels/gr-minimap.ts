import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import type { Box, Position } from '../geometry';

/** Longest side, CSS pixels. */
const SIDE = 150;

/** The whole image small, with the part on screen. A click on it fires `gr-go` with the place. */
@customElement('gr-minimap')
export class GrMinimap extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        right: 58px;
        bottom: 12px;
        z-index: 4;
        display: block;
        border: 1px solid rgb(255 255 255 / 25%);
        background: #0a121a;
        line-height: 0;
      }
      button {
        position: relative;
        display: block;
        padding: 0;
        overflow: hidden;
        background: none;
        border: 0;
        cursor: crosshair;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
      }
      i {
        position: absolute;
        box-sizing: border-box;
        min-width: 4px;
        min-height: 4px;
        border: 1.5px solid #ffd54a;
        box-shadow: 0 0 0 1px rgb(6 12 18 / 80%);
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  /** The part of the image on screen. */
  @property({ attribute: false }) shown: Box = [0, 0, 0, 0];

  override render() {
    const { id, width, height, revision } = this.scene;
    const scale = SIDE / Math.max(width, height);
    const [minX, minY, maxX, maxY] = this.shown.map((each) => each * scale) as [
      number,
      number,
      number,
      number,
    ];
    const frame = `left:${minX}px;top:${minY}px;width:${maxX - minX}px;height:${maxY - minY}px`;
    return html`<button
      data-testid="minimap"
      aria-label="Minimap: click goes there"
      .style=${`width:${width * scale}px;height:${height * scale}px`}
      @click=${(event: MouseEvent) => this.go(event, scale)}
    >
      <img alt="" src="/api/v1/scenes/${id}/thumbnail?v=${revision}" />
      <i .style=${frame}></i>
    </button>`;
  }

  private go(event: MouseEvent, scale: number) {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at: Position = [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
    this.dispatchEvent(new CustomEvent('gr-go', { detail: { at, resolution: null } }));
  }
}
