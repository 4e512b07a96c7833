package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.graticule.fault.Fault;
import org.graticule.image.Gdal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/**
 * Systems of the EPSG registry lie where PROJ has them. Of old datums PROJ knows several shifts,
 * for parts of their ground, and we one: how far apart they may be stands in {@code
 * registry_differences.txt}.
 */
final class RegistryTest {
  private static final double METRES = 1;

  /** Turned over by GeoTools: better no place than a wrong one. */
  private static final Pattern UNPLACED =
      Pattern.compile("/ Krovak$|(Gusterberg|St. Stephen) Grid");

  private static final double METRES_PER_DEGREE = 111_320;

  /** Every one: {@code -Dregistry.step=1}, ten minutes. */
  @Test
  @Tag("long")
  void systemsLieWhereProjHasThem() throws Exception {
    Map<String, Double> allowed = allowed();
    List<String> wrong = new ArrayList<>();
    int read = 0;
    JsonNode systems = systems(0, Integer.getInteger("registry.step", 10));
    for (Map.Entry<String, JsonNode> system : systems.properties()) {
      try {
        Crs crs = Crs.ofEpsg(Integer.parseInt(system.getKey()));
        String datum = crs.title().replaceFirst("^[^(]*\\(", "").replaceFirst("( / .*)?\\)$", "");
        double most = allowed.getOrDefault(crs.name(), allowed.getOrDefault(datum, METRES));
        if (crs.hasLonLat() == UNPLACED.matcher(crs.name()).find()) {
          wrong.add(crs.title() + ": longitude and latitude are known: " + crs.hasLonLat());
          continue;
        }
        for (JsonNode place : crs.hasLonLat() ? system.getValue() : List.<JsonNode>of()) {
          double metres = apart(crs, place);
          if (!(metres <= most)) {
            wrong.add("%s: %.2f m at %s".formatted(crs.title(), metres, place));
          }
        }
        read++;
      } catch (Fault fault) {
        assertThat(fault.code()).as(system.getKey()).isEqualTo(Crs.UNREAD);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).as("systems read").isGreaterThan(systems.size() * 99 / 100);
  }

  /** There, and from there back; not a number where there is no way. */
  private static double apart(Crs crs, JsonNode place) {
    Coordinate lonLat = at(place, 0);
    Optional<Coordinate> there = crs.toLonLat(at(place, 2));
    Optional<Coordinate> back = crs.fromLonLat(lonLat).flatMap(crs::toLonLat);
    if (there.isEmpty() || back.isEmpty()) {
      return Double.NaN;
    }
    return Math.max(metres(there.get(), lonLat), metres(back.get(), lonLat));
  }

  private static Coordinate at(JsonNode place, int index) {
    return new Coordinate(place.get(index).doubleValue(), place.get(index + 1).doubleValue());
  }

  private static double metres(Coordinate a, Coordinate b) {
    double turn = Math.IEEEremainder(a.x - b.x, 360) * Math.cos(Math.toRadians(b.y));
    return METRES_PER_DEGREE * Math.hypot(turn, a.y - b.y);
  }

  private static JsonNode systems(int first, int step) throws Exception {
    List<String> arguments = List.of("-", Integer.toString(first), Integer.toString(step));
    return new JsonMapper().readTree(Gdal.python(resource("proj_registry.py"), arguments));
  }

  private static Map<String, Double> allowed() throws IOException {
    return new String(resource("registry_differences.txt"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .collect(Collectors.toMap(parts -> parts[1], parts -> Double.valueOf(parts[0])));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RegistryTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
