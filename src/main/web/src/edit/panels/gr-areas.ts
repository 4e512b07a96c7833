import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area, Project } from '../../api/types';
import type { ProblemError } from '../../api/problem';
import { problemOf } from '../../ui/loader';
import { quietStyles, shared } from '../../ui/styles';
import '../../ui/gr-problem';
import type { Areas } from '../areas';
import type { Colleagues } from '../colleagues';
import { editStyles } from '../styles';
import { foldStyles, rowStyles } from './panelStyles';

/** Parts along a side that a division is offered with. */
const PARTS = [2, 3, 4, 6, 8];

const STATES: Record<Area['state'], string> = {
  ready: 'to do',
  submitted: 'submitted',
  accepted: 'accepted',
  rejected: 'rejected',
  unusable: 'unusable',
};

declare global {
  interface HTMLElementEventMap {
    'gr-work-area': CustomEvent<Area>;
  }
}

/**
 * The areas of work of a scene: who does which, how far they are. Fires `gr-work-area` to go to one,
 * `gr-draw-area` to draw one, `gr-unlock` where what is others' is locked or not.
 */
@customElement('gr-areas')
export class GrAreas extends LitElement {
  static override styles = [
    shared,
    quietStyles,
    editStyles,
    foldStyles,
    rowStyles,
    css`
      ul {
        max-height: 180px;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      .area {
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr) auto;
        gap: 8px;
        width: 100%;
        padding: 4px 12px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        padding: 6px 12px 10px;
      }
      select {
        width: auto;
        height: 28px;
        font-size: 13px;
      }
    `,
  ];

  @property({ attribute: false }) areas!: Areas;
  @property({ attribute: false }) colleagues!: Colleagues;
  @property({ attribute: false }) project!: Project;
  @property({ type: Boolean }) readOnly = false;
  /** The username of who looks. */
  @property() own = '';
  /** Changes whenever an area may have. */
  @property({ attribute: false }) tick = 0;
  @state() private problem: ProblemError | undefined;
  /** Whom areas can be given to; asked for when it is needed. */
  @state() private people: readonly string[] | undefined;

  private get judges(): boolean {
    return this.plans || this.project.roles.includes('reviewer');
  }

  private get plans(): boolean {
    return this.project.actions.includes('WORK_PLAN');
  }

  protected override updated() {
    if (this.plans && this.areas.current && !this.people) {
      void this.findPeople();
    }
  }

  override render() {
    const { list, current } = this.areas;
    if (list.length === 0 && !this.plans) {
      return nothing;
    }
    const mine = list.filter((area) => area.mine).length;
    return html`<details data-testid="areas" ?open=${list.length > 0}>
      <summary>
        Areas <small>${list.length > 0 ? `· ${mine} of ${list.length} yours` : '· none'}</small>
      </summary>
      ${this.problem ? html`<gr-problem .error=${this.problem}></gr-problem>` : nothing}
      <ul>
        ${list.map((area) => html`<li>${this.line(area, area.id === current?.id)}</li>`)}
      </ul>
      ${current && !this.readOnly ? this.acts(current) : nothing}
      ${this.colleagues.others.length > 0 && !this.readOnly ? this.lock() : nothing}
      ${this.plans ? this.planning(current, list.length > 0) : nothing}
    </details>`;
  }

  private line(area: Area, current: boolean) {
    return html`<button
      class="row area"
      data-testid="area"
      aria-current=${current ? 'true' : nothing}
      @click=${() => this.dispatchEvent(new CustomEvent('gr-work-area', { detail: area }))}
    >
      <b class="clip">${area.name}</b>
      <span class="clip muted">${area.mine ? 'you' : (area.assignee ?? '')}</span>
      <span>${STATES[area.state]}</span>
    </button>`;
  }

