import { css } from 'lit';

/** OpenLayers' controls in the page's colours. */
export const mapStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background: #0a121a;
  }
  .map {
    position: absolute;
    inset: 0;
  }
  .map:focus-visible {
    outline-offset: -2px;
  }
  .map.pointing {
    cursor: pointer;
  }
  .tools {
    position: absolute;
    top: 8px;
    right: 8px;
    display: flex;
    gap: 16px;
    padding: 4px 12px;
    background: rgb(16 25 35 / 88%);
    border: 1px solid #2b4054;
    border-radius: 3px;
    color: #fff;
    font-size: 13px;
  }
  .drawn-box {
    border: 2px dashed #fce83a;
    background: rgb(252 232 58 / 8%);
  }
  .tools button.plain[aria-pressed='true'] {
    color: #fce83a;
  }
  .tools button.plain {
    color: #4dacff;
  }
  output {
    position: absolute;
    right: 8px;
    bottom: 24px;
    padding: 1px 8px;
    background: rgb(16 25 35 / 88%);
    border-radius: 3px;
    color: #d4d8dd;
    font-family: var(--gr-mono);
    font-size: 12px;
    pointer-events: none;
  }
  output:empty {
    display: none;
  }
  .ol-control {
    background: none;
  }
  .ol-control button {
    width: 28px;
    height: 28px;
    margin: 0 0 4px;
    background: rgb(16 25 35 / 88%);
    border: 1px solid #2b659b;
    border-radius: 3px;
    color: #4dacff;
    cursor: pointer;
  }
  .ol-control button:hover,
  .ol-control button:focus {
    background: #1c3f5e;
    color: #fff;
  }
  .ol-scale-line {
    bottom: 28px;
    background: rgb(16 25 35 / 88%);
  }
  .ol-scale-line-inner {
    border-color: #d4d8dd;
    color: #d4d8dd;
  }
`;
