import { html, render } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Finding } from '../session';
import type { Camera } from './overlay';

/** More would hide the image; the list beside the map has all of them. */
const MOST = 200;

/** Violations at their places: real buttons, so that a keyboard and a screen reader reach them. */
export class Markers {
  private readonly box: HTMLElement;
  private readonly visit: (element: string) => void;
  private findings: readonly Finding[] = [];
  private camera: Camera | undefined;

  constructor(box: HTMLElement, visit: (element: string) => void) {
    this.box = box;
    this.visit = visit;
  }

  show(findings: readonly Finding[], selected: string | null): void {
    this.findings = findings.slice(0, MOST);
    render(
      this.findings.map(({ element, violation }) => {
        const classes = {
          marker: true,
          warning: violation.severity === 'WARNING',
          quiet: findings.length > 1 && element !== selected,
        };
        return html`<div class=${classMap(classes)} data-testid="violation-marker">
          <button aria-label=${violation.message} @click=${() => this.visit(element)}></button>
          <span aria-hidden="true">${violation.message}</span>
        </div>`;
      }),
      this.box,
    );
    if (this.camera) {
      this.place(this.camera);
    }
  }

  place(camera: Camera): void {
    this.camera = camera;
    const { centre, resolution, width, height } = camera;
    const markers = this.box.querySelectorAll<HTMLElement>('.marker');
    this.findings.forEach(({ place }, i) => {
      const x = Math.round((place[0] - centre[0]) / resolution + width / 2);
      const y = Math.round((place[1] - centre[1]) / resolution + height / 2);
      const marker = markers[i];
      if (marker) {
        marker.style.transform = `translate(${x}px, ${y}px)`;
        marker.classList.toggle('flip', x > width - 330);
      }
    });
  }
}
