package org.graticule.label.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graticule.label.rule.Shape;
import org.graticule.testing.TinyOutlineModel;
import org.graticule.tile.warp.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** A model of SAM's form is asked as SAM is asked; the one here knows nothing but colours. */
final class OutlineModelTest {
  private static final Prompt INSIDE = inside(64, 64);

  @TempDir private Path folder;

  private static Prompt inside(double x, double y) {
    return new Prompt(new Coordinate(x, y), Prompt.Meaning.INSIDE);
  }

  /** Gray, with a red ring of rows and columns 32 to 96 around a gray yard of 56 to 72. */
  private static Pixels yard(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean red = in(x, y, 32, 96) && !in(x, y, 56, 72);
        rgb[3 * (y * width + x)] = (byte) (red ? 200 : 90);
        rgb[3 * (y * width + x) + 1] = (byte) (red ? 40 : 90);
        rgb[3 * (y * width + x) + 2] = (byte) (red ? 40 : 90);
      }
    }
    return new Pixels(width, height, 3, rgb, null);
  }

  private static boolean in(int x, int y, int from, int to) {
    return x >= from && x < to && y >= from && y < to;
  }

  private static Geometry outline(OutlineModel model, Pixels picture, Prompt... prompts)
      throws Exception {
    View view = new View(0, 0, 0, picture.width(), picture.height());
    Mask mask = model.outline(model.look(picture), List.of(prompts));
    assertThat(mask.score()).isEqualTo(0.75);
    Shape shape = Traced.of(mask, List.of(prompts), view, 1);
    assertThat(shape).isNotNull();
    return shape.geometry();
  }

  private static void spans(Geometry outline, int from, int to) {
    Object envelope = outline.getEnvelopeInternal();
    assertThat(envelope).isEqualTo(new Envelope(from, to, from, to));
  }

  @Test
  void aClickOnAnObjectGivesItsOutlineWithItsHole() throws Exception {
    Path decoder = TinyOutlineModel.decoder(folder);
    for (Path encoder :
        List.of(TinyOutlineModel.encoder(folder), TinyOutlineModel.preparingEncoder(folder))) {
      try (OutlineModel model = OutlineModel.open(encoder, decoder)) {
        assertThat(model.side()).isEqualTo(64);
        Geometry ring = outline(model, yard(128, 128), inside(40, 64));
        spans(ring, 32, 96);
        assertThat(ring.getArea()).isCloseTo(64 * 64 - 16 * 16, within(64.0));
        assertThat(((Polygon) ring).getNumInteriorRing()).isEqualTo(1);
        // In the yard: the part that was pointed at, not the gray all around, which is like it.
        Geometry yard = outline(model, yard(128, 128), INSIDE);
        spans(yard, 56, 72);
      }
    }
  }

  @Test
  void aPictureThatIsNotSquareIsSeenInItsPlace() throws Exception {
    try (OutlineModel model =
        OutlineModel.open(TinyOutlineModel.encoder(folder), TinyOutlineModel.decoder(folder))) {
      Geometry ring = outline(model, yard(256, 128), inside(40, 64));
      spans(ring, 32, 96);
    }
  }

  @Test
  void aClickOutsideTakesAway() throws Exception {
    try (OutlineModel model =
        OutlineModel.open(TinyOutlineModel.encoder(folder), TinyOutlineModel.decoder(folder))) {
      Prompt outside = new Prompt(new Coordinate(4, 4), Prompt.Meaning.OUTSIDE);
      Geometry both = outline(model, yard(128, 128), inside(40, 64), INSIDE);
      Geometry red = outline(model, yard(128, 128), inside(40, 64), INSIDE, outside);
      assertThat(both.contains(new GeometryFactory().createPoint(INSIDE.at()))).isTrue();
      assertThat(red.contains(new GeometryFactory().createPoint(INSIDE.at()))).isFalse();
      spans(red, 32, 96);
    }
  }

  @Test
  void whatIsNoSuchModelIsRefusedWithTheReason() throws Exception {
    Path encoder = TinyOutlineModel.encoder(folder);
    Path decoder = TinyOutlineModel.decoder(folder);
    Path text = Files.writeString(folder.resolve("notes.onnx"), "no model");
    refused(text, decoder, "notes.onnx");
    refused(encoder, encoder, "the decoder takes [images]; expected are [image_embeddings");
    refused(decoder, encoder, "the encoder takes [has_mask_input");
    refused(encoder, TinyOutlineModel.decoder(folder, 32), "image_embeddings");
  }

  private static void refused(Path encoder, Path decoder, String reason) {
    assertThatThrownBy(() -> OutlineModel.open(encoder, decoder).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("outline.encoder " + encoder)
        .hasMessageContaining(reason);
  }
}
