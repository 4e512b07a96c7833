import { css, html } from 'lit';

interface Mode<M extends string> {
  readonly mode: M;
  readonly name: string;
}

/** How two scenes are compared, as buttons of which one is pressed. */
export function compareSwitch<M extends string>(
  modes: readonly Mode<M>[],
  now: M,
  { ready, choose }: { readonly ready: boolean; readonly choose: (mode: M) => void },
) {
  return html`<div class="switch" role="group" aria-label="How to compare">
    ${modes.map(
      ({ mode, name }) =>
        html`<button
          data-testid="compare-${mode}"
          aria-pressed=${String(mode === now)}
          ?disabled=${mode !== 'off' && !ready}
          @click=${() => choose(mode)}
        >
          ${name}
        </button>`,
    )}
  </div>`;
}

export const compareStyles = css`
  p {
    color: var(--gr-muted);
    font-size: 12px;
  }
`;
