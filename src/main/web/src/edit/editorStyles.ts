import { css } from 'lit';

/** The frame around the map: a thin bar, the rail, the panel, a status line. */
export const editorStyles = css`
  :host {
    display: grid !important;
    grid-template-rows: 40px minmax(0, 1fr) 28px;
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
  .bar .look {
    padding: 3px 13px;
    border: 1px solid var(--color-border-interactive-default);
    border-radius: var(--radius-base);
    font-size: 13px;
  }
  .bar .look:hover {
    background: var(--color-background-surface-hover);
    text-decoration: none;
  }
  .bench {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) 300px;
    min-height: 0;
  }
  .bench.wide {
    grid-template-columns: auto minmax(0, 1fr);
  }
  .middle {
    position: relative;
    min-width: 0;
  }
  gr-scene-map {
    position: absolute;
    inset: 0;
  }
  gr-display-panel {
    position: absolute;
    top: 12px;
    right: 56px;
    z-index: 6;
    max-height: calc(100% - 24px);
  }
  .bar button.tool[aria-pressed='true'] {
    background: none;
    border-color: transparent;
  }
  .notice {
    position: absolute;
    top: 12px;
    left: 50%;
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 16px;
    transform: translateX(-50%);
    padding: 8px 8px 8px 16px;
    background: rgb(16 25 35 / 95%);
    border: 1px solid var(--gr-warn);
    border-radius: 3px;
    box-shadow: 0 4px 16px rgb(0 0 0 / 50%);
    color: #fff;
    font-size: 13px;
    white-space: nowrap;
  }
  .notice.problem {
    padding: 0;
    border: 0;
    white-space: normal;
  }
  .loading {
    position: absolute;
    top: 12px;
    left: 12px;
    z-index: 5;
    padding: 4px 12px;
    background: rgb(16 25 35 / 88%);
    border-radius: 3px;
    color: #fff;
    font-size: 13px;
    pointer-events: none;
  }
  .whole {
    grid-row: 1 / -1;
    padding: 32px;
  }
`;
