import { css } from 'lit';

/** What every component shares: type, links, focus, form fields, panels, tables. */
export const shared = [
  css`
    :host {
      box-sizing: border-box;
    }
    :host([hidden]),
    [hidden] {
      display: none !important;
    }
    *,
    *::before,
    *::after {
      box-sizing: inherit;
    }
    h1,
    h2,
    h3 {
      margin: 0;
      font-weight: 500;
      letter-spacing: 0.002em;
    }
    h1 {
      font-size: 22px;
      line-height: 28px;
    }
    h2 {
      font-size: 16px;
      line-height: 24px;
    }
    h3,
    h2.part {
      font-size: 14px;
      line-height: 20px;
    }
    p {
      margin: 0;
    }
    a {
      color: var(--color-text-interactive-default);
      text-decoration: none;
    }
    a:hover {
      color: var(--color-text-interactive-hover);
      text-decoration: underline;
    }
    :focus-visible {
      outline: 2px solid var(--color-border-focus-default);
      outline-offset: 2px;
    }
    .muted {
      color: var(--gr-muted);
    }
    .mono {
      font-family: var(--gr-mono);
      font-size: 12px;
    }
    .number {
      font-variant-numeric: tabular-nums;
      text-align: right;
    }
    .clip {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .row {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .spread {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
    }
    .hidden-label {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .panel {
      background: var(--color-background-surface-default);
      border: 1px solid var(--gr-line);
      border-radius: var(--radius-base);
    }
    .panel > header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      min-height: 44px;
      padding: 4px 16px;
      background: var(--color-background-surface-header);
      border-bottom: 1px solid var(--gr-line);
      border-radius: var(--radius-base) var(--radius-base) 0 0;
    }
  `,
  css`
    label.field {
      display: flex;
      flex-direction: column;
      gap: 4px;
      font-size: 13px;
      color: var(--color-text-secondary);
    }
    .field small {
      color: var(--gr-muted);
      font-size: 12px;
    }
    input:not([type='checkbox'], [type='color'], [type='radio']),
    select,
    textarea {
      width: 100%;
      min-width: 0;
      height: 34px;
      padding: 0 8px;
      background: var(--gr-inset);
      color: var(--color-text-primary);
      border: 1px solid var(--color-border-interactive-muted);
      border-radius: var(--radius-base);
      font: inherit;
      font-size: 14px;
    }
    textarea {
      height: auto;
      padding: 8px;
      resize: vertical;
    }
    input:hover,
    select:hover,
    textarea:hover {
      border-color: var(--color-border-interactive-hover);
    }
    input:focus-visible,
    select:focus-visible,
    textarea:focus-visible {
      outline-offset: 0;
    }
    ::placeholder {
      color: var(--color-text-placeholder);
      opacity: 1;
    }
    input[type='checkbox'] {
      width: 16px;
      height: 16px;
      margin: 0;
      accent-color: var(--color-background-interactive-default);
    }
    input[type='color'] {
      width: 34px;
      height: 28px;
      padding: 2px;
      background: transparent;
      border: 1px solid var(--color-border-interactive-muted);
      border-radius: var(--radius-base);
      cursor: pointer;
    }
    label.check {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      vertical-align: middle;
      cursor: pointer;
    }
    button.plain {
      padding: 0;
      background: none;
      border: 0;
      color: var(--color-text-interactive-default);
      font: inherit;
      text-align: left;
      cursor: pointer;
    }
    button.plain:hover {
      color: var(--color-text-interactive-hover);
      text-decoration: underline;
    }
  `,
  css`
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: 13px;
    }
    th {
      position: sticky;
      top: 0;
      z-index: 1;
      padding: 8px 12px;
      background: var(--color-background-surface-header);
      box-shadow: inset 0 -1px var(--gr-line);
      color: var(--color-text-secondary);
      font-weight: 500;
      text-align: left;
      white-space: nowrap;
    }
    td {
      height: 36px;
      padding: 4px 12px;
      border-bottom: 1px solid var(--gr-line);
      vertical-align: middle;
    }
    th.number,
    td.number {
      text-align: right;
    }
    tbody tr:last-child > td {
      border-bottom: 0;
    }
    tbody tr:hover > td {
      background: var(--color-background-surface-hover);
    }
    dl.facts {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 4px 16px;
      align-content: start;
      margin: 0;
      font-size: 13px;
    }
    dl.facts dt {
      color: var(--gr-muted);
    }
    dl.facts dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `,
];

/** A button beside others that matter more. */
export const quietStyles = css`
  .quiet {
    height: 28px;
    padding: 0 14px;
    background: none;
    border: 1px solid var(--color-border-interactive-default);
    border-radius: 3px;
    color: var(--color-text-interactive-default);
    font: inherit;
    font-size: 13px;
    cursor: pointer;
  }
  .quiet:hover:not(:disabled) {
    background: var(--color-background-surface-hover);
  }
`;

/** A form in a dialog: fields below each other, actions at the end. */
export const formStyles = css`
  form {
    display: grid;
    gap: 16px;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
  }
  .actions {
    display: flex;
    justify-content: flex-end;
    gap: 12px;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 6px;
    padding: 0;
    color: var(--color-text-secondary);
    font-size: 13px;
  }
`;
