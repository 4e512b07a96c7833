import { css } from 'lit';

/** The frame around the map: a thin bar, the rail, the panel, a status line. */
export const editorStyles = css`
  :host {
    display: grid !important;
    grid-template-rows: 40px minmax(0, 1fr) 28px;
    height: 100%;
    background: var(--color-background-base-default);
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
