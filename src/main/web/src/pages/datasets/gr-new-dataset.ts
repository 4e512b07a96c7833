import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { OntologyClass, Project } from '../../api/types';
import { Loader, problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import { recipeFrom } from './recipe';

/** Asks what a dataset shall hold; fires `gr-created` with the version being built. */
@customElement('gr-new-dataset')
export class GrNewDataset extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 6px 16px;
        max-height: 160px;
        overflow: auto;
      }
      .swatch {
        width: 12px;
        height: 12px;
        border-radius: 2px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  private readonly classes = new Loader<readonly OntologyClass[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.classes.load(async (signal) => {
      const path = { project: this.project.id };
      const ontology = await client.get('/api/v1/projects/{project}/ontology', { path, signal });
      return ontology.classes.filter((each) => !each.retired);
    });
  }

  override render() {
    return html`<gr-dialog heading="Build a dataset">
      <form @submit=${this.submit}>
        <label class="field">
          Name
          <input
            name="name"
            required
            autofocus
            autocomplete="off"
            maxlength="80"
            pattern="[A-Za-z0-9][A-Za-z0-9 ._\\-]*"
            title="Letters, digits, spaces, dots, underscores and hyphens; starts with a letter or digit"
          />
          <small>Asking again under the same name makes the next version</small>
        </label>
        <fieldset>
          <legend>Formats</legend>
          <div class="choices">
            ${format('geojson', 'GeoJSON', 'labels on the ground')}
            ${format('coco', 'COCO', 'image chips and masks')}
          </div>
        </fieldset>
        <div class="pair">
          <label class="field">
            Chip size, pixels
            <input name="chip_size" type="number" min="64" max="4096" value="1024" required />
          </label>
          <label class="field">
            Overlap, pixels
            <input name="overlap" type="number" min="0" max="2048" value="200" required />
          </label>
        </div>
        ${
          this.classes.value && this.classes.value.length > 0
            ? html`<fieldset>
                <legend>Classes (none ticked: all)</legend>
                <div class="choices">${this.classes.value.map(choice)}</div>
              </fieldset>`
            : nothing
        }
        <label class="check">
          <input type="checkbox" name="keep_empty" checked />Keep chips without any object
        </label>
        <gr-problem .error=${this.error ?? this.classes.error}></gr-problem>
        <div class="actions">${submitButton('Freeze labels and build', this.busy)}</div>
      </form>
    </gr-dialog>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    this.busy = true;
    this.error = undefined;
    try {
      const detail = await client.post('/api/v1/projects/{project}/datasets', {
        path: { project: this.project.id },
        body: recipeFrom(new FormData(event.target as HTMLFormElement)),
      });
      this.dispatchEvent(new CustomEvent('gr-created', { detail }));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }
}

function format(value: string, name: string, what: string) {
  return html`<label class="check">
    <input type="checkbox" name="formats" value=${value} checked />
    <span>${name} <span class="muted">${what}</span></span>
  </label>`;
}

function choice({ id, name, colour }: OntologyClass) {
  return html`<label class="check">
    <input type="checkbox" name="classes" value=${id} />
    <span class="swatch" .style=${`background:${colour}`}></span>
    <span class="clip">${name}</span>
  </label>`;
}
