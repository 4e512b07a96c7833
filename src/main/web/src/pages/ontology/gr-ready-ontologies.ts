import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { OntologyClass } from '../../api/types';
import { counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';

interface Ready {
  readonly name: string;
  readonly title: string;
  readonly classes: readonly OntologyClass[];
}

/** Ontologies that come with the program, to begin a project with. Fires `gr-ready` with the classes. */
@customElement('gr-ready-ontologies')
export class GrReadyOntologies extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(280px, 1fr));
        gap: 16px;
        margin: 0;
        padding: 0 24px 24px;
        list-style: none;
      }
      button {
        display: grid;
        gap: 8px;
        align-content: start;
        width: 100%;
        height: 100%;
        padding: 16px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        color: var(--color-text-primary);
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      button:hover {
        background: var(--color-background-surface-hover);
        border-color: var(--color-border-interactive-default);
      }
      .colours {
        display: flex;
        height: 6px;
      }
      .colours i {
        flex: 1;
      }
    `,
  ];

  private readonly ready = new Loader<readonly Ready[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.ready.load(async (signal) => {
      const { ontologies } = await client.get('/api/v1/ontologies', { signal });
      return ontologies;
    });
  }

  override render() {
    const { value } = this.ready;
    return value
      ? html`<ul>
          ${value.map((each) => html`<li>${this.card(each)}</li>`)}
        </ul>`
      : nothing;
  }

  private card({ name, title, classes }: Ready) {
    const [heading = name, ...about] = title.split(': ');
    return html`<button
      data-testid="ready-${name}"
      @click=${() => this.dispatchEvent(new CustomEvent('gr-ready', { detail: classes }))}
    >
      <b>Begin with ${heading}</b>
      <span class="muted">${about.join(': ') || counted(classes.length, 'class', 'classes')}</span>
      <span class="colours" aria-hidden="true"
        >${classes.slice(0, 20).map(({ colour }) => html`<i .style=${`background:${colour}`}></i>`)}</span
      >
    </button>`;
  }
}
