import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Ontology, OntologyClass, Project } from '../../api/types';
import { tellContext } from '../../ui/context';
import { counted } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-class-row';
import { addClass, changeClass, dropClass, problemsOf, tree } from './draft';

/** The classes of a project: shown to all, edited as a draft and published as the next version. */
@customElement('gr-ontology')
export class GrOntology extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 16px 24px 24px;
      }
      .spread {
        min-height: 36px;
        margin-bottom: 16px;
      }
      .head,
      gr-class-row {
        display: grid;
        grid-template-columns: var(--gr-class-columns);
      }
      .panel {
        --gr-class-columns: 56px 64px minmax(200px, 1fr) minmax(160px, 240px) 72px 120px 120px;
        overflow: hidden;
      }
      .head {
        align-items: center;
        gap: 0 12px;
        height: 36px;
        padding: 0 12px;
        background: var(--color-background-surface-header);
        border-bottom: 1px solid var(--gr-line);
        color: var(--color-text-secondary);
        font-size: 13px;
        font-weight: 500;
      }
      .below {
        display: flex;
        align-items: center;
        gap: 16px;
        margin-top: 12px;
      }
      ul.problems {
        margin: 12px 0 0;
        padding-left: 20px;
        color: var(--gr-bad);
      }
      gr-problem {
        margin-bottom: 16px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @state() private draft: Ontology | undefined;
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private readonly published = new Loader<Ontology>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.reload();
  }

  override render() {
    const { value, error } = this.published;
    const shown = this.draft ?? value;
    const mayPublish = this.project.actions.includes('ONTOLOGY_PUBLISH');
    return html`
      <div class="spread">
        <h2>
          Ontology ${value ? html`<span class="muted">version ${value.version}</span>` : nothing}
        </h2>
        ${mayPublish && value ? this.buttons(value) : nothing}
      </div>
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${shown && (shown.classes.length > 0 || this.draft) ? this.table(shown) : nothing}
      ${
        shown && shown.classes.length === 0 && !this.draft
          ? html`<div class="panel">
              <gr-empty heading="No classes yet">
                The ontology lists what annotators look for: each class with a colour, a key that
                picks it, and its place in the tree.
                ${mayPublish ? 'Edit it to add the first class.' : 'The project lead publishes it.'}
              </gr-empty>
            </div>`
          : nothing
      }
    `;
  }

  private buttons(value: Ontology) {
    if (!this.draft) {
      return html`<rux-button @click=${() => this.edit(value)}>Edit</rux-button>`;
    }
    const broken = problemsOf(this.draft).length > 0;
    return html`<div class="row">
      <rux-button secondary @click=${() => this.edit(undefined)}>Discard draft</rux-button>
      <rux-button ?disabled=${broken || this.busy} @click=${this.publish}>
        Publish version ${value.version + 1}
      </rux-button>
    </div>`;
  }

  private table(shown: Ontology) {
    const problems = this.draft ? problemsOf(this.draft) : [];
    return html`
      <div class="panel" role="table" aria-label="Classes">
        <div class="head" role="row">
          ${['Id', 'Colour', 'Name', 'Parent', 'Key', 'Least area, m²', 'State'].map(
            (name) => html`<span role="columnheader">${name}</span>`,
          )}
        </div>
        ${tree(shown.classes).map(
          ({ each, depth }) =>
            html`<gr-class-row
              role="row"
              .each=${each}
              .depth=${depth}
              .all=${shown.classes}
              ?editing=${this.draft !== undefined}
              ?fresh=${this.isFresh(each.id)}
              @gr-change=${(e: CustomEvent<Partial<OntologyClass>>) => this.change(each.id, e.detail)}
              @gr-drop=${() => this.drop(each.id)}
            ></gr-class-row>`,
        )}
      </div>
      ${
        problems.length > 0
          ? html`<ul class="problems">
              ${problems.map(({ message }) => html`<li>${message}</li>`)}
            </ul>`
          : nothing
      }
      <div class="below">
        ${
          this.draft
            ? html`<rux-button secondary size="small" @click=${this.add}>Add class</rux-button>`
            : nothing
        }
        <span class="muted">
          ${counted(shown.classes.length, 'class', 'classes')}. Ids never change; a class that is in
          use can be retired, not removed.
        </span>
      </div>
    `;
  }

  private isFresh(id: number): boolean {
    return !this.published.value?.classes.some((each) => each.id === id);
  }

  private edit(draft: Ontology | undefined) {
    this.draft = draft;
    this.error = undefined;
    this.tell();
  }

  private change(id: number, change: Partial<OntologyClass>) {
    this.draft = this.draft && changeClass(this.draft, id, change);
  }

  private drop(id: number) {
    this.draft = this.draft && dropClass(this.draft, id);
  }

  private add() {
    this.draft = this.draft && addClass(this.draft);
  }

  private async publish() {
    const body = this.draft;
    if (!body) {
      return;
    }
    this.busy = true;
    this.error = undefined;
    try {
      const path = { project: this.project.id };
      this.published.value = await client.put('/api/v1/projects/{project}/ontology', {
        path,
        body,
      });
      this.draft = undefined;
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
    this.tell();
  }

  private readonly reload = async () => {
    this.tell();
    await this.published.load((signal) => {
      const path = { project: this.project.id };
      return client.get('/api/v1/projects/{project}/ontology', { path, signal });
    });
  };

  private tell() {
    tellContext(this, {
      title: `Ontology of ${this.project.name}`,
      project: this.project,
      status: this.draft ? 'Draft, not published' : undefined,
    });
  }
}
