import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { writePosition, readPosition } from '../../ground/coordinates';
import type { Placement } from '../../ground/placement';
import { shared } from '../../ui/styles';
import { Bookmarks, type Bookmark } from '../bookmarks';
import type { Position } from '../geometry';
import { icon } from '../icons';
import { editStyles } from '../styles';
import '../../ui/gr-dialog';

/** Where to go. */
export interface Destination {
  readonly at: Position;
  /** Image pixels per screen pixel; null keeps the scale. */
  readonly resolution: number | null;
}

/**
 * Going to a coordinate (latitude and longitude, UTM, MGRS, or pixels) and to bookmarks. Fires
 * `gr-go` with a `Destination`.
 */
@customElement('gr-places')
export class GrPlaces extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
      }
      .problem {
        margin-top: 6px;
        color: var(--gr-warn);
      }
      h3 {
        margin: 20px 0 6px;
      }
      ul {
        max-height: 240px;
        margin: 0 0 12px;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        border-bottom: 1px solid var(--gr-line);
      }
      li button.plain {
        padding: 6px 0;
        text-align: left;
      }
      small {
        color: var(--gr-muted);
      }
    `,
  ];

  @property({ attribute: false }) bookmarks!: Bookmarks;
  @property({ attribute: false }) placement: Placement | null = null;
  /** Where the map is now. */
  @property({ attribute: false }) here!: Required<Destination>;
  @state() private problem = '';
  @state() private list: readonly Bookmark[] = [];
  @query('input[name=where]') private field!: HTMLInputElement;

  override connectedCallback() {
    super.connectedCallback();
    this.list = this.bookmarks.all;
  }

  protected override firstUpdated() {
    this.field.focus();
  }

  override render() {
    return html`<gr-dialog heading="Go to" data-testid="places">
      <form @submit=${this.search}>
        <input
          name="where"
          autocomplete="off"
          aria-label="Coordinate"
          data-testid="go-to"
          placeholder="48.8584, 2.2945 · 31U 448251 5411932 · 31UDQ4825111932 · px 512 300"
        />
        <rux-button type="submit" @click=${this.search}>Go</rux-button>
      </form>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <h3>Bookmarks</h3>
      ${
        this.list.length === 0
          ? html`<p class="muted">None yet. They are kept in this browser.</p>`
          : html`<ul>
              ${this.list.map((each) => this.line(each))}
            </ul>`
      }
      <form @submit=${this.add}>
        <input
          name="name"
          aria-label="Name of the bookmark"
          placeholder="Name for this place"
          maxlength="60"
        />
        <rux-button secondary data-testid="add-bookmark" @click=${this.add}
          >Keep this place</rux-button
        >
      </form>
    </gr-dialog>`;
  }

  private line(each: Bookmark) {
    return html`<li>
      <button class="plain" data-testid="bookmark" @click=${() => this.go(each)}>
        ${each.name} <small>${this.words(each.at)}</small>
      </button>
      <button
        class="tool small"
        aria-label="Forget ${each.name}"
        @click=${() => (this.list = this.bookmarks.remove(each))}
      >
        ${icon('close')}
      </button>
    </li>`;
  }

  private words(at: Position): string {
    return this.placement
      ? writePosition(this.placement.toLonLat(at), 'dd')
      : at.map(Math.round).join(', ');
  }

  private search(event: Event) {
    event.preventDefault();
    const text = this.field.value.trim();
    const pixel = /^px\s+(-?[\d.]+)[\s,]+(-?[\d.]+)$/i.exec(text);
    if (pixel) {
      this.go({ at: [Number(pixel[1]), Number(pixel[2])], resolution: null });
      return;
    }
    const ground = readPosition(text);
    const at = ground && this.placement?.toPixel(ground);
    if (at) {
      this.go({ at, resolution: null });
    } else {
      this.problem = !ground
        ? 'That is no position: latitude and longitude, UTM, MGRS, or px x y.'
        : this.placement
          ? 'That position is nowhere near this image.'
          : 'This scene has no place on the Earth; use px x y.';
    }
  }

  private add(event: Event) {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('input[name=name]')!;
    const name = field.value.trim() || `Place ${this.list.length + 1}`;
    this.list = this.bookmarks.add({ name, ...this.here });
    field.value = '';
  }

  private go(detail: Destination) {
    this.dispatchEvent(new CustomEvent('gr-go', { detail }));
  }
}
