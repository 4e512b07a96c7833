import { css } from 'lit';

/** A part of the side panel that folds away. */
export const foldStyles = css`
  details {
    border-bottom: 1px solid var(--gr-line);
    font-size: 13px;
  }
  summary {
    padding: 6px 12px;
    cursor: pointer;
  }
  small {
    color: var(--gr-muted);
  }
`;

/** A line of a list that is pressed; the current one is marked at its left. */
export const rowStyles = css`
  .row {
    box-sizing: border-box;
    background: none;
    border: 0;
    border-left: 3px solid transparent;
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .row:hover {
    background: var(--color-background-surface-hover);
  }
  .row[aria-current] {
    background: var(--color-background-surface-selected);
    border-left-color: var(--color-border-interactive-default);
  }
`;
