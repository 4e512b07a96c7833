package org.graticule.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Whereabouts;
import org.graticule.dataset.Reader;
import org.graticule.db.Database;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.geo.TileMatrixSet;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.SceneFacts;
import org.graticule.image.SceneFiles;
import org.graticule.image.Sha256;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedCluster;
import org.graticule.tile.render.Rendering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Tiles of the web map, beside those of GDAL's own warper on the same pyramid. */
final class MapTilesTest {
  private static final int SIZE = 256;
  private static final TileMatrixSet QUAD = TileMatrixSet.named("WebMercatorQuad");

  @TempDir private static Path folder;
  private static Database database;
  private static PolicyEpoch epoch;
  private static SceneFiles files;
  private static MapTiles tiles;
  private static Scene blocks;
  private static Scene holed;
  private static Scene antimeridian;
  private static Scene disk;

  /** A tile of the web map. */
  private record Place(int zoom, int x, int y) {
    static Place of(Coordinate lonLat, int zoom) {
      double side = Math.scalb(1.0, zoom);
      double sine = Math.sin(Math.toRadians(lonLat.y));
      return new Place(
          zoom,
          (int) ((lonLat.x + 180) / 360 * side),
          (int) ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side));
    }
  }

  @BeforeAll
  static void ingest() throws Exception {
    database =
        Database.open(
            SharedCluster.get().database().roles(),
            2,
            event -> CompletableFuture.completedFuture(1L));
    epoch = new PolicyEpoch(database);
    files = new SceneFiles(folder.resolve("scenes"));
    tiles =
        new MapTiles(
            new SceneCatalogue(
                database, new Whereabouts(database, new Policy(epoch)), files, epoch),
            new RenderPool(1, 10),
            folder,
            0);
    blocks = scene(Synthetic.rgb(folder.resolve("blocks.tif"), 2000, 1500));
    Path holes = folder.resolve("holed.tif");
    Reader.run("holed.py", holes, 1600, 700);
    holed = scene(holes);
    Path date = folder.resolve("antimeridian.tif");
    Reader.run("antimeridian.py", date);
    antimeridian = scene(date);
    Path space = folder.resolve("disk.tif");
    Reader.run("full_disk.py", space);
    disk = scene(space);
  }

  @AfterAll
  static void close() throws Exception {
    epoch.close();
    database.close();
  }

  private static Scene scene(Path image) throws Exception {
    UUID id = UUID.randomUUID();
    Path home = Files.createDirectories(files.pyramidFolder(id, 1));
    SceneFacts facts =
        new Ingest(
                TileProfile.named("default"),
                new DecoderProcess.Limits(256, Duration.ofMinutes(5), 1))
            .run(image, Sha256.of(image), List.of(), home, (phase, share) -> {});
    return new Scene(
        id,
        UUID.randomUUID(),
        image.getFileName().toString(),
        1,
        facts,
        Georeference.of(facts.georeference()),
        null,
        1,
        Instant.now(),
        "somebody");
  }

  /** Zoom 17 is coarser than the scene, 18 about as fine, 19 and 20 finer. */
  @ParameterizedTest
  @ValueSource(ints = {17, 18, 19, 20})
  void aTileIsWhatGdalMakesOfTheSamePyramid(int zoom) throws Exception {
    Place place = Place.of(blocks.georeference().toLonLat(1_000, 750).orElseThrow(), zoom);
    int[] ours = rgba(render(blocks, place));
    int[] theirs = gdal(blocks, place);
    double here = difference(ours, theirs, 0, 0);
    double offX = vertex(difference(ours, theirs, -1, 0), here, difference(ours, theirs, 1, 0));
    double offY = vertex(difference(ours, theirs, 0, -1), here, difference(ours, theirs, 0, 1));

    assertThat(here).as("mean difference, of 255").isLessThan(4);
    assertThat(offX).as("output pixels to the side").isCloseTo(0, within(0.2));
    assertThat(offY).as("output pixels down").isCloseTo(0, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({"WorldCRS84Quad,17", "WorldCRS84Quad,19", "UTM33WGS84Quad,15", "UTM33WGS84Quad,18"})
  void aTileOfAnyGridIsWhatGdalMakesOfIt(String grid, int zoom) throws Exception {
    TileMatrixSet set = TileMatrixSet.named(grid);
    Coordinate lonLat = holed.georeference().toLonLat(300, 350).orElseThrow();
    Coordinate ground = Crs.ofEpsg(set.epsg()).fromLonLat(lonLat).orElseThrow();
    TileMatrixSet.Matrix matrix = set.matrices().get(zoom);
    double side = matrix.cellSize() * SIZE;
    int x = (int) ((ground.x - matrix.originX()) / side);
    int y = (int) ((matrix.originY() - ground.y) / side);
    Rendering usual = Rendering.USUAL;
    TileKey key = new TileKey(holed.id(), 1, "", grid, zoom, x, y, usual.canonical());
    int[] ours = rgba(tiles.render(holed, key, usual));
    int[] theirs = gdal(holed, set, zoom, x, y);
    int disagreeing = 0;
    for (int i = 0; i < ours.length; i++) {
      if (ours[i] >>> 24 != theirs[i] >>> 24) {
        disagreeing++;
      } else if (ours[i] >>> 24 != 0) {
        assertThat(ours[i] >> 8 & 0xff).isCloseTo(theirs[i] >> 8 & 0xff, within(12));
      }
    }

    // Along the slanting edge of the mask GDAL sees up to two pixels more.
    assertThat(disagreeing).isLessThan(6 * SIZE);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 20})
  void whatIsMaskedNeverDarkensItsNeighbours(int zoom) throws Exception {
    Place place = Place.of(holed.georeference().toLonLat(825, 350).orElseThrow(), zoom);
    Picture picture = render(holed, place);
    int[] ours = rgba(picture);
    int[] theirs = gdal(holed, place);
    int shown = 0;
    int disagreeing = 0;
    for (int i = 0; i < ours.length; i++) {
      boolean valid = ours[i] >>> 24 != 0;
      if (valid) {
        shown++;
        assertThat(ours[i] >> 16 & 0xff).as("red of pixel %d", i).isCloseTo(200, within(12));
        assertThat(ours[i] >> 8 & 0xff).as("green of pixel %d", i).isCloseTo(160, within(12));
        assertThat(ours[i] & 0xff).as("blue of pixel %d", i).isCloseTo(120, within(12));
      }
      if (valid != (theirs[i] >>> 24 != 0)) {
        disagreeing++;
      }
    }

    assertThat(picture.type()).isEqualTo("image/png");
    assertThat(shown).isBetween(SIZE * SIZE / 200, SIZE * SIZE - 1);
    // GDAL counts a pixel as seen with any valid neighbour: two pixels along the edge at most.
    assertThat(disagreeing).isLessThan(6 * SIZE);
  }

  @Test
  void aSceneOverTheAntimeridianIsOnBothSidesOfTheMap() throws Exception {
    int zoom = 10;
    int last = (1 << zoom) - 1;
    int[] east = rgba(render(antimeridian, new Place(zoom, last, 1 << zoom - 1)));
    int[] west = rgba(render(antimeridian, new Place(zoom, 0, 1 << zoom - 1)));
    double degrees = 360.0 / (1 << zoom) / SIZE;
    for (int column = 0; column < SIZE; column++) {
      double fromEast = 500 - (SIZE - column - 0.5) * degrees / 0.001;
      double fromWest = 500 + (column + 0.5) * degrees / 0.001;
      assertThat(east[100 * SIZE + column] >>> 24).as("east, %d", column).isEqualTo(255);
      assertThat(west[100 * SIZE + column] >>> 24).as("west, %d", column).isEqualTo(255);
      assertThat(east[100 * SIZE + column] >> 16 & 0xff)
          .as("east, column %d", column)
          .isCloseTo((int) (fromEast / 4), within(4));
      assertThat(west[100 * SIZE + column] >> 16 & 0xff)
          .as("west, column %d", column)
          .isCloseTo((int) (fromWest / 4), within(4));
    }
    assertThat(render(antimeridian, new Place(zoom, last / 2, 1 << zoom - 1)).isNothing()).isTrue();
    assertThat(render(antimeridian, new Place(3, 0, 4)).isNothing()).isFalse();
    assertThat(render(antimeridian, new Place(3, 7, 4)).isNothing()).isFalse();
    // Where the nearer way around the Earth changes there is no sliver of the scene.
    assertThat(render(antimeridian, new Place(3, 3, 4)).isNothing()).isTrue();
  }

  /** From the whole of it, across the antimeridian, to its limb in the north and in the east. */
  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,0", "1,1,0", "2,0,1", "3,0,2", "3,2,1", "4,14,9", "5,7,12"})
  void aDiskSeenFromSpaceEndsAtItsLimbAsGdalHasIt(int zoom, int x, int y) throws Exception {
    Place place = new Place(zoom, x, y);
    int[] ours = rgba(render(disk, place));
    int[] theirs = gdal(disk, place);
    int disagreeing = 0;
    int shown = 0;
    for (int i = 0; i < ours.length; i++) {
      boolean here = ours[i] >>> 24 != 0;
      if (here != (theirs[i] >>> 24 != 0)) {
        disagreeing++;
      } else if (here) {
        shown++;
        assertThat(ours[i] >> 16 & 0xff).as("%d", i).isCloseTo(theirs[i] >> 16 & 0xff, within(12));
      }
    }
    assertThat(shown).isGreaterThan(SIZE * SIZE / 100);
    assertThat(disagreeing).isLessThan(6 * SIZE);
  }

  @Test
  void aTileAsideOfTheSceneIsNothing() {
    Place place = Place.of(blocks.georeference().toLonLat(1_000, 750).orElseThrow(), 18);

    assertThat(render(blocks, new Place(18, place.x() + 40, place.y())).isNothing()).isTrue();
    assertThat(render(blocks, new Place(18, place.x(), place.y() - 40)).isNothing()).isTrue();
    assertThat(render(blocks, place).type()).isEqualTo("image/jpeg");
  }

  private static Picture render(Scene scene, Place place) {
    Rendering usual = Rendering.USUAL;
    return tiles.render(
        scene,
        new TileKey(
            scene.id(),
            1,
            "",
            "WebMercatorQuad",
            place.zoom(),
            place.x(),
            place.y(),
            usual.canonical()),
        usual);
  }

  private static int[] rgba(Picture picture) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    return image.getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
  }

  private static int[] gdal(Scene scene, Place place) throws Exception {
    return gdal(scene, QUAD, place.zoom(), place.x(), place.y());
  }

  private static int[] gdal(Scene scene, TileMatrixSet set, int z, int x, int y) throws Exception {
    Envelope bounds = set.bounds(z, x, y);
    Path out = folder.resolve(UUID.randomUUID() + ".rgba");
    Reader.run(
        "map_tile.py",
        files.pyramidFolder(scene.id(), 1).resolve("display.tif"),
        bounds.getMinX(),
        bounds.getMinY(),
        bounds.getMaxX(),
        bounds.getMaxY(),
        SIZE,
        out,
        set.epsg());
    byte[] bytes = Files.readAllBytes(out);
    int[] argb = new int[SIZE * SIZE];
    for (int i = 0; i < argb.length; i++) {
      argb[i] =
          (bytes[4 * i + 3] & 0xff) << 24
              | (bytes[4 * i] & 0xff) << 16
              | (bytes[4 * i + 1] & 0xff) << 8
              | (bytes[4 * i + 2] & 0xff);
    }
    return argb;
  }

  /** Mean absolute difference in green, with one of the pictures moved. */
  private static double difference(int[] ours, int[] theirs, int dx, int dy) {
    long sum = 0;
    int count = 0;
    for (int row = 2; row < SIZE - 2; row++) {
      for (int column = 2; column < SIZE - 2; column++) {
        int a = ours[row * SIZE + column] >> 8 & 0xff;
        int b = theirs[(row + dy) * SIZE + column + dx] >> 8 & 0xff;
        sum += Math.abs(a - b);
        count++;
      }
    }
    return (double) sum / count;
  }

  /** Where a parabola through the squares of three differences has its least. */
  private static double vertex(double before, double here, double after) {
    double a = before * before;
    double b = here * here;
    double c = after * after;
    return (a - c) / (2 * (a - 2 * b + c));
  }
}
