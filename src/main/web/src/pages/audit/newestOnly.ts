import { html, nothing } from 'lit';
import { instant } from '../../ui/format';

/** Says where a sum over very many events ends; nothing where it is over all of them. */
export function newestOnly(since: string | null | undefined, what: 'events' | 'looks') {
  return since
    ? html`<p class="muted" role="status">
        Only the newest 200,000 ${what}, back to ${instant(since)} UTC. For what was before, give a
        time range, a person, a scene or the ground.
      </p>`
    : nothing;
}
