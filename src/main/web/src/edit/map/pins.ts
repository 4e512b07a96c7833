import { html, render } from 'lit';
import type { Note } from '../../api/types';
import type { Camera } from './brush';

/** Notes at their places: real buttons, so that a keyboard and a screen reader reach them. */
export class Pins {
  private readonly box: HTMLElement;
  private readonly open: (note: Note) => void;
  private notes: readonly Note[] = [];

  constructor(box: HTMLElement, open: (note: Note) => void) {
    this.box = box;
    this.open = open;
  }

  show(notes: readonly Note[], camera: Camera): void {
    if (notes !== this.notes) {
      this.notes = notes;
      render(
        notes.map(
          (note) =>
            html`<button
              class="pin ${note.done ? 'done' : ''}"
              data-testid="pin"
              title=${note.text}
              aria-label="Note by ${note.author}${note.done ? ', settled' : ''}: ${note.text}"
              @click=${() => this.open(note)}
            ></button>`,
        ),
        this.box,
      );
    }
    this.place(camera);
  }

  private place({ centre, resolution, width, height }: Camera): void {
    const pins = this.box.querySelectorAll<HTMLElement>('.pin');
    this.notes.forEach(({ x, y }, i) => {
      const left = Math.round((x - centre[0]) / resolution + width / 2);
      const top = Math.round((y - centre[1]) / resolution + height / 2);
      const pin = pins[i];
      if (pin) {
        pin.style.transform = `translate(${left}px, ${top}px)`;
        pin.hidden = left < 0 || top < 0 || left > width || top > height;
      }
    });
  }
}
