package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Range;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that already is such a pyramid is taken over as it is. */
final class AdoptionTest {
  private static final TileProfile PROFILE = TileProfile.named("default");

  @TempDir Path folder;

  @Test
  void gdalDecodesTheSamePixelsFromTheAdoptedPyramid() throws Exception {
    List<Path> sources = made();
    JsonNode all = compared(sources);
    for (int i = 0; i < sources.size(); i++) {
      String name = sources.get(i).getFileName().toString();
      assertThat(all.path(i).path("wrong")).as(name).isEmpty();
      boolean bare = name.contains("without") || name.contains("tiled");
      int overviews = all.path(i).path("overviews").intValue();
      // GDAL's third overview of these sizes is a pixel smaller than ours.
      int own = bare ? 0 : 2;
      assertThat(all.path(i).path("own").intValue()).as(name).isEqualTo(own);
      assertThat(overviews).as(name).isEqualTo(name.contains("256") ? 3 : 2);
    }
  }

  @Test
  @Tag("realdata")
  void aRealCogIsAdoptedWithItsOverviews() throws Exception {
    String named = System.getProperty("realdata", "");
    Path root = named.isEmpty() ? Path.of("..", "shared", "realdata") : Path.of(named);
    Path real = root.resolve("aerial").resolve("cogeo.tif");
    assumeTrue(Files.exists(real), "SKIPPED: no " + real);
    JsonNode compared = compared(List.of(real)).path(0);
    assertThat(compared.path("wrong")).isEmpty();
    assertThat(compared.path("own").intValue()).isEqualTo(1);
  }

  @Test
  void everyAdoptedTileIsAWholeJfifStream() throws Exception {
    ingest(made("masked"), folder);
    try (CogReader cog = CogReader.open(folder.resolve("display.tif"))) {
      assertThat(cog.range(2, 0, 0)).as("a tile without a valid pixel").isEmpty();
      for (int z = 0; z < 3; z++) {
        byte[] jpeg = cog.jpeg(z, z, 0).orElseThrow();
        assertThat(HexFormat.of().formatHex(jpeg)).startsWith("ffd8ffe0").endsWith("ffd9");
      }
    }
  }

  @Test
  void ourOwnPyramidFedInAgainHasTheSameTiles() throws Exception {
    Path masked = folder.resolve("masked-source.tif");
    made();
    Path once = Files.createDirectory(folder.resolve("once"));
    Path twice = Files.createDirectory(folder.resolve("twice"));
    assertThat(ingest(masked, once).adopted()).isFalse();
    assertThat(ingest(once.resolve("display.tif"), twice).adopted()).isTrue();
    try (CogReader first = CogReader.open(once.resolve("display.tif"));
        CogReader second = CogReader.open(twice.resolve("display.tif"))) {
      for (int z = 0; z < first.pyramid().levels(); z++) {
        for (int i = 0; i < first.pyramid().columns(z) * first.pyramid().rows(z); i++) {
          int x = i % first.pyramid().columns(z);
          int y = i / first.pyramid().columns(z);
          assertThat(second.jpeg(z, x, y).orElse(null)).isEqualTo(first.jpeg(z, x, y).orElse(null));
          assertThat(second.valid(z, x, y)).isEqualTo(first.valid(z, x, y));
        }
      }
    }
    assertThat(twice.resolve("display.tif")).hasSameBinaryContentAs(once.resolve("display.tif"));
  }

  @Test
  void aDamagedTileFailsTheIngest() throws Exception {
    Path source = made("rgb");
    for (int z : List.of(0, 2)) {
      Range range;
      Path display = Files.createDirectory(folder.resolve("whole" + z));
      ingest(source, display);
      try (CogReader cog = CogReader.open(display.resolve("display.tif"))) {
        range = cog.range(z, 0, 0).orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(display.resolve("display.tif"));
      for (int i = 0; i < 400; i++) {
        bytes[(int) range.offset() + range.length() / 2 + i] = (byte) 0xff;
      }
      Path damaged = Files.write(folder.resolve("damaged" + z + ".tif"), bytes);
      Path out = Files.createDirectory(folder.resolve("out" + z));
      Fault fault = catchThrowableOfType(Fault.class, () -> ingest(damaged, out));
      assertThat(fault).as("level " + z).isNotNull();
      assertThat(fault.code()).isEqualTo("bad-block");
      assertThat(out.resolve("display.tif")).doesNotExist();
    }
  }

  @Test
  void changedBytesAreAFaultOrAPyramidAndNothingElse() throws Exception {
    Path source = made("gray");
    Path display = Files.createDirectory(folder.resolve("whole"));
    ingest(source, display);
    for (Path original : List.of(source, display.resolve("display.tif"))) {
      byte[] whole = Files.readAllBytes(original);
      Random random = new Random(11);
      int refused = 0;
      for (int i = 0; i < 60; i++) {
        byte[] bytes = whole.clone();
        for (int k = 0; k < 1 + i % 4; k++) {
          int reach = i % 2 == 0 ? Math.min(3000, bytes.length) : bytes.length;
          bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        Path changed = Files.write(folder.resolve("changed.tif"), bytes);
        Path out = Files.createDirectory(folder.resolve(original.getFileName() + "-" + i));
        try {
          ingest(changed, out);
          CogReader.open(out.resolve("display.tif")).close();
        } catch (Fault fault) {
          refused++;
          assertThat(fault.code()).isNotEmpty();
        }
      }
      assertThat(refused).isPositive();
    }
  }

  private JsonNode compared(List<Path> sources) throws Exception {
    List<String> pairs = new ArrayList<>(List.of("-"));
    for (Path source : sources) {
      Path own = Files.createDirectories(folder.resolve(source.getFileName() + "-out"));
      SceneFacts facts = ingest(source, own);
      assertThat(facts.adopted()).as(source.toString()).isTrue();
      assertThat(facts.format()).contains("taken over");
      assertThat(facts.statistics().getFirst().count()).isPositive();
      pairs.addAll(List.of(source.toString(), own.resolve("display.tif").toString()));
    }
    return new JsonMapper().readTree(Gdal.python(script("gdal_adopted.py"), pairs));
  }

  private List<Path> made() throws Exception {
    Path rgb = Synthetic.rgb(folder.resolve("source.tif"), 1500, 1300);
    List<String> arguments = List.of("-", folder.toString(), rgb.toString());
    return Gdal.python(script("make_cogs.py"), arguments).lines().map(Path::of).toList();
  }

  private Path made(String name) throws Exception {
    return made().stream().filter(file -> file.endsWith(name + ".tif")).findFirst().orElseThrow();
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in = AdoptionTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static SceneFacts ingest(Path file, Path folder) throws IOException {
    return new IngestRun(PROFILE, 2, (phase, share) -> {}).run(file, List.of(), folder);
  }
}
