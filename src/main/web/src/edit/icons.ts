import { svg, html, type TemplateResult } from 'lit';

// Line icons on a 24 x 24 grid, drawn for this page; colour and size come from the place they are in.
const SHAPES = {
  select: svg`<path d="M6 3.5 18.5 12l-5.6 1.1L16 19.6l-2.6 1.2-3-6.5L6 18Z"/>`,
  polygon: svg`<path d="M5 9.5 12 4.5l7.5 5-3 9.5H7.5Z"/><circle cx="5" cy="9.5" r="1.8"/><circle cx="12" cy="4.5" r="1.8"/><circle cx="19.5" cy="9.5" r="1.8"/><circle cx="16.5" cy="19" r="1.8"/><circle cx="7.5" cy="19" r="1.8"/>`,
  box: svg`<path d="M5 6h14v12H5Z"/><circle cx="5" cy="6" r="1.8"/><circle cx="19" cy="18" r="1.8"/>`,
  hole: svg`<path d="M4 5h16v14H4Z"/><path d="m9 12 3-3 3.4 2.4L14 15h-4Z"/>`,
  snap: svg`<path d="M6 4v8a6 6 0 0 0 12 0V4h-4v8a2 2 0 0 1-4 0V4Z"/><path d="M6 8h4M14 8h4"/>`,
  undo: svg`<path d="M9 5 4.5 9.5 9 14"/><path d="M5 9.5h9a5 5 0 0 1 0 10h-3"/>`,
  redo: svg`<path d="m15 5 4.5 4.5L15 14"/><path d="M19 9.5h-9a5 5 0 0 0 0 10h3"/>`,
  delete: svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.3 10.5v5.5M13.7 10.5v5.5"/>`,
  fit: svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/><path d="M9 9h6v6H9Z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  keys: svg`<path d="M3 7h18v10H3Z"/><path d="M6.5 10.2h.1M10 10.2h.1M13.6 10.2h.1M17.2 10.2h.1M8 13.8h8"/>`,
  eye: svg`<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6Z"/><circle cx="12" cy="12" r="2.6"/>`,
  hidden: svg`<path d="M4 4l16 16M9.6 6.400A9 9 0 0 1 12 6c6 0 9.5 6 9.5 6a16 16 0 0 1-3 3.600M6.3 7.900A16 16 0 0 0 2.5 12S6 18 12 18c1.5 0 2.8-.4 4-.9"/>`,
  display: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  panel: svg`<path d="M4 5h16v14H4ZM14.5 5v14"/>`,
  back: svg`<path d="m14 5-7 7 7 7"/>`,
  check: svg`<path d="m5 12.5 4.5 4.500L19 7.5"/>`,
  sync: svg`<path d="M19 8a8 8 0 0 0-14.3 2M5 16a8 8 0 0 0 14.3-2"/><path d="M19.5 3.500V8.300h-4.800M4.5 20.500v-4.800h4.8"/>`,
  offline: svg`<path d="M4 4l16 16M2.5 9a14 14 0 0 1 5.5-3.200M12 5c3.6 0 7 1.5 9.5 4M5.8 12.600A9.5 9.5 0 0 1 10 10.200M18.2 12.600l-1-.9M9.2 16a4.5 4.5 0 0 1 5.6 0M12 19.500h.1"/>`,
  warning: svg`<path d="M12 4 2.8 19.500h18.400ZM12 10v4.500M12 17h.1"/>`,
  compare: svg`<path d="M12 3v18M4 8l4 4-4 4M20 8l-4 4 4 4"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  target: svg`<circle cx="12" cy="12" r="6.5"/><path d="M12 2.500v5M12 16.500v5M2.5 12h5M16.5 12h5"/>`,
  orientedBox: svg`<path d="M4 12.5 13.500 5l6.500 6.500-9.500 7.500Z"/><circle cx="4" cy="12.500" r="1.8"/><circle cx="13.500" cy="5" r="1.8"/>`,
  line: svg`<path d="M4.500 18 10 8l5 6 4.500-8"/><circle cx="4.500" cy="18" r="1.600"/><circle cx="19.500" cy="6" r="1.600"/>`,
  point: svg`<circle cx="12" cy="12" r="2.600"/><path d="M12 4v3.500M12 16.500V20M4 12h3.500M16.500 12H20"/>`,
  circle: svg`<circle cx="12" cy="12" r="7.500"/><path d="M12 12h7.500"/><circle cx="12" cy="12" r="1.2"/>`,
  part: svg`<path d="M4 5h8v7H4Z"/><path d="M14 13h6v6h-6Z"/><path d="M18 4v5M15.500 6.500h5"/>`,
  reshape: svg`<path d="M4 18V7h7M20 18H4M20 18v-5"/><path d="M9 4c0 8 5 9 12 9" stroke-dasharray="2.500 2.500"/>`,
  cut: svg`<path d="M4 7h16v10H4Z"/><path d="M9 3.500 15 20.500" stroke-dasharray="2.500 2.500"/>`,
  measure: svg`<path d="M3 16 16 3l5 5L8 21ZM7 12l2 2M10 9l3 3M13 6l2 2"/>`,
  trace: svg`<path d="M4 19V9l6-4 5 5h5"/><path d="M7 20v-9l4-2.500 3 4h6" stroke-dasharray="2.500 2.500"/>`,
  stream: svg`<path d="M3.500 16c2-8 5-9 6.500-5s3 5 5 1 3-5 5.500-5"/><circle cx="20.500" cy="7" r="1.600"/>`,
  share: svg`<path d="M4 5h8v14H4ZM12 5h8v14h-8"/><circle cx="12" cy="5" r="2"/><circle cx="12" cy="19" r="2"/>`,
  merge: svg`<path d="M4 4h10v6h6v10H10v-6H4Z"/>`,
  subtract: svg`<path d="M4 4h10v6h-4v4H4Z"/><path d="M14 10h6v10H10v-6" stroke-dasharray="2.500 2.500"/>`,
  intersect: svg`<path d="M10 10h4v4h-4Z" fill="currentColor"/><path d="M4 4h10v10H4ZM10 10h10v10H10Z"/>`,
  splitParts: svg`<path d="M4 5h7v6H4ZM13 13h7v6h-7Z"/><path d="m14 10 4-4M18 9.500V6h-3.500"/>`,
  square: svg`<path d="M5 19V5h14v14Z"/><path d="M5 9.500h4.500V5"/>`,
  search: svg`<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5.500 5.500"/>`,
  import: svg`<path d="M4 15v5h16v-5M12 4v11M7.500 10.500 12 15l4.500-4.500"/>`,
  bookmark: svg`<path d="M7 4h10v16l-5-4-5 4Z"/>`,
  note: svg`<path d="M4 5h16v11h-9l-4 4v-4H4Z"/>`,
  workArea: svg`<path d="M4 7 13 4l7 6-3 9-11 1Z" stroke-dasharray="3 2.500"/><circle cx="12" cy="11" r="1.800"/><path d="M8.500 16.500c.4-2 1.800-3 3.500-3s3.100 1 3.500 3"/>`,
  lock: svg`<path d="M6 11h12v9H6Z"/><path d="M8.500 11V8a3.500 3.500 0 0 1 7 0v3"/>`,
  unlock: svg`<path d="M6 11h12v9H6Z"/><path d="M8.500 11V7a3.500 3.500 0 0 1 6.800-1"/>`,
  layers: svg`<path d="m12 4 8.500 4.500L12 13 3.500 8.500ZM4 12.500l8 4.300 8-4.300M4 16l8 4.300 8-4.300"/>`,
  magic: svg`<path d="m4 20 9-9M15 4v4M13 6h4M19 10v3M17.500 11.500h3M9 4v2.500M7.700 5.300h2.600"/>`,
  outline: svg`<path d="M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4M12 8.500v7M8.500 12h7"/>`,
  grow: svg`<circle cx="12" cy="12" r="2"/><path d="M12 3c4 1 8 3 8 8 0 6-4 9-9 9s-7-5-7-9 4-9 8-8Z"/>`,
} as const;

export type IconName = keyof typeof SHAPES;

/** A decorative icon: what it stands for is said by the text or label beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
