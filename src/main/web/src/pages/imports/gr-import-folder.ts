import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ProblemError } from '../../api/problem';
import type { ImportWays } from '../../api/types';
import { bytes, count, counted } from '../../ui/format';
import '../../ui/gr-problem';
import { shared } from '../../ui/styles';
import { nameOf, shownOf, sidecarsOf, stepsTo, type Entry } from './folder';

/** What lies in the server's import folder, to choose from. Fires `gr-look` and `gr-import` with paths. */
@customElement('gr-import-folder')
export class GrImportFolder extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      nav {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px;
        font-size: 13px;
      }
      header input.find {
        width: 200px;
        height: 30px;
      }
      .table {
        max-height: calc(100vh - 420px);
        min-height: 240px;
        overflow: auto;
      }
      td:first-child,
      th:first-child {
        width: 40px;
        padding-right: 0;
      }
      td.name {
        max-width: 0;
        width: 100%;
      }
      td.name label {
        display: block;
        cursor: pointer;
      }
      td.number {
        white-space: nowrap;
      }
      .folder button::before {
        content: '▸ ';
        color: var(--gr-muted);
      }
      footer {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 12px 16px;
        border-top: 1px solid var(--gr-line);
        color: var(--gr-muted);
        font-size: 13px;
      }
      .closed {
        display: grid;
        gap: 8px;
        padding: 16px;
        font-size: 13px;
      }
      .closed code {
        font-family: var(--gr-mono);
        font-size: 12px;
      }
      .empty {
        padding: 24px 16px;
        color: var(--gr-muted);
      }
      gr-problem {
        margin: 12px 16px;
      }
    `,
  ];

  @property({ attribute: false }) ways!: ImportWays;
  /** Of what is listed; empty for the import folder itself. */
  @property() path = '';
  @property({ attribute: false }) problem: ProblemError | undefined;
  @property({ type: Boolean }) loading = false;
  @state() private find = '';
  @state() private chosen: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('path')) {
      this.find = '';
      this.chosen = new Set();
    }
  }

  override render() {
    return html`<section class="panel" aria-label="From the server's folder">
      <header>
        ${
          this.ways.folder_open
            ? html`${this.way()}
                <input
                  class="find"
                  placeholder="Find here"
                  aria-label="Find in this folder"
                  .value=${this.find}
                  @input=${(e: Event) => (this.find = (e.target as HTMLInputElement).value)}
                />`
            : html`<h2>From the server's folder</h2>`
        }
      </header>
      ${this.problem ? html`<gr-problem .error=${this.problem}></gr-problem>` : nothing}
      ${this.ways.folder_open ? this.listing() : this.closed()}
    </section>`;
  }

  private way() {
    const steps = stepsTo(this.path);
    return html`<nav aria-label="Folder">
      ${steps.map(({ name, path }, i) =>
        i === steps.length - 1
          ? html`<strong aria-current="true">${name}</strong>`
          : html`<button class="plain" @click=${() => this.look(path)}>${name}</button>
              <span class="muted">/</span>`,
      )}
    </nav>`;
  }

  private closed() {
    return html`<div class="closed" data-testid="folder-closed">
      <p>
        No folder of the server is open. Whoever runs it can open one, from which project leads may
        then bring images in by name; nothing outside of it is ever read.
      </p>
      <p>
        <code>import.folder = /data/incoming</code> in the settings, or
        <code>GRATICULE_IMPORT_FOLDER</code>; then a restart.
      </p>
    </div>`;
  }

  private listing() {
    const { entries, more } = this.ways;
    const shown = shownOf(entries, this.find);
    const images = shown.filter(({ folder }) => !folder);
    const all = images.length > 0 && images.every(({ path }) => this.chosen.has(path));
    return html`
      <div class="table" tabindex="0" role="region" aria-label="Files" aria-busy=${this.loading}>
        ${
          shown.length === 0
            ? html`<p class="empty">
                ${this.find ? 'Nothing here has that in its name.' : 'This folder has no images.'}
              </p>`
            : html`<table>
                <thead>
                  <tr>
                    <th>
                      <input
                        type="checkbox"
                        aria-label="Choose all"
                        data-testid="choose-all"
                        ?disabled=${images.length === 0}
                        .checked=${all}
                        .indeterminate=${!all && this.chosen.size > 0}
                        @change=${() => this.chooseAll(images, !all)}
                      />
                    </th>
                    <th>Name</th>
                    <th class="number">Size</th>
                  </tr>
                </thead>
                <tbody>
                  ${shown.map((entry) => this.line(entry))}
                </tbody>
              </table>`
        }
      </div>
      <footer>
        <span
          >${
            more
              ? `Only the first ${count(entries.length)} are listed; look into a folder below.`
              : 'Masks, world files and cameras beside an image come with it.'
          }</span
        >
        <rux-button
          data-testid="import-chosen"
          ?disabled=${this.chosen.size === 0}
          @click=${this.bring}
          >${this.chosen.size === 0 ? 'Bring in' : `Bring in ${counted(this.chosen.size, 'image')}`}</rux-button
        >
      </footer>
    `;
  }

  private line(entry: Entry) {
    const name = nameOf(entry.path);
    if (entry.folder) {
      return html`<tr class="folder">
        <td></td>
        <td class="name clip">
          <button class="plain" @click=${() => this.look(entry.path)}>${name}</button>
        </td>
        <td></td>
      </tr>`;
    }
    const beside = sidecarsOf(entry, this.ways.entries);
    const id = `file-${entry.path}`;
    return html`<tr>
      <td>
        <input
          type="checkbox"
          id=${id}
          .checked=${this.chosen.has(entry.path)}
          @change=${() => this.choose(entry.path)}
        />
      </td>
      <td class="name clip" title=${name}>
        <label for=${id} class="clip"
          >${name}
          ${beside > 0 ? html`<span class="muted"> + ${counted(beside, 'file')}</span>` : nothing}</label
        >
      </td>
      <td class="number">${bytes(entry.bytes)}</td>
    </tr>`;
  }

  private choose(path: string) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(path)) {
      chosen.add(path);
    }
    this.chosen = chosen;
  }

  private chooseAll(images: readonly Entry[], on: boolean) {
    this.chosen = new Set(on ? images.map(({ path }) => path) : []);
  }

  private look(detail: string) {
    this.dispatchEvent(new CustomEvent('gr-look', { detail }));
  }

  private bring() {
    this.dispatchEvent(new CustomEvent('gr-import', { detail: [...this.chosen] }));
    this.chosen = new Set();
  }
}
