import { css } from 'lit';

/** The map of the scene page. Dark in both themes: eyes judge imagery on it. */
export const lookStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background: #05090d;
  }
  .maps {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .maps.side {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 2px;
    background: #2b4054;
  }
  .half {
    position: relative;
    min-width: 0;
    overflow: hidden;
    background: #05090d;
  }
  .map {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    outline: none;
    user-select: none;
  }
  .map:focus-visible {
    outline: 1px solid #4dacff;
    outline-offset: -1px;
    z-index: 1;
  }
  .side .caption {
    max-width: calc(100% - 24px);
  }
  .cross,
  .pin {
    position: absolute;
    left: 0;
    top: 0;
    z-index: 3;
    width: 0;
    height: 0;
    pointer-events: none;
  }
  .cross::before,
  .cross::after {
    content: '';
    position: absolute;
    background: #fff;
    box-shadow: 0 0 2px #000;
  }
  .cross::before {
    left: -10px;
    top: -0.5px;
    width: 20px;
    height: 1px;
  }
  .cross::after {
    left: -0.5px;
    top: -10px;
    width: 1px;
    height: 20px;
  }
  .pin::before {
    content: '';
    position: absolute;
    left: -8px;
    top: -8px;
    width: 16px;
    height: 16px;
    border: 2px solid #fce83a;
    border-radius: 50%;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 70%),
      inset 0 0 0 1px rgb(0 0 0 / 70%);
  }
  .loading {
    position: absolute;
    top: 0;
    left: 0;
    right: 0;
    z-index: 6;
    height: 3px;
    overflow: hidden;
    pointer-events: none;
    /* A picture that is there at once needs no sign that it is coming. */
    animation: appear 0s 250ms both;
  }
  .loading::before {
    content: '';
    position: absolute;
    top: 0;
    bottom: 0;
    width: 30%;
    background: #4dacff;
    animation: run 1.2s ease-in-out infinite;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @keyframes run {
    from {
      left: -30%;
    }
    to {
      left: 100%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .loading::before {
      width: 100%;
      animation: none;
    }
  }
  .zoom {
    position: absolute;
    right: 12px;
    bottom: 12px;
    z-index: 6;
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
