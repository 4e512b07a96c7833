package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** Our own UTM against the registry's. */
final class UtmCrsTest {
  @Test
  void itSaysWhatTheRegistrySays() {
    for (int code : new int[] {32_601, 32_633, 32_660, 32_701, 32_755}) {
      Crs own = Crs.ofEpsg(code);
      Crs registered = RegisteredCrs.registered(code);
      assertThat(own).isInstanceOf(UtmCrs.class);
      assertThat(own.title()).isEqualTo(registered.title());
      assertThat(own.wkt()).isEqualTo(registered.wkt());
      assertThat(own.epsg()).isEqualTo(registered.epsg());
      assertThat(own.geographic()).isEqualTo(registered.geographic());
      assertThat(own.hasLonLat()).isEqualTo(registered.hasLonLat());
      assertThat(own.metresPerUnit()).isEqualTo(registered.metresPerUnit());
      assertThat(own.radius()).isEqualTo(registered.radius());
    }
  }

  @Test
  void placesAreThoseOfTheRegistryToAMillimetre() {
    Random random = new Random(11);
    for (int code : new int[] {32_601, 32_633, 32_755, 32_660}) {
      Crs own = Crs.ofEpsg(code);
      Crs registered = RegisteredCrs.registered(code);
      for (int i = 0; i < 500; i++) {
        double meridian = 6 * (code % 100) - 183;
        double longitude = meridian + random.nextDouble(-6, 6);
        Coordinate lonLat = new Coordinate(longitude, random.nextDouble(-84, 84));
        Coordinate ground = own.fromLonLat(lonLat).orElseThrow();
        Coordinate known = registered.fromLonLat(lonLat).orElseThrow();
        assertThat(ground.distance(known)).as("%s", lonLat).isLessThan(1e-3);
        Coordinate back = own.toLonLat(ground).orElseThrow();
        assertThat(Math.IEEEremainder(back.x - lonLat.x, 360)).isBetween(-1e-9, 1e-9);
        assertThat(back.y - lonLat.y).isBetween(-1e-9, 1e-9);
      }
    }
  }

  @Test
  void theOriginIsExact() {
    Coordinate ground = Crs.ofEpsg(32_633).fromLonLat(new Coordinate(15, 0)).orElseThrow();
    assertThat(ground.x).isEqualTo(500_000);
    assertThat(ground.y).isEqualTo(0);
  }

  @Test
  void whereTheSeriesAnswerWithNonsenseThereIsNoPlace() {
    Crs own = Crs.ofEpsg(32_633);
    assertThat(own.fromLonLat(new Coordinate(105.001, 1))).isEmpty();
    assertThat(own.fromLonLat(new Coordinate(15, 91))).isEmpty();
    assertThat(own.toLonLat(new Coordinate(1e12, 1e12))).isEqualTo(Optional.empty());
    assertThat(own.fromLonLat(new Coordinate(15, 90)).orElseThrow().y).isBetween(9.99e6, 1e7);
  }
}
