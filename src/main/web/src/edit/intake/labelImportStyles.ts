import { css } from 'lit';

/** A wide dialog whose middle grows with the file and whose end stays in sight. */
export const labelImportStyles = css`
  gr-dialog {
    --gr-dialog-width: 820px;
  }
  .door {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 48px 32px;
    border: 2px dashed var(--color-border-interactive-muted);
    border-radius: var(--radius-base);
    text-align: center;
    cursor: pointer;
  }
  .door:hover,
  .door.over {
    background: var(--color-background-surface-hover);
    border-color: var(--color-border-interactive-default);
  }
  .door:focus-within,
  .another:focus-within {
    outline: 2px solid var(--color-border-focus-default);
    outline-offset: 2px;
  }
  .file {
    display: flex;
    align-items: baseline;
    gap: 12px;
    min-width: 0;
  }
  .another {
    position: relative;
    margin-left: auto;
    color: var(--color-text-interactive-default);
    font-size: 13px;
    white-space: nowrap;
    cursor: pointer;
  }
  .pair {
    align-items: start;
  }
  .pair .wide {
    grid-column: 2;
  }
  .end,
  .done {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 24px;
  }
  .end {
    position: sticky;
    bottom: -16px;
    margin: 0 -16px -16px;
    padding: 12px 16px;
    background: var(--color-background-surface-default);
    border-top: 1px solid var(--gr-line);
  }
  .bad {
    color: var(--gr-bad);
  }
  rux-button {
    flex: none;
  }
`;
