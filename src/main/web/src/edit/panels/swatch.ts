import { html, svg, type TemplateResult } from 'lit';
import type { Classes } from '../ontology';

/** How a class looks on the image: colour, line and letters, of which no one is the only cue. */
export function swatch(classes: Classes, id: number): TemplateResult {
  const colour = classes.colour(id);
  const { border } = classes.dash(id);
  return html`<span
    class="swatch"
    aria-hidden="true"
    .style=${`border:2px ${border} ${colour};background:${colour}59`}
    >${classes.code(id)}</span
  >`;
}

/** How a label of the class looks where there is only room for a dot. */
export function dotSign(classes: Classes, id: number): TemplateResult {
  const points = classes
    .shape(id)
    .map((corner) => corner.join())
    .join(' ');
  return html`<svg
    class="dot-sign"
    viewBox="-1.8 -1.8 3.6 3.6"
    aria-hidden="true"
    .style=${`width:14px;height:14px;flex:none;color:${classes.colour(id)}`}
  >
    ${svg`<polygon points=${points} fill="currentColor" />`}
  </svg>`;
}
