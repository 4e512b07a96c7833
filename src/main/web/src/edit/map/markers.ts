import { html, render } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Position } from '../geometry';
import type { Finding } from '../session';
import type { Camera } from './brush';

/** More would hide the image; the list beside the map has all of them. */
const MOST = 200;

interface Place {
  readonly element: string;
  readonly at: Position;
  readonly findings: readonly Finding[];
}

/** Violations at their places: real buttons, so that a keyboard and a screen reader reach them. */
export class Markers {
  private readonly box: HTMLElement;
  private readonly visit: (element: string) => void;
  private places: readonly Place[] = [];
  private camera: Camera | undefined;

  constructor(box: HTMLElement, visit: (element: string) => void) {
    this.box = box;
    this.visit = visit;
  }

  /** Shows all; only the first place of the selected object says its message unasked. */
  show(findings: readonly Finding[], selected: string | null): void {
    this.places = placesOf(findings).slice(0, MOST);
    const speaking = this.places.find(({ element }) => element === selected);
    render(
      this.places.map((place) => {
        const classes = {
          marker: true,
          warning: place.findings.every(({ violation }) => violation.severity === 'WARNING'),
          quiet: place !== speaking,
        };
        const messages = place.findings.map(({ violation }) => violation.message);
        return html`<div class=${classMap(classes)} data-testid="violation-marker">
          <button
            aria-label=${messages.join('; ')}
            @click=${() => this.visit(place.element)}
          ></button>
          <span aria-hidden="true">${messages.map((message) => html`<p>${message}</p>`)}</span>
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
    this.places.forEach(({ at }, i) => {
      const x = Math.round((at[0] - centre[0]) / resolution + width / 2);
      const y = Math.round((at[1] - centre[1]) / resolution + height / 2);
      const marker = markers[i];
      if (marker) {
        marker.style.transform = `translate(${x}px, ${y}px)`;
        marker.classList.toggle('flip', x > width - 330);
      }
    });
  }
}

/** What was found at one place of one object, together. */
function placesOf(findings: readonly Finding[]): Place[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [finding.element, ...finding.place.map(Math.round)].join(' ');
    places.set(key, [...(places.get(key) ?? []), finding]);
  }
  return [...places.values()].map((together) => ({
    element: together[0]!.element,
    at: together[0]!.place,
    findings: together,
  }));
}
