import { css } from 'lit';

/** The panel of image adjustments. */
export const adjustStyles = css`
  :host {
    display: block;
  }
  section {
    display: grid;
    gap: 10px;
    padding: 12px 14px;
    border-bottom: 1px solid var(--gr-line);
  }
  .switch,
  .presets {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    background: var(--gr-inset);
    border: 1px solid var(--color-border-interactive-muted);
    border-radius: 3px;
    overflow: hidden;
  }
  .presets {
    grid-auto-columns: auto;
  }
  .switch button,
  .presets button {
    height: 28px;
    padding: 0 6px;
    background: none;
    border: 0;
    border-right: 1px solid var(--gr-line);
    color: var(--color-text-secondary);
    font: inherit;
    font-size: 12px;
    white-space: nowrap;
    cursor: pointer;
  }
  .presets button {
    height: 26px;
    font-size: 11.5px;
  }
  .switch button:last-child,
  .presets button:last-child {
    border-right: 0;
  }
  .switch button:hover:not(:disabled),
  .presets button:hover {
    background: var(--color-background-surface-hover);
    color: var(--color-text-primary);
  }
  .switch button[aria-pressed='true'],
  .presets button[aria-pressed='true'] {
    background: var(--color-background-surface-selected) !important;
    color: var(--color-text-primary) !important;
    box-shadow: inset 0 -2px var(--color-border-interactive-default);
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .channels {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .channel {
    display: grid;
    gap: 3px;
    color: var(--color-text-secondary);
    font-size: 12px;
  }
  .channel span {
    padding-left: 8px;
    border-left: 3px solid #d4d8dd;
    line-height: 14px;
  }
  .channel.red span {
    border-color: #ff6b6b;
  }
  .channel.green span {
    border-color: #5ddb5d;
  }
  .channel.blue span {
    border-color: #6aa9ff;
  }
  select,
  input {
    height: 28px !important;
    font-size: 13px !important;
  }
  .line,
  .slide {
    display: grid;
    grid-template-columns: 84px minmax(0, 1fr);
    align-items: center;
    gap: 10px;
    color: var(--color-text-secondary);
    font-size: 13px;
  }
  .slide {
    grid-template-columns: 84px minmax(0, 1fr) 44px;
  }
  .slide output {
    color: var(--color-text-primary);
    font-variant-numeric: tabular-nums;
    font-size: 12px;
    text-align: right;
  }
  input[type='range'] {
    height: 20px !important;
    padding: 0 !important;
    background: none !important;
    border: 0 !important;
    accent-color: var(--color-background-interactive-default);
  }
  input[type='checkbox'] {
    width: 14px !important;
    height: 14px !important;
  }
  .gradient {
    height: 10px;
    border: 1px solid var(--gr-line);
    border-radius: 2px;
  }
  .about {
    color: var(--gr-muted);
    font-size: 12px;
  }
  .small {
    gap: 14px;
    font-size: 12px;
  }
  footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 12px 14px;
    font-size: 12px;
  }
`;
