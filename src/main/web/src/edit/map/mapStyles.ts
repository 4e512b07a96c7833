import { css } from 'lit';

/** The map and what stands on it. The picture is dark in both themes: eyes judge imagery on it. */
export const mapStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background: #05090d;
  }
  .map,
  .overlay,
  .markers {
    position: absolute;
    inset: 0;
  }
  .map {
    outline: none;
    user-select: none;
  }
  .map:focus-visible {
    outline: 1px solid #4dacff;
    outline-offset: -1px;
    z-index: 1;
  }
  .map.draws {
    cursor: crosshair;
  }
  .map.select.over-handle {
    cursor: move;
  }
  .map.panning {
    cursor: grab;
  }
  .overlay {
    width: 100%;
    height: 100%;
    z-index: 2;
    pointer-events: none;
  }
  .markers {
    z-index: 3;
    overflow: hidden;
    pointer-events: none;
  }
  .pin {
    position: absolute;
    left: -9px;
    top: -22px;
    width: 18px;
    height: 18px;
    padding: 0;
    background: #ffd54a;
    border: 2px solid #101923;
    border-radius: 50% 50% 50% 0;
    box-shadow: 0 0 0 1px rgb(255 255 255 / 70%);
    cursor: pointer;
    pointer-events: auto;
  }
  .pin.done {
    background: #8fa3b5;
  }
  .marker {
    position: absolute;
    left: 0;
    top: 0;
    width: 0;
    height: 0;
  }
  .marker button {
    position: absolute;
    left: -11px;
    top: -11px;
    width: 22px;
    height: 22px;
    padding: 0;
    background: rgb(255 56 56 / 28%);
    border: 2px solid #ff3838;
    border-radius: 50%;
    box-shadow: 0 0 0 1.5px rgb(6 12 18 / 80%);
    cursor: pointer;
    pointer-events: auto;
  }
  .marker.warning button {
    background: rgb(252 232 58 / 25%);
    border-color: #fce83a;
  }
  .marker button::before {
    content: '';
    position: absolute;
    inset: -2px;
    border: 2px solid #ff3838;
    border-radius: 50%;
    animation: pulse 1.6s ease-out infinite;
  }
  .marker.warning button::before {
    border-color: #fce83a;
  }
  @keyframes pulse {
    from {
      transform: scale(1);
      opacity: 0.9;
    }
    to {
      transform: scale(2.4);
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .marker button::before {
      animation: none;
    }
  }
  .marker span {
    position: absolute;
    left: 18px;
    top: -13px;
    max-width: 300px;
    width: max-content;
    padding: 4px 10px;
    background: rgb(58 10 14 / 94%);
    border: 1px solid #ff3838;
    border-radius: 3px;
    color: #fff;
    font-size: 12px;
    line-height: 17px;
  }
  .marker.warning span {
    background: rgb(46 41 8 / 94%);
    border-color: #fce83a;
  }
  .marker:hover {
    z-index: 1;
  }
  .marker p + p {
    margin-top: 3px;
  }
  .marker.quiet:not(:hover, :focus-within) span {
    display: none;
  }
  .marker.flip span {
    left: auto;
    right: 18px;
  }
  .zoom {
    position: absolute;
    z-index: 4;
    right: 12px;
    bottom: 12px;
    display: grid;
    background: rgb(16 25 35 / 88%);
    border: 1px solid rgb(255 255 255 / 10%);
    border-radius: 3px;
  }
  .zoom button.tool {
    width: 34px;
    height: 34px;
    color: #d4d8dd;
  }
  .zoom button.tool:hover {
    background: #1c3f5e;
    color: #fff;
  }
`;
