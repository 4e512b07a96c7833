import { css } from 'lit';

/** What the editor's parts share beyond the page's own styles. */
export const editStyles = css`
  .icon {
    display: block;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .small .icon,
  .icon.small {
    width: 16px;
    height: 16px;
  }
  button.tool {
    position: relative;
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    padding: 0;
    background: none;
    border: 1px solid transparent;
    border-radius: 3px;
    color: var(--color-text-secondary);
    cursor: pointer;
  }
  button.tool:hover:not(:disabled) {
    background: var(--color-background-surface-hover);
    color: var(--color-text-primary);
  }
  button.tool[aria-pressed='true'] {
    background: var(--color-background-surface-selected);
    border-color: var(--color-border-interactive-default);
    color: var(--color-text-primary);
  }
  button.tool:disabled {
    opacity: 0.35;
    cursor: default;
  }
  /* What the button does and its key; the same words are its accessible name. */
  [data-tip]::after {
    content: attr(data-tip);
    position: absolute;
    left: calc(100% + 8px);
    top: 50%;
    z-index: 30;
    transform: translateY(-50%);
    padding: 4px 8px;
    background: #0a121a;
    border: 1px solid var(--gr-line);
    border-radius: 3px;
    color: #fff;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
    pointer-events: none;
    opacity: 0;
    transition: opacity 100ms 350ms;
  }
  [data-tip]:hover::after,
  [data-tip]:focus-visible::after {
    opacity: 1;
  }
  [data-tip].down::after {
    left: 50%;
    top: calc(100% + 8px);
    transform: translateX(-50%);
  }
  [data-tip].down.right::after {
    left: auto;
    right: 0;
    transform: none;
  }
  [data-tip].left::after {
    left: auto;
    right: calc(100% + 8px);
  }
  .swatch {
    flex: none;
    box-sizing: border-box;
    width: 24px;
    height: 17px;
    border-radius: 3px;
    /* Light colours on a light page, and dark ones on a dark page, need an edge. */
    outline: 1px solid color-mix(in srgb, var(--color-text-primary) 30%, transparent);
    color: var(--color-text-primary);
    font: 700 9.5px/13px var(--gr-mono);
    letter-spacing: -0.2px;
    text-align: center;
    overflow: hidden;
  }
  kbd {
    display: inline-block;
    min-width: 18px;
    padding: 0 5px;
    background: var(--gr-inset);
    border: 1px solid var(--gr-line);
    border-radius: 3px;
    color: var(--color-text-secondary);
    font-family: var(--gr-mono);
    font-size: 11px;
    line-height: 16px;
    text-align: center;
  }
`;
