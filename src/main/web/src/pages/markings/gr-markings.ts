import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { Mark } from '../../api/types';
import { tellContext } from '../../ui/context';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-banner';
import '../../ui/gr-portion';
import '../../ui/gr-problem';

/** The markings that the person may see content of, as they look above pages and on rows. */
@customElement('gr-markings')
export class GrMarkings extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      h1 {
        margin-bottom: 16px;
      }
      .panel {
        margin-top: 16px;
        overflow: hidden;
      }
      th:last-child,
      td:last-child {
        width: 160px;
      }
    `,
  ];

  private readonly marks = new Loader<readonly Mark[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Markings' });
    void this.reload();
  }

  override render() {
    const { value, error } = this.marks;
    return html`
      <h1>Markings</h1>
      <p class="muted">
        The markings in use here whose content you may see, in the order of their levels. What is
        marked otherwise does not appear anywhere for you.
      </p>
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${value ? this.table(value) : nothing}
    `;
  }

  private table(marks: readonly Mark[]) {
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>Above and below pages</th>
            <th>On rows</th>
          </tr>
        </thead>
        <tbody>
          ${marks.map(
            (mark) =>
              html`<tr>
                <td><gr-banner where="sample" .mark=${mark}></gr-banner></td>
                <td><gr-portion .mark=${mark}></gr-portion></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private readonly reload = () =>
    this.marks.load(async (signal) => (await client.get('/api/v1/markings', { signal })).markings);
}
