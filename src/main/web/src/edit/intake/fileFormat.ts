/** Formats that labels can be imported from, in the order they are offered. */
export const FORMATS = [
  { format: 'geojson', name: 'GeoJSON' },
  { format: 'coco', name: 'COCO' },
  { format: 'dota', name: 'DOTA' },
  { format: 'yolo', name: 'YOLO' },
  { format: 'spacenet', name: 'SpaceNet table' },
  { format: 'shapefile', name: 'Shapefile, zipped' },
  { format: 'geopackage', name: 'GeoPackage' },
  { format: 'kml', name: 'KML or KMZ' },
] as const;

export type Format = (typeof FORMATS)[number]['format'];
export type Space = 'ground' | 'pixel';

/** Bytes from the beginning of a file that `guess` looks at. */
export const HEAD = 1 << 16;

export interface Guess {
  readonly format: Format;
  /** Of GeoJSON: whether its coordinates look like longitude and latitude. */
  readonly space: Space;
}

const ENDINGS: Readonly<Record<string, Format>> = {
  geojson: 'geojson',
  zip: 'shapefile',
  gpkg: 'geopackage',
  kml: 'kml',
  kmz: 'kml',
};

/** What a file seems to be, by how it begins and what it is called; undefined where nothing fits. */
export function guess(name: string, head: string): Guess | undefined {
  const format = byContent(head) ?? ENDINGS[name.split('.').pop()!.toLowerCase()];
  return format && { format, space: format === 'geojson' ? spaceOf(head) : 'pixel' };
}

function byContent(head: string): Format | undefined {
  if (head.startsWith('SQLite format 3')) {
    return 'geopackage';
  }
  if (/^\s*[[{]/.test(head)) {
    return /"type"\s*:\s*"Feature(Collection)?"/.test(head)
      ? 'geojson'
      : /"(annotations|images|categories|image_id)"/.test(head)
        ? 'coco'
        : undefined;
  }
  if (/<kml[\s>]/.test(head)) {
    return 'kml';
  }
  if (isTable(head)) {
    return 'spacenet';
  }
  const rows = head
    .split('\n')
    .filter((row) => row.trim() !== '' && !/^[A-Za-z][\w -]*:/.test(row))
    .slice(0, 20)
    .map((row) => row.trim().split(/[\s,]+/));
  const has = (test: (row: string[]) => boolean) => rows.length > 0 && rows.every(test);
  if (has((row) => row.length >= 5 && /^\d+$/.test(row[0]!) && row.slice(1).every(isShare))) {
    return 'yolo';
  }
  return has((row) => row.length >= 9 && row.slice(0, 8).every(isNumber)) ? 'dota' : undefined;
}

/** A first line of columns, of which one holds outlines. */
function isTable(head: string): boolean {
  const [first = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = first.toLowerCase().split(',');
  const outlines = /^(polygonwkt_(pix|geo)|wkt(_pix|_geo)?|geometry)$/;
  return columns.length > 1 && columns.some((column) => outlines.test(column.trim()));
}

function isNumber(word: string): boolean {
  return word !== '' && Number.isFinite(Number(word));
}

/** A part of the image's width or height. */
function isShare(word: string): boolean {
  return isNumber(word) && Number(word) > -0.02 && Number(word) < 1.02;
}

function spaceOf(head: string): Space {
  const first = /"coordinates"\s*:[\s[]*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)/.exec(head);
  return first && (Math.abs(Number(first[1])) > 180 || Math.abs(Number(first[2])) > 90)
    ? 'pixel'
    : 'ground';
}
