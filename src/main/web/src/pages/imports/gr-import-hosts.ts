import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { counted } from '../../ui/format';
import { shared } from '../../ui/styles';
import { addressesIn } from './folder';

/** Addresses to fetch images from, where the door outward is open. Fires `gr-import` with addresses. */
@customElement('gr-import-hosts')
export class GrImportHosts extends LitElement {
  static override styles = [
    shared,
    css`
      .body,
      .closed {
        display: grid;
        gap: 12px;
      }
      .body {
        padding: 12px 16px 16px;
        font-size: 13px;
      }
      code {
        font-family: var(--gr-mono);
        font-size: 12px;
      }
      textarea {
        font-family: var(--gr-mono);
        font-size: 12px;
        white-space: pre;
      }
      rux-button {
        justify-self: end;
      }
    `,
  ];

  /** That may be asked; none where the door is closed. */
  @property({ attribute: false }) hosts: readonly string[] = [];
  @state() private text = '';

  override render() {
    return html`<section class="panel" aria-label="From another host">
      <header><h2>From another host</h2></header>
      <div class="body">${this.hosts.length > 0 ? this.form() : this.closed()}</div>
    </section>`;
  }

  private closed() {
    return html`<div class="closed" data-testid="door-closed">
      <p>
        The door outward is closed: this server asks no other host for anything. Whoever runs it can
        name hosts that images may be fetched from; no other is ever asked, and no redirect
        followed.
      </p>
      <p>
        <code>import.hosts = imagery.example.org</code> in the settings, or
        <code>GRATICULE_IMPORT_HOSTS</code>; then a restart.
      </p>
    </div>`;
  }

  private form() {
    const addresses = addressesIn(this.text);
    return html`<p class="muted">
        Open hosts: ${this.hosts.map((host, i) => html`${i > 0 ? ', ' : ''}<code>${host}</code>`)}.
        The host must answer ranges of bytes.
      </p>
      <label class="field"
        >Addresses, one a line
        <textarea
          rows="4"
          spellcheck="false"
          data-testid="import-addresses"
          placeholder="https://${this.hosts[0]}/path/scene.tif"
          .value=${this.text}
          @input=${(e: Event) => (this.text = (e.target as HTMLTextAreaElement).value)}
        ></textarea>
        <small>https://HOST/PATH, or s3://BUCKET/KEY for a public object</small>
      </label>
      <rux-button
        data-testid="import-addresses-go"
        ?disabled=${addresses.length === 0}
        @click=${() => this.bring(addresses)}
        >${addresses.length === 0 ? 'Fetch' : `Fetch ${counted(addresses.length, 'image')}`}</rux-button
      >`;
  }

  private bring(detail: readonly string[]) {
    this.text = '';
    this.dispatchEvent(new CustomEvent('gr-import', { detail }));
  }
}
