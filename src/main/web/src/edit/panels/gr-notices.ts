import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProblemError } from '../../api/problem';
import { count } from '../../ui/format';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import type { OpenScene } from '../openScene';

declare global {
  interface HTMLElementEventMap {
    /** The label whose two changes are to be looked at. */
    'gr-decide': CustomEvent<string>;
    'gr-reload': CustomEvent<undefined>;
  }
}

/** What has to be said over the map: labels that do not come, another tab, changes that cross. */
@customElement('gr-notices')
export class GrNotices extends LitElement {
  static override styles = [
    shared,
    css`
      .notice {
        position: absolute;
        top: 12px;
        left: 50%;
        z-index: 5;
        display: flex;
        align-items: center;
        gap: 16px;
        transform: translateX(-50%);
        padding: 8px 8px 8px 16px;
        background: rgb(16 25 35 / 95%);
        border: 1px solid var(--gr-warn);
        border-radius: 3px;
        box-shadow: 0 4px 16px rgb(0 0 0 / 50%);
        color: #fff;
        font-size: 13px;
        white-space: nowrap;
      }
      .notice.problem {
        padding: 0;
        border: 0;
        white-space: normal;
      }
      .loading {
        position: absolute;
        top: 12px;
        left: 12px;
        z-index: 5;
        padding: 4px 12px;
        background: rgb(16 25 35 / 88%);
        border-radius: 3px;
        color: #fff;
        font-size: 13px;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenScene;
  /** Why labels could not be loaded. */
  @property({ attribute: false }) problem: ProblemError | undefined;
  /** Labels are on their way. */
  @property({ type: Boolean }) loading = false;
  /** Changes whenever the seat or a saved state may have. */
  @property({ attribute: false }) tick = 0;

  override render() {
    return html`${this.problem ? this.failure(this.problem) : this.notice()}
    ${this.loading ? html`<div class="loading" role="status">${this.progress()}</div>` : nothing}`;
  }

  private progress(): string {
    const { arrived, nearby, scene } = this.open;
    return nearby.partial && !nearby.sparse
      ? `Loading objects… ${count(arrived)} of ${count(scene.label_count)}. Come closer to edit those in view now.`
      : 'Loading objects…';
  }

  private failure(problem: ProblemError) {
    return html`<div class="notice problem">
      <gr-problem
        .error=${problem}
        retryable
        @retry=${() => this.dispatchEvent(new CustomEvent('gr-reload'))}
      ></gr-problem>
    </div>`;
  }

  private notice() {
    const { session, seat } = this.open;
    if (seat.elsewhere) {
      return html`<div class="notice" role="alert" data-testid="elsewhere">
        You edit this scene in another tab. What you changed here is kept.
        <rux-button size="small" data-testid="edit-here" @click=${() => void seat.take(true)}
          >Edit here</rux-button
        >
      </div>`;
    }
    const [conflict] = session.saver.queue.conflicts.values();
    return conflict
      ? html`<div class="notice" role="alert" data-testid="conflict-notice">
          Somebody else changed an object that you changed. Nothing is lost.
          <rux-button size="small" @click=${() => this.decide(conflict.element)}
            >Compare</rux-button
          >
        </div>`
      : nothing;
  }

  private decide(detail: string) {
    this.dispatchEvent(new CustomEvent('gr-decide', { detail }));
  }
}
