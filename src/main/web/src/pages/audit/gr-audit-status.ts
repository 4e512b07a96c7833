import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { operations } from '../../api/schema';
import { count } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';

type Status = operations['auditStatus']['responses'][200]['content']['application/json'];

/** Milliseconds between two looks at the log. */
const PERIOD = 10_000;

/** Length, head and state of the log in one line. */
@customElement('gr-audit-status')
export class GrAuditStatus extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 20px;
        font-size: 13px;
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      b {
        font-weight: 500;
      }
    `,
  ];

  private readonly status = new Loader<Status>(this);
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.look();
    this.timer = setInterval(() => document.hidden || this.look(), PERIOD);
  }

  override disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  override render() {
    const { value, error } = this.status;
    if (error) {
      return html`<div role="status">
        <span>
          <rux-status status="critical"></rux-status>The log cannot be asked: ${error.detail}
          (${error.code})
        </span>
      </div>`;
    }
    if (!value) {
      return nothing;
    }
    const behind = value.length - (value.indexed ?? value.length);
    return html`<div role="status">
      <span>
        <rux-status status=${value.state === 'open' ? 'normal' : 'critical'}></rux-status>
        ${value.state === 'open' ? 'Log open' : 'Log failed: data is not served'}
      </span>
      <span class="muted"><b>${count(value.length)}</b> events</span>
      ${behind > 0 ? html`<span class="muted">${count(behind)} not searchable yet</span>` : nothing}
      ${
        value.head
          ? html`<span class="muted" title=${value.head}>
              Head <b class="mono">${value.head.slice(0, 16)}</b>
            </span>`
          : nothing
      }
    </div>`;
  }

  private look() {
    void this.status.load((signal) => client.get('/api/v1/audit/status', { signal }));
  }
}
