package org.graticule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class PieceTest {
  private static final Chip CHIP = new Chip(0, 100, 50, 64, 64);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inside | POLYGON ((110 60, 120 60, 120 70, 110 70, 110 60)) | 1 | 1 | false | false",
        "half over the left border | POLYGON ((90 60, 110 60, 110 70, 90 70, 90 60)) | 1 | 0.5 |"
            + " true | false",
        "filling the chip | POLYGON ((0 0, 400 0, 400 400, 0 400, 0 0)) | 1 | 0.0256 | true |"
            + " false",
        "exactly the chip | POLYGON ((100 50, 164 50, 164 114, 100 114, 100 50)) | 1 | 1 | false |"
            + " false",
        "a U cut into its two arms | POLYGON ((110 60, 115 60, 115 130, 120 130, 120 60, 125 60,"
            + " 125 140, 110 140, 110 60)) | 2 | 0.635294 | true | false",
        "a hole inside | POLYGON ((110 60, 130 60, 130 80, 110 80, 110 60), "
            + "(115 65, 115 70, 120 70, 120 65, 115 65)) | 1 | 1 | false | true",
        "a hole opened by the border | POLYGON ((80 60, 130 60, 130 80, 80 80, 80 60), "
            + "(90 65, 90 70, 110 70, 110 65, 90 65)) | 1 | 0.611111 | true | false",
        "a part inside and a part touching the border | MULTIPOLYGON (((110 60, 120 60, 120 70, 110"
            + " 70, 110 60)), ((90 60, 100 65, 90 70, 90 60))) | 1 | 0.666667 | true | false",
      })
  void polygonIsCutIntoPolygons(
      String fact, String wkt, int parts, double ratio, boolean truncated, boolean holed)
      throws ParseException {
    Geometry whole = wkt(wkt);
    Piece piece = Piece.cut(whole, CHIP).orElseThrow();

    assertThat(piece.geometry().getNumGeometries()).as(fact).isEqualTo(parts);
    assertThat(piece.ratio()).as(fact).isCloseTo(ratio, within(1e-6));
    assertThat(piece.truncated()).as(fact).isEqualTo(truncated);
    assertThat(piece.holed()).as(fact).isEqualTo(holed);
    assertThat(whole.equalsExact(wkt(wkt))).as("the original is left alone").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "elsewhere | POLYGON ((0 0, 9 0, 9 9, 0 0))",
        "touching along the border | POLYGON ((90 60, 100 60, 100 70, 90 70, 90 60))",
        "touching in a point | POLYGON ((90 40, 100 50, 90 60, 90 40))",
        "around the chip, which lies in its hole | POLYGON ((0 0, 400 0, 400 400, 0 400, 0 0), "
            + "(50 20, 50 200, 200 200, 200 20, 50 20))",
      })
  void whatSharesNoAreaIsNotThere(String fact, String wkt) throws ParseException {
    assertThat(Piece.cut(wkt(wkt), CHIP)).as(fact).isEmpty();
  }

  @Test
  void piecesOfChipsWithoutOverlapAddUpToTheWhole() {
    Random random = new Random(5);
    GeometryFactory factory = new GeometryFactory();
    for (int round = 0; round < 300; round++) {
      Coordinate centre = new Coordinate(random.nextDouble() * 300, random.nextDouble() * 200);
      double radius = 5 + random.nextDouble() * 80;
      Geometry blob =
          factory
              .createPoint(centre)
              .buffer(radius)
              .difference(factory.createPoint(centre).buffer(radius * random.nextDouble()))
              .intersection(factory.toGeometry(new Envelope(0, 300, 0, 200)));
      double area = 0;
      double ratio = 0;
      for (Chip chip : new Chips(300, 200, 100, 0)) {
        Optional<Piece> piece = Piece.cut(blob, chip);
        if (piece.isPresent()) {
          assertThat(piece.get().geometry().isValid()).isTrue();
          assertThat(piece.get().geometry().getEnvelopeInternal().getMinX()).isNotNegative();
          assertThat(piece.get().geometry().getEnvelopeInternal().getMaxX())
              .isLessThanOrEqualTo(100);
          area += piece.get().geometry().getArea();
          ratio += piece.get().ratio();
        }
      }
      assertThat(area).isCloseTo(blob.getArea(), within(1e-6));
      assertThat(ratio).isCloseTo(1, within(1e-9));
    }
  }

  private static Geometry wkt(String text) throws ParseException {
    return new WKTReader().read(text);
  }
}
