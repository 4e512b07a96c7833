import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { editStyles } from '../styles';
import '../../ui/gr-dialog';

const SHEET: readonly (readonly [heading: string, rows: readonly (readonly [string, string])[]])[] =
  [
    [
      'Tools',
      [
        ['V', 'select and reshape'],
        ['P', 'draw polygon'],
        ['R', 'draw box'],
        ['H', 'cut a hole'],
        ['1 – 9', 'class to draw with, or of the selected object'],
        ['S', 'snapping on and off; hold Ctrl to suspend it'],
      ],
    ],
    [
      'Drawing',
      [
        ['Click', 'add a vertex'],
        ['Enter', 'finish; also double click or the first vertex'],
        ['Backspace', 'take a vertex back; also Ctrl+Z'],
        ['Esc', 'leave the tool, keeping what was drawn; again discards it'],
      ],
    ],
    [
      'Reshaping',
      [
        ['Drag', 'a vertex moves it, a midpoint inserts one'],
        ['Alt+click', 'delete a vertex'],
        ['Shift+drag', 'move the whole object'],
        ['Delete', 'delete the object'],
        ['Ctrl+Z', 'undo; Ctrl+Shift+Z or Ctrl+Y redo'],
      ],
    ],
    [
      'Moving about',
      [
        ['Space', 'held: drag pans, in any tool; also the middle button'],
        ['Wheel', 'zoom; also + and −'],
        ['0', 'the whole image'],
        ['Tab', 'next object; Shift+Tab the one before'],
        ['F6', 'from the image to the panels and back'],
      ],
    ],
    [
      'Without a mouse',
      [
        ['Arrows', 'move the cursor; with Shift by one image pixel'],
        ['Space', 'place a vertex, select, or take and drop a handle'],
        ['Alt+Space', 'delete the vertex under the cursor'],
        ['Enter', 'finish the shape'],
      ],
    ],
  ];

/** Every key of the editor. */
@customElement('gr-keys')
export class GrKeys extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      gr-dialog {
        --gr-dialog-width: 860px;
      }
      .sheet {
        columns: 2;
        column-gap: 32px;
      }
      section {
        break-inside: avoid;
        margin-bottom: 16px;
      }
      h3 {
        margin-bottom: 4px;
        color: var(--gr-muted);
        font-weight: 400;
      }
      div.line {
        display: grid;
        grid-template-columns: 96px 1fr;
        gap: 8px;
        padding: 3px 0;
        font-size: 13px;
      }
    `,
  ];

  override render() {
    return html`<gr-dialog heading="Keys" data-testid="keys">
      <div class="sheet">
        ${SHEET.map(
          ([heading, rows]) =>
            html`<section>
              <h3>${heading}</h3>
              ${rows.map(
                ([key, what]) =>
                  html`<div class="line">
                    <span><kbd>${key}</kbd></span
                    ><span>${what}</span>
                  </div>`,
              )}
            </section>`,
        )}
      </div>
    </gr-dialog>`;
  }
}
