import { describe, expect, it } from 'vitest';
import { guess } from '../../src/edit/intake/fileFormat';
import { LEAVE_OUT, queryOf, whereWords, type ImportAsk } from '../../src/edit/intake/importAsk';

const ASK: ImportAsk = {
  format: 'dota',
  space: 'pixel',
  names: '',
  image: '',
  leavingOut: false,
  layer: undefined,
  classes: new Map(),
};

describe('what a file is', () => {
  it.each([
    ['a.json', '{"type": "FeatureCollection", "features": []}', 'geojson'],
    ['a.json', '{"images":[{"id":1}],"annotations":[]}', 'coco'],
    ['results.json', '[{"image_id":1,"category_id":3,"bbox":[0,0,4,4],"score":0.4}]', 'coco'],
    ['P0001.txt', 'imagesource:GoogleEarth\ngsd:0.146\n1 2 3 2 3 4 1 4 plane 0\n', 'dota'],
    ['a.txt', '0 0.5 0.5 0.1 0.1\n12 0.25 0.5 0.1 0.1\n', 'yolo'],
    ['a.txt', '3 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2\r\n', 'yolo'],
    ['doc.xml', '<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">', 'kml'],
    ['a.bin', 'SQLite format 3\0', 'geopackage'],
    ['vegas.csv', 'ImageId,BuildingId,PolygonWKT_Pix,PolygonWKT_Geo\n', 'spacenet'],
    ['roads.csv', '\uFEFFImageId,WKT_Pix\r\nimg1,LINESTRING EMPTY\r\n', 'spacenet'],
    ['sn7.csv', ',filename,id,geometry\n0,a,1,"POLYGON EMPTY"\n', 'spacenet'],
    [
      'P2.txt',
      'imagesource: GF-2\nacquisition dates: 2018\n1, 2, 3, 2, 3, 4, 1, 4, ship, 0\n',
      'dota',
    ],
    [
      'xView_train.geojson',
      '{"type":"FeatureCollection","features":[{"image_id":"1.tif"}]}',
      'geojson',
    ],
    ['harbour.ZIP', 'PK\x03\x04', 'shapefile'],
    ['harbour.kmz', 'PK\x03\x04', 'kml'],
  ])('%s beginning with %j', (name, head, format) => {
    expect(guess(name, head)?.format).toBe(format);
  });

  it('is asked for where nothing fits', () => {
    expect(guess('notes.txt', 'buy milk')).toBeUndefined();
    expect(guess('empty.txt', '')).toBeUndefined();
    expect(guess('a.json', '{"name": 1}')).toBeUndefined();
  });

  it('tells pixels from longitude and latitude', () => {
    const at = (x: number, y: number) =>
      `{"type":"FeatureCollection","features":[{"geometry":{"coordinates":[[[${x}, ${y}]]]}}]}`;
    expect(guess('a.geojson', at(12.5, -33.1))?.space).toBe('ground');
    expect(guess('a.geojson', at(512, 40))?.space).toBe('pixel');
  });
});

describe('what the server is asked', () => {
  it('says only what the format knows', () => {
    const told = { ...ASK, names: 'a,b', image: 'x.tif' };
    expect(queryOf(told)).toEqual({ format: 'dota' });
    expect(queryOf({ ...told, format: 'yolo' })).toEqual({ format: 'yolo', names: 'a,b' });
    expect(queryOf({ ...told, format: 'coco' })).toEqual({ format: 'coco', image: 'x.tif' });
    expect(queryOf({ ...told, format: 'geojson' })).toEqual({
      format: 'geojson',
      space: 'pixel',
      image: 'x.tif',
    });
    expect(queryOf({ ...ASK, leavingOut: true }).wrong_rows).toBe('leave-out');
    expect(queryOf({ ...ASK, format: 'geojson' })).toEqual({ format: 'geojson', space: 'pixel' });
  });

  it('keeps commas of names apart from those between them', () => {
    const classes = new Map([
      ['plane, small', 3],
      ['back\\slash', LEAVE_OUT],
    ]);
    expect(queryOf({ ...ASK, classes }).mapping).toBe('plane\\, small:3,back\\\\slash:0');
  });

  it('gives rows that say none a class', () => {
    expect(queryOf({ ...ASK, classes: new Map([['', 7]]) })).toEqual({ format: 'dota', class: 7 });
  });
});

describe('places in a file', () => {
  it('are said in words', () => {
    expect(whereWords('/lines/7')).toBe('line 7');
    expect(whereWords('/features/3/geometry/coordinates')).toBe('features[3] geometry coordinates');
    expect(whereWords('/lines/7/properties/class')).toBe('line 7 class');
    expect(whereWords('/12')).toBe('[12]');
    expect(whereWords(undefined)).toBe('');
  });
});
