import { css } from 'lit';

/** The frame around the picture: a thin bar, the panel, a status line. */
export const sceneViewStyles = css`
  :host {
    display: grid !important;
    grid-template-rows: 40px minmax(0, 1fr) 30px;
    height: 100%;
    background: var(--color-background-base-default);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    min-width: 0;
    padding: 0 8px 0 4px;
    background: var(--color-background-surface-header);
    border-bottom: 1px solid var(--gr-line);
  }
  .bar h1 {
    min-width: 0;
    font-size: 15px;
    line-height: 20px;
  }
  .bar .facts {
    flex: 1;
    min-width: 0;
    color: var(--gr-muted);
    font-size: 12px;
  }
  .bar a.tool {
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    color: var(--color-text-secondary);
  }
  .bar input {
    width: 248px;
    height: 28px;
    font-size: 13px;
  }
  .bar .go {
    padding: 4px 14px;
    background: var(--color-background-interactive-default);
    border-radius: var(--radius-base);
    color: var(--gr-on-accent);
    font-size: 13px;
    font-weight: 500;
  }
  .bar .go:hover {
    background: var(--color-background-interactive-hover);
    text-decoration: none;
  }
  .bar button.tool[aria-pressed='true'] {
    background: none;
    border-color: transparent;
  }
  .bench {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 332px;
    min-height: 0;
  }
  .bench.wide {
    grid-template-columns: minmax(0, 1fr);
  }
  .middle {
    position: relative;
    min-width: 0;
  }
  gr-look-map {
    position: absolute;
    inset: 0;
  }
  aside {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-height: 0;
    background: var(--color-background-surface-default);
    border-left: 1px solid var(--gr-line);
  }
  .tabs {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    background: var(--color-background-surface-header);
    border-bottom: 1px solid var(--gr-line);
  }
  .tabs button {
    height: 36px;
    background: none;
    border: 0;
    border-bottom: 3px solid transparent;
    color: var(--color-text-interactive-default);
    font: inherit;
    cursor: pointer;
  }
  .tabs button:hover {
    color: var(--color-text-interactive-hover);
  }
  .tabs button[aria-selected='true'] {
    border-bottom-color: var(--color-border-interactive-default);
    color: var(--color-text-primary);
  }
  .tabs button:focus-visible,
  .subjects button:focus-visible {
    outline-offset: -2px;
  }
  .panel-body {
    overflow: auto;
  }
  .subjects {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border-bottom: 1px solid var(--gr-line);
  }
  .subjects button {
    height: 32px;
    padding: 0 10px;
    background: var(--gr-inset);
    border: 0;
    border-right: 1px solid var(--gr-line);
    color: var(--color-text-secondary);
    font: inherit;
    font-size: 12px;
    cursor: pointer;
  }
  .subjects button[aria-pressed='true'] {
    background: var(--color-background-surface-selected);
    box-shadow: inset 0 2px var(--color-border-interactive-default);
    color: var(--color-text-primary);
  }
  .notice {
    position: absolute;
    top: 52px;
    left: 50%;
    z-index: 7;
    display: flex;
    align-items: center;
    gap: 8px;
    max-width: 70%;
    transform: translateX(-50%);
    padding: 6px 6px 6px 14px;
    background: rgb(16 25 35 / 95%);
    border: 1px solid #fce83a;
    border-radius: 3px;
    box-shadow: 0 4px 16px rgb(0 0 0 / 50%);
    color: #fff;
    font-size: 13px;
  }
  .notice button.tool {
    flex: none;
    width: 26px;
    height: 26px;
    color: #d4d8dd;
  }
  .whole {
    grid-row: 1 / -1;
    padding: 32px;
  }
`;