  private lock() {
    const { colleagues } = this;
    return html`<div class="acts">
      <label class="check"
        ><input
          type="checkbox"
          data-testid="lock-others"
          .checked=${!colleagues.open}
          @change=${() => {
            colleagues.open = !colleagues.open;
            this.requestUpdate();
            this.dispatchEvent(new CustomEvent('gr-unlock', { bubbles: true, composed: true }));
          }}
        />Lock what lies in colleagues’ areas</label
      >
    </div>`;
  }

  /** What can be done to the current one. */
  private acts({ id, mine, assignee, state: now }: Area) {
    const act = (name: string, body: Parameters<Areas['change']>[1], title: string) =>
      html`<button class="quiet" data-testid="area-${name}" @click=${() => this.change(id, body)}>
        ${title}
      </button>`;
    const me = this.project.actions.includes('LABEL_WRITE');
    return html`<div class="acts">
      ${!assignee && me ? act('take', { assignee: this.own }, 'Take it') : nothing}
      ${
        mine
          ? html`${act('give', { assignee: '' }, 'Give it back')}
            ${now === 'submitted' ? act('again', { state: 'ready' }, 'Work on it again') : act('submit', { state: 'submitted' }, 'Submit')}
            ${now === 'unusable' ? nothing : act('unusable', { state: 'unusable' }, 'Unusable')}`
          : nothing
      }
      ${
        this.judges && !mine && now === 'submitted'
          ? html`${act('accept', { state: 'accepted' }, 'Accept')}
            ${act('reject', { state: 'rejected' }, 'Reject')}`
          : nothing
      }
    </div>`;
  }

  private planning(current: Area | null, divided: boolean) {
    const free = current?.state === 'ready' && !current.assignee;
    return html`<div class="acts">
      ${current ? this.giving(current) : nothing}
      ${
        !divided || free
          ? html`<select
              aria-label=${divided ? `Divide ${current!.name}` : 'Divide the scene'}
              data-testid="divide"
              @change=${(e: Event) => this.divide(e.target as HTMLSelectElement, current)}
            >
              <option value="">
                ${divided ? `Divide ${current!.name}…` : 'Divide the scene…'}
              </option>
              ${PARTS.map((n) => html`<option value=${n}>${n} × ${n}</option>`)}
            </select>`
          : nothing
      }
      <button
        class="quiet"
        data-testid="area-draw"
        @click=${() => this.dispatchEvent(new CustomEvent('gr-draw-area'))}
      >
        Draw one…
      </button>
      ${
        free
          ? html`<button
              class="quiet"
              data-testid="area-remove"
              @click=${() => this.run(() => this.areas.removeOne(current.id))}
            >
              Remove ${current.name}
            </button>`
          : nothing
      }
      ${
        divided
          ? html`<button
              class="quiet"
              data-testid="areas-remove"
              @click=${() => this.run(() => this.areas.remove())}
            >
              Remove all areas
            </button>`
          : nothing
      }
    </div>`;
  }

  private giving({ id, assignee }: Area) {
    return html`<select
      aria-label="Who does it"
      data-testid="area-assignee"
      .value=${assignee ?? ''}
      @change=${(e: Event) => this.change(id, { assignee: (e.target as HTMLSelectElement).value })}
    >
      <option value="" ?selected=${!assignee}>Nobody</option>
      ${[...new Set([...(this.people ?? []), ...(assignee ? [assignee] : [])])].map(
        (name) => html`<option value=${name} ?selected=${name === assignee}>${name}</option>`,
      )}
    </select>`;
  }

  private async findPeople() {
    this.people = [];
    await this.run(async () => {
      this.people = await this.areas.people();
    });
  }

  private divide(select: HTMLSelectElement, current: Area | null) {
    const parts = Number(select.value);
    select.value = '';
    void this.run(() => this.areas.divide(parts, parts, current?.id));
  }

  private change(id: string, body: Parameters<Areas['change']>[1]) {
    void this.run(() => this.areas.change(id, body));
  }

  private async run(act: () => Promise<void>) {
    try {
      await act();
      this.problem = undefined;
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }
}
