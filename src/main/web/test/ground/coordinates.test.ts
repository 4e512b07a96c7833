import { describe, expect, it } from 'vitest';
import { readPixel, readPosition, writePosition } from '../../src/ground/coordinates';
import { fromMgrs, toMgrs } from '../../src/ground/mgrs';
import { fromUtm, toUtm, zoneOf } from '../../src/ground/utm';

describe('UTM and UPS', () => {
  it('agree with PROJ to a millimetre', () => {
    const known = [
      [5.5, 60.4, 32, 307200.992369855, 6701082.21334395],
      [20, 78, 33, 615914.52487674, 8663320.20140382],
      [50, -12.5, 38, 1043901.86359652, 8613010.11923693],
      [44.4, 33.3, 38, 444140.544918426, 3684706.35554978],
      [-180, -75, 1, 413362.961728048, 1674201.75297436],
      [45, 86, 0, 2314145.21906563, 1685854.78093437],
      [-120, -85, 0, 1518959.78834277, 1722271.30430866],
    ] as const;
    for (const [lon, lat, zone, easting, northing] of known) {
      const utm = toUtm({ lon, lat }, zone);
      expect(utm.easting, `${lon} ${lat}`).toBeCloseTo(easting, 3);
      expect(utm.northing, `${lon} ${lat}`).toBeCloseTo(northing, 3);
      const back = fromUtm(utm);
      expect(Math.abs(((back.lon - lon + 540) % 360) - 180)).toBeLessThan(1e-9);
      expect(back.lat).toBeCloseTo(lat, 9);
    }
  });

  it('make room for Norway and Svalbard', () => {
    expect(zoneOf({ lon: 5, lat: 60 })).toBe(32);
    expect(zoneOf({ lon: 2.9, lat: 60 })).toBe(31);
    expect(zoneOf({ lon: 5, lat: 64 })).toBe(31);
    expect([8, 10, 20, 22, 32, 34, 41].map((lon) => zoneOf({ lon, lat: 78 }))).toEqual([
      31, 33, 33, 35, 35, 37, 37,
    ]);
    expect(zoneOf({ lon: 42, lat: 78 })).toBe(38);
    expect(zoneOf({ lon: -180, lat: 0 })).toBe(1);
    expect(zoneOf({ lon: 180, lat: 0 })).toBe(1);
    expect(zoneOf({ lon: 0, lat: 84 })).toBe(0);
    expect(zoneOf({ lon: 0, lat: -80 })).toBe(31);
    expect(zoneOf({ lon: 0, lat: -80.01 })).toBe(0);
  });
});

describe('MGRS', () => {
  it('is what GeographicLib documents for Baghdad', () => {
    expect(toMgrs({ lat: 33.3, lon: 44.4 })).toBe('38SMB4414084706');
    expect(toMgrs({ lat: 33 + 20 / 60, lon: 44 + 24 / 60 }, 2)).toBe('38SMB4488');
    const middle = fromMgrs('38SMB4488')!;
    expect(middle.lat).toBeCloseTo(33.33424, 5);
    expect(middle.lon).toBeCloseTo(44.40363, 5);
  });

  it('names the squares at the poles', () => {
    expect(toMgrs({ lat: 90, lon: 0 }, 0)).toBe('ZAH');
    expect(toMgrs({ lat: -90, lon: 0 }, 0)).toBe('BAN');
    expect(toMgrs({ lat: 86, lon: -45 })).toMatch(/^Y/);
    expect(toMgrs({ lat: -85, lon: -120 })).toMatch(/^A/);
  });

  it('comes back to within the square it names, everywhere', () => {
    let seed = 5;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let i = 0; i < 5000; i++) {
      const at = { lat: random() * 180 - 90, lon: random() * 360 - 180 };
      const text = toMgrs(at);
      const back = fromMgrs(text);
      expect(back, text).not.toBeNull();
      const metres = 111_320;
      const dy = (back!.lat - at.lat) * metres;
      const turn = ((((back!.lon - at.lon + 540) % 360) + 360) % 360) - 180;
      const dx = turn * metres * Math.cos((at.lat * Math.PI) / 180);
      expect(Math.hypot(dx, dy), `${text} ${at.lat} ${at.lon}`).toBeLessThan(0.75);
    }
  });

  it('refuses what is no square', () => {
    for (const text of ['', '38SMB441', '61SMB4488', '38IMB4488', '38SAB', '38SMI44', 'hello']) {
      expect(fromMgrs(text), text).toBeNull();
    }
    // Row A of zone 38 lies nowhere in band S.
    expect(fromMgrs('38SMN4488')).toBeNull();
  });
});

describe('positions as text', () => {
  const at = { lat: -33.856784, lon: 151.215297 };

  it('are written in four ways', () => {
    expect(writePosition(at, 'dd')).toBe('33.856784° S 151.215297° E');
    expect(writePosition(at, 'dms')).toBe('33° 51′ 24.42″ S 151° 12′ 55.07″ E');
    expect(writePosition(at, 'mgrs')).toBe('56H LH 34900 52290');
    expect(writePosition({ lat: 1 - 1e-9, lon: 0 }, 'dms')).toBe(
      '01° 00′ 00.00″ N 000° 00′ 00.00″ E',
    );
    expect(writePosition({ lat: 86, lon: 45 }, 'utm')).toBe('UPS N 2314145.2 mE 1685854.8 mN');
  });

  it('are read back from what was written', () => {
    for (const form of ['dd', 'dms', 'utm', 'mgrs'] as const) {
      const back = readPosition(writePosition(at, form));
      expect(back?.lat, form).toBeCloseTo(at.lat, 4);
      expect(back?.lon, form).toBeCloseTo(at.lon, 4);
    }
  });

  it('are read as people type them', () => {
    const expectAt = (text: string, lat: number, lon: number) => {
      const read = readPosition(text);
      expect(read?.lat, text).toBeCloseTo(lat, 6);
      expect(read?.lon, text).toBeCloseTo(lon, 6);
    };
    expectAt('33.3 44.4', 33.3, 44.4);
    expectAt('33.3, -44.4', 33.3, -44.4);
    expectAt('-0.5 200', -0.5, -160);
    expectAt('E44d24 N33d20', 33 + 1 / 3, 44.4);
    expectAt('40°26′46″N 79°58′56″W', 40.446111111, -79.982222222);
    expectAt('40:26:46 N, 79:58:56 W', 40.446111111, -79.982222222);
    expect(readPosition('91 0')).toBeNull();
    expect(readPosition('1 2 3')).toBeNull();
    expect(readPosition('33.3 N 44.4 S')).toBeNull();
    expect(readPosition('somewhere')).toBeNull();
  });
});

describe('pixels', () => {
  it('are read as x and y, and nothing else is', () => {
    expect(readPixel(' 1200, 340.5 px')).toEqual([1200, 340.5]);
    expect(readPixel('7 8')).toEqual([7, 8]);
    for (const text of ['', '12', '-1, 4', '1, 2, 3', 'N 1 E 2']) {
      expect(readPixel(text), text).toBeNull();
    }
  });
});
