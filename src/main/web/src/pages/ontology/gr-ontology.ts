import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { AttributeType, Ontology, OntologyClass, Project } from '../../api/types';
import { tellContext } from '../../ui/context';
import { counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-class-attributes';
import './gr-class-change';
import './gr-class-row';
import './gr-ready-ontologies';
import './gr-version-dialog';
import { addClass, changeClass, dropClass, problemsOf, tree } from './draft';

const COLUMNS = [
  'Id',
  'Colour',
  'Name',
  'Parent',
  'Key',
  'Geometry',
  'Attributes',
  'Least area, m²',
  'State',
  '',
] as const;

/**
 * The classes of a project: shown to all, edited as a draft and published as the next version. What
 * concerns labels (rename, merge, split, retire, undo) is tried first and shown.
 */
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
        --gr-class-columns: 36px 52px minmax(170px, 1fr) minmax(120px, 180px) 56px 84px
          minmax(76px, 150px) 108px 108px 72px;
        overflow: auto hidden;
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
  @state() private dialog: { attributes: number } | { change: number } | 'publish' | 'undo' | null =
    null;
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
      ${shown && (shown.classes.length > 0 || this.draft) ? this.table(shown) : nothing}
      ${
        shown && shown.classes.length === 0 && !this.draft
          ? html`<div class="panel">
              <gr-empty heading="No classes yet">
                The ontology lists what annotators look for: each class with a colour, a key that
                picks it, and its place in the tree.
                ${mayPublish ? 'Edit it to add the first class, or begin with one of these.' : 'The project lead publishes it.'}
              </gr-empty>
              ${
                mayPublish
                  ? html`<gr-ready-ontologies
                      @gr-ready=${(e: CustomEvent<OntologyClass[]>) =>
                        this.edit({ ...shown, classes: e.detail })}
                    ></gr-ready-ontologies>`
                  : nothing
              }
            </div>`
          : nothing
      }
      ${value ? this.asked(value) : nothing}
    `;
  }

  private asked(value: Ontology) {
    const { dialog, draft } = this;
    const close = () => (this.dialog = null);
    if (dialog === null) {
      return nothing;
    }
    if (dialog === 'publish' || dialog === 'undo') {
      return html`<gr-version-dialog
        project=${this.project.id}
        .ontology=${value}
        .draft=${dialog === 'publish' ? draft : undefined}
        @gr-changed=${this.changed}
        @gr-close=${close}
      ></gr-version-dialog>`;
    }
    if ('change' in dialog) {
      return html`<gr-class-change
        project=${this.project.id}
        .ontology=${value}
        .each=${value.classes.find(({ id }) => id === dialog.change)!}
        @gr-changed=${this.changed}
        @gr-close=${close}
      ></gr-class-change>`;
    }
    const each = draft?.classes.find(({ id }) => id === dialog.attributes);
    return html`<gr-class-attributes
      name=${each?.name ?? ''}
      .types=${each?.attributes ?? []}
      @gr-attributes=${(e: CustomEvent<AttributeType[]>) => {
        this.change(dialog.attributes, { attributes: e.detail });
        close();
      }}
      @gr-close=${close}
    ></gr-class-attributes>`;
  }

  private buttons(value: Ontology) {
    if (!this.draft) {
      return html`<div class="row">
        ${
          value.version > 1
            ? html`<rux-button
                secondary
                data-testid="undo-version"
                @click=${() => (this.dialog = 'undo')}
                >Undo version ${value.version}</rux-button
              >`
            : nothing
        }
        <rux-button data-testid="edit-ontology" @click=${() => this.edit(value)}>Edit</rux-button>
      </div>`;
    }
    const broken = this.draft.classes.length === 0 || problemsOf(this.draft).length > 0;
    return html`<div class="row">
      <rux-button secondary @click=${() => this.edit(undefined)}>Discard draft</rux-button>
      <rux-button
        data-testid="publish"
        ?disabled=${broken}
        @click=${() => (this.dialog = 'publish')}
      >
        Publish version ${value.version + 1}…
      </rux-button>
    </div>`;
  }

  private table(shown: Ontology) {
    const problems = this.draft ? problemsOf(this.draft) : [];
    const movable = !this.draft && this.project.actions.includes('ONTOLOGY_PUBLISH');
    return html`
      <div class="panel" role="table" aria-label="Classes">
        <div class="head" role="row">
          ${COLUMNS.map((name) => html`<span role="columnheader">${name}</span>`)}
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
              ?movable=${movable}
              @gr-attributes=${() => (this.dialog = { attributes: each.id })}
              @gr-move=${() => (this.dialog = { change: each.id })}
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

  /** A version was published, here or by what was done to a class. */
  private changed() {
    this.dialog = null;
    this.draft = undefined;
    void this.reload();
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
