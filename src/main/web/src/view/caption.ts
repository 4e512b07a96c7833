import { css, html } from 'lit';
import type { Scene } from '../api/types';
import { instant } from '../ui/format';
import '../ui/gr-portion';
import { renderingText, type Rendering } from './rendering';

/**
 * Which scene a picture is of, where two are compared.
 *
 * @param how it is drawn, where both are of one scene
 */
export function caption(scene: Scene, where: '' | 'right' = '', how: Rendering | null = null) {
  return html`<div class="caption ${where}" data-testid="caption">
    <gr-portion .mark=${scene.mark}></gr-portion>
    <b class="clip">${scene.name}</b>
    ${how ? html`<span class="clip">${renderingText(how)}</span>` : ''}
    ${scene.acquired ? html`<span>${instant(scene.acquired).slice(0, 10)}</span>` : ''}
  </div>`;
}

export const captionStyles = css`
  .caption {
    position: absolute;
    top: 12px;
    left: 12px;
    z-index: 4;
    display: flex;
    align-items: center;
    gap: 8px;
    max-width: calc(50% - 100px);
    padding: 4px 10px;
    background: rgb(16 25 35 / 88%);
    border-radius: 3px;
    color: #fff;
    font-size: 13px;
    pointer-events: none;
  }
  .caption.right {
    left: auto;
    right: 136px;
    max-width: calc(50% - 150px);
  }
  .caption b {
    font-weight: 500;
  }
  .caption span:not(.clip) {
    white-space: nowrap;
  }
`;
