package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** Cameras against GDAL's, and there and back. */
final class RpcTest {
  private static final Path CAMERA = Path.of("fixtures", "hazards", "read-camera.tif");
  private static final String NUM_LINE = "0.001 0.02 -1.01 0.03 1e-4 2e-5 -3e-5 4e-5 -1e-4 1e-6";
  private static final String NUM_SAMP = "-0.002 1.02 0.015 -0.05 2e-4 -1e-5 2e-5 -3e-5 5e-5 1e-6";

  /** The camera of the fixture, as {@code make_hazards_formats.py} makes it up. */
  private static Map<String, String> items() {
    Map<String, String> items = new HashMap<>();
    items.put("LINE_OFF", "30");
    items.put("SAMP_OFF", "41");
    items.put("LAT_OFF", "48.75");
    items.put("LONG_OFF", "12.5");
    items.put("HEIGHT_OFF", "350 meters");
    items.put("LINE_SCALE", "31");
    items.put("SAMP_SCALE", "42");
    items.put("LAT_SCALE", "0.0002");
    items.put("LONG_SCALE", "0.0004");
    items.put("HEIGHT_SCALE", "300");
    items.put("ERR_BIAS", "3.0");
    items.put("ERR_RAND", "0.4");
    items.put("LINE_NUM_COEFF", NUM_LINE + " 1e-7".repeat(10));
    items.put("SAMP_NUM_COEFF", NUM_SAMP + " -1e-7".repeat(10));
    items.put("LINE_DEN_COEFF", "1 1e-4 -2e-4 1e-4" + " 1e-6".repeat(16));
    items.put("SAMP_DEN_COEFF", "1 1e-4 -2e-4 1e-4" + " 1e-6".repeat(16));
    return items;
  }

  private static Rpc camera() {
    return Rpc.ofItems(items()).orElseThrow();
  }

  private static List<double[]> gdaltransform(List<String> options, List<double[]> points)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("gdaltransform"));
    command.addAll(options);
    command.add(CAMERA.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      for (double[] p : points) {
        in.write("%s %s %s%n".formatted(p[0], p[1], p[2]));
      }
    }
    List<double[]> out = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        out.add(new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])});
      }
    }
    assertThat(process.waitFor()).isZero();
    return out;
  }

  @Test
  void placesAtAnyHeightAreInTheSamePixelAsGdalsToAThousandth() throws Exception {
    Random random = new Random(3);
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      places.add(
          new double[] {
            12.5 + random.nextDouble(-4e-4, 4e-4),
            48.75 + random.nextDouble(-2e-4, 2e-4),
            random.nextDouble(100, 600)
          });
    }
    List<double[]> theirs = gdaltransform(List.of("-i", "-rpc"), places);
    for (int i = 0; i < places.size(); i++) {
      double[] p = places.get(i);
      Coordinate ours = camera().toPixel(p[0], p[1], p[2]);
      assertThat(ours.x).isCloseTo(theirs.get(i)[0], within(1e-3));
      assertThat(ours.y).isCloseTo(theirs.get(i)[1], within(1e-3));
    }
  }

  @Test
  void pixelsAtTheMeanHeightAreWhereGdalHasThemToAThousandthOfAPixel() throws Exception {
    List<double[]> pixels = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pixels.add(new double[] {i * 0.83, (i * 37 % 100) * 0.61, 350});
    }
    List<double[]> theirs =
        gdaltransform(List.of("-rpc", "-to", "RPC_PIXEL_ERROR_THRESHOLD=1e-6"), pixels);
    for (int i = 0; i < pixels.size(); i++) {
      Coordinate back = camera().toPixel(theirs.get(i)[0], theirs.get(i)[1]);
      assertThat(back.x).isCloseTo(pixels.get(i)[0], within(1e-3));
      assertThat(back.y).isCloseTo(pixels.get(i)[1], within(1e-3));
      Coordinate ground = camera().toGround(pixels.get(i)[0], pixels.get(i)[1]);
      assertThat(ground.x).isCloseTo(theirs.get(i)[0], within(1e-8));
      assertThat(ground.y).isCloseTo(theirs.get(i)[1], within(1e-8));
    }
  }

  @Test
  void aRoundTripEndsWhereItBegan() {
    for (int i = 0; i < 500; i++) {
      Coordinate ground = camera().toGround(i * 0.166, i * 0.122);
      Coordinate pixel = camera().toPixel(ground.x, ground.y);
      assertThat(pixel.distance(new Coordinate(i * 0.166, i * 0.122))).isLessThan(1e-6);
    }
  }

  @Test
  void aPlaceAcrossTheAntimeridianIsTheSamePlace() {
    Map<String, String> items = items();
    items.put("LONG_OFF", "-179.9999");
    Rpc camera = Rpc.ofItems(items).orElseThrow();
    Coordinate east = camera.toPixel(-179.9998, 48.75);
    assertThat(camera.toPixel(180.0002, 48.75).distance(east)).isLessThan(1e-6);
    Coordinate west = camera.toGround(10, 30);
    assertThat(west.x).isBetween(-180.0, 180.0);
    assertThat(camera.toPixel(west.x, west.y).distance(new Coordinate(10, 30))).isLessThan(1e-6);
  }

  @Test
  void accuracyIsBiasAndRandomErrorTogether() {
    assertThat(Georeference.of(camera()).accuracy().getAsDouble())
        .isCloseTo(Math.hypot(3.0, 0.4), within(1e-12));
  }

  @Test
  void theTiffTagGivesTheSameCamera() {
    assertThat(Rpc.ofTiffTag(camera().toTiffTag())).isEqualTo(camera());
  }

  @Test
  void aCameraWithoutScaleOrWithWordsIsRefused() {
    Map<String, String> flat = items();
    flat.put("LINE_SCALE", "0");
    Map<String, String> words = items();
    words.put("SAMP_NUM_COEFF", "one two");
    for (Map<String, String> broken : List.of(flat, words)) {
      Fault fault = catchThrowableOfType(Fault.class, () -> Rpc.ofItems(broken));
      assertThat(fault.code()).isEqualTo("bad-georeference");
    }
  }

  @Test
  void pixelsThatTheCameraCannotSeeHaveNoPlace() {
    Map<String, String> items = items();
    items.put("LINE_NUM_COEFF", "0" + " 0".repeat(19));
    Rpc blind = Rpc.ofItems(items).orElseThrow();
    assertThat(blind.toGround(5, 5).x).isNaN();
    assertThat(Georeference.of(blind).toLonLat(5, 5)).isEmpty();
  }

  @Test
  void theFormKeepsACameraAndOldFormsHaveNone() throws Exception {
    JsonMapper json = new JsonMapper();
    String text = json.writeValueAsString(Georeference.of(camera()).form());
    Georeference.Form form = json.readValue(text, Georeference.Form.class);
    assertThat(Georeference.of(form).mapping()).contains(camera());
    assertThat(form.lonLat()).isTrue();
    String old = "{\"epsg\":32633,\"lonLat\":true,\"affine\":[5,1,0,5,0,-1]}";
    assertThat(json.readValue(old, Georeference.Form.class).rpc()).isNull();
  }
}
