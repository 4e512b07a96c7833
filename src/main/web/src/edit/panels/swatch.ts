import { html, type TemplateResult } from 'lit';
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
