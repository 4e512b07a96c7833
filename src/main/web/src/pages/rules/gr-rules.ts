import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { LabelRules, Ontology, Project } from '../../api/types';
import { tellContext } from '../../ui/context';
import { Loader, problemOf as errorOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { tree } from '../ontology/draft';
import '../../ui/gr-problem';
import './gr-apart';
import './gr-rule-table';
import {
  problemOf,
  said,
  sameRules,
  withClass,
  withPairs,
  type Held,
  type KeptApart,
} from './rules';

interface Asked {
  readonly rules: LabelRules;
  readonly ontology: Ontology;
}

/**
 * What labels are held to: in all of the project, and by class. Shown to all, changed by who may
 * publish an ontology; a change counts for what is saved from then on.
 */
@customElement('gr-rules')
export class GrRules extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 8px 24px 24px;
      }
      .spread {
        position: sticky;
        top: 0;
        z-index: 2;
        min-height: 44px;
        margin: 0 -24px 8px;
        padding: 4px 24px;
        background: var(--color-background-base-default);
      }
      .sides {
        display: grid;
        grid-template-columns: 240px minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      nav {
        position: sticky;
        top: 52px;
        max-height: calc(100vh - 320px);
        overflow: auto;
        padding: 4px 0;
      }
      nav button {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        min-height: 32px;
        padding: 4px 12px;
        background: none;
        border: 0;
        border-left: 3px solid transparent;
        color: inherit;
        font: inherit;
        font-size: 13px;
        text-align: left;
        cursor: pointer;
      }
      nav button:hover {
        background: var(--color-background-surface-hover);
      }
      nav button[aria-current] {
        background: var(--color-background-surface-selected);
        border-left-color: var(--color-border-interactive-default);
      }
      nav .clip {
        flex: 1;
      }
      nav button:focus-visible {
        outline-offset: -2px;
      }
      .panel h2 {
        padding: 12px 16px 0;
      }
      .panel > p {
        padding: 0 16px 8px;
        font-size: 13px;
      }
      .bad {
        margin-bottom: 12px;
        color: var(--gr-bad);
      }
      gr-problem {
        margin-bottom: 16px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  /** Number of the class that is looked at; null for the whole project. */
  @state() private scope: number | null = null;
  @state() private draft: Asked | undefined;
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private readonly asked = new Loader<Asked>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.reload();
  }

  private get mayChange(): boolean {
    return this.project.actions.includes('ONTOLOGY_PUBLISH');
  }

  override render() {
    const { value, error } = this.asked;
    const shown = this.draft ?? value;
    const wrong = this.draft ? this.wrong(this.draft) : null;
    return html`
      <div class="spread">
        <h2>Label rules</h2>
        ${this.draft ? this.buttons(wrong !== null) : nothing}
      </div>
      ${error ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>` : nothing}
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${wrong ? html`<p class="bad" role="alert">${wrong}</p>` : nothing}
      ${
        shown
          ? html`<div class="sides">
              <nav class="panel" aria-label="Whose rules">${this.scopes(shown)}</nav>
              ${this.rules(shown)}
            </div>`
          : nothing
      }
    `;
  }

  private buttons(wrong: boolean) {
    return html`<div class="row">
      <rux-button secondary @click=${() => this.edit(undefined)}>Discard</rux-button>
      <rux-button
        data-testid="publish-rules"
        ?disabled=${wrong || this.busy}
        @click=${() => void this.publish()}
        >Publish</rux-button
      >
    </div>`;
  }

  private scopes({ rules, ontology }: Asked) {
    const line = (id: number | null, name: string, depth: number, held: Held) =>
      html`<button
        data-testid="scope-${id ?? 'project'}"
        aria-current=${id === this.scope ? 'true' : nothing}
        .style=${`padding-left:${12 + 14 * depth}px`}
        @click=${() => (this.scope = id)}
      >
        <span class="clip">${name}</span>
        ${said(held) > 0 ? html`<span class="muted">${said(held)}</span>` : nothing}
      </button>`;
    return [
      line(null, 'All classes', 0, rules),
      ...tree(ontology.classes)
        .filter(({ each }) => !each.retired)
        .map(({ each, depth }) => line(each.id, each.name, depth + 1, each)),
    ];
  }

  private rules(shown: Asked) {
    const { rules, ontology } = shown;
    const known = ontology.classes.find(({ id }) => id === this.scope);
    const held: Held = known ?? rules;
    const pairs = held.rules?.apart ?? [];
    return html`<section class="panel" aria-label="Rules">
      <h2>${known?.name ?? 'All classes'}</h2>
      <p class="muted">
        ${
          known
            ? 'What is left empty is as in the project.'
            : 'Of every class that does not say otherwise. Broken topology and what lies outside the image are always refused.'
        }
        Labels that are there already are held to a change when they are saved again.
      </p>
      <gr-rule-table
        .held=${held}
        .above=${known ? rules : undefined}
        ?editing=${this.mayChange}
        @gr-held=${(e: CustomEvent<Held>) => this.change(shown, e.detail)}
      ></gr-rule-table>
      <gr-apart
        .pairs=${pairs}
        .classes=${ontology.classes.filter(({ retired }) => !retired)}
        ?editing=${this.mayChange}
        @gr-apart=${(e: CustomEvent<KeptApart[]>) => this.change(shown, withPairs(held, e.detail))}
      ></gr-apart>
    </section>`;
  }

  private wrong({ rules, ontology }: Asked): string | null {
    const all = [
      problemOf(rules, 'All classes'),
      ...ontology.classes.map((c) => problemOf(c, c.name)),
    ];
    return all.find((each) => each !== null) ?? null;
  }

  private change({ rules, ontology }: Asked, held: Held) {
    const known = ontology.classes.find(({ id }) => id === this.scope);
    this.edit(
      known
        ? {
            rules,
            ontology: { ...ontology, classes: withClass(ontology.classes, { ...known, ...held }) },
          }
        : { rules: { ...rules, ...held }, ontology },
    );
  }

  private edit(draft: Asked | undefined) {
    this.draft = draft;
    this.error = undefined;
    this.tell();
  }

  /** The project's, the classes', or both: what was changed. */
  private async publish() {
    const { draft } = this;
    const before = this.asked.value;
    if (!draft || !before) {
      return;
    }
    this.busy = true;
    const path = { project: this.project.id };
    try {
      let now = before;
      if (!sameRules(draft.rules, before.rules)) {
        const body = { ...draft.rules, version: before.rules.version };
        const rules = await client.put('/api/v1/projects/{project}/label-rules', { path, body });
        now = { ...now, rules };
        await this.asked.load(() => Promise.resolve(now));
        this.draft = { ...draft, rules };
      }
      if (draft.ontology.classes.some((each, i) => !sameRules(each, before.ontology.classes[i]!))) {
        const body = draft.ontology;
        const ontology = await client.put('/api/v1/projects/{project}/ontology', { path, body });
        now = { ...now, ontology };
      }
      await this.asked.load(() => Promise.resolve(now));
      this.edit(undefined);
    } catch (cause) {
      this.error = errorOf(cause);
    } finally {
      this.busy = false;
    }
  }

  private readonly reload = async () => {
    this.tell();
    await this.asked.load(async (signal) => {
      const path = { project: this.project.id };
      const [rules, ontology] = await Promise.all([
        client.get('/api/v1/projects/{project}/label-rules', { path, signal }),
        client.get('/api/v1/projects/{project}/ontology', { path, signal }),
      ]);
      return { rules, ontology };
    });
  };

  private tell() {
    tellContext(this, {
      title: `Label rules of ${this.project.name}`,
      project: this.project,
      status: this.draft ? 'Changed, not published' : undefined,
    });
  }
}
