import { css } from 'lit';

/** The frame around the map: a thin bar, the rail, the panel, a status line. */
export const editorStyles = css`
  :host {
    display: grid !important;
    grid-template-rows: 40px minmax(0, 1fr) 28px;
    grid-template-columns: minmax(0, 1fr);
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
    right: 136px;
    z-index: 6;
    max-height: calc(100% - 24px);
  }
  .whole {
    grid-row: 1 / -1;
    padding: 32px;
  }
`;
