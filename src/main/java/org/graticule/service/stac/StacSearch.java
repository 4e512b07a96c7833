package org.graticule.service.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Numbers;
import org.graticule.http.Times;
import org.graticule.image.LonLatBox;
import org.graticule.image.SceneFilter;
import org.jspecify.annotations.Nullable;

/**
 * What an item search asks for, read from a query or a JSON body.
 *
 * @param collections empty for all that the caller may read
 * @param cursor where the page begins
 * @param asked the search itself, without cursor, for the link to the next page
 */
record StacSearch(
    Set<UUID> collections,
    SceneFilter filter,
    Optional<String> cursor,
    int limit,
    ObjectNode asked) {
  static final int MOST = 500;
  private static final int USUAL = 100;
  private static final int MOST_IDS = 500;
  private static final Set<String> KNOWN =
      Set.of("bbox", "intersects", "datetime", "ids", "collections", "limit", "cursor");

  /** From the query of a GET: lists are separated by commas, {@code intersects} is JSON. */
  static StacSearch of(Call call) {
    ObjectNode asked = Json.object();
    call.queries()
        .forEach((name, value) -> {
          if (KNOWN.contains(name) && !value.isEmpty()) {
            asked.set(name, parsed(name, value));
          }
        });
    return of(asked);
  }

  private static JsonNode parsed(String name, String value) {
    return switch (name) {
      case "bbox" -> numbers(value);
      case "ids", "collections" -> texts(value);
      case "limit" ->
          Json.object().numberNode((int) Numbers.decimal("limit", value, 1, Integer.MAX_VALUE));
      case "intersects" -> Json.read(value.getBytes(StandardCharsets.UTF_8), JsonNode.class);
      default -> Json.object().textNode(value);
    };
  }

  private static ArrayNode numbers(String value) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    String[] parts = value.split(",", -1);
    for (double number : Numbers.decimals("bbox", value, parts.length == 6 ? 6 : 4, 1e6)) {
      array.add(number);
    }
    return array;
  }

  private static ArrayNode texts(String value) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (String part : value.split(",")) {
      array.add(part);
    }
    return array;
  }

  /** From the body of a POST. */
  static StacSearch of(ObjectNode asked) {
    asked
        .fieldNames()
        .forEachRemaining(name -> {
          if (!KNOWN.contains(name)) {
            throw Fault.malformed(
                "unknown-field", "search does not know \"" + clip(name) + "\"; known: " + KNOWN);
          }
        });
    if (asked.hasNonNull("bbox") && asked.hasNonNull("intersects")) {
      throw Fault.malformed("bad-search", "either bbox or intersects, not both");
    }
    int limit = asked.path("limit").isMissingNode() ? USUAL : asked.path("limit").asInt(0);
    if (limit < 1) {
      throw Fault.malformed("bad-number", "limit must be 1 to " + MOST);
    }
    Instant[] time = time(asked.path("datetime"));
    String area = area(asked);
    SceneFilter filter =
        new SceneFilter(
            area, time[0], time[1], null, null, null, null, null, List.copyOf(ids(asked, "ids")));
    Optional<String> cursor = Optional.ofNullable(asked.path("cursor").asText(null));
    ObjectNode search = asked.deepCopy();
    search.remove("cursor");
    return new StacSearch(ids(asked, "collections"), filter, cursor, Math.min(limit, MOST), search);
  }

  private static @Nullable String area(ObjectNode asked) {
    if (asked.hasNonNull("intersects")) {
      return GeoJsonArea.wkt(asked.get("intersects"));
    }
    if (!asked.hasNonNull("bbox")) {
      return null;
    }
    JsonNode bbox = asked.get("bbox");
    if (!bbox.isArray() || bbox.size() != 4 && bbox.size() != 6) {
      throw Fault.malformed("bad-bbox", "bbox must be 4 or 6 numbers");
    }
    double[] box = new double[4];
    for (int i = 0; i < 4; i++) {
      // With heights, which are not looked at: west, south, bottom, east, north, top.
      JsonNode number = bbox.get(bbox.size() == 6 && i > 1 ? i + 1 : i);
      if (!number.isNumber()) {
        throw Fault.malformed("bad-bbox", "bbox must be 4 or 6 numbers");
      }
      box[i] = number.asDouble();
    }
    return LonLatBox.of("bbox", box).wkt();
  }

  /** An id that is no UUID is nobody's: it is asked for all the same, and finds nothing. */
  private static Set<UUID> ids(ObjectNode asked, String name) {
    JsonNode array = asked.path(name);
    if (array.isMissingNode() || array.isNull()) {
      return Set.of();
    }
    if (!array.isArray() || array.size() > MOST_IDS) {
      throw Fault.malformed("bad-search", name + " must be a list of at most " + MOST_IDS);
    }
    Set<UUID> ids = new LinkedHashSet<>();
    for (JsonNode id : array) {
      try {
        ids.add(UUID.fromString(id.asText()));
      } catch (IllegalArgumentException e) {
        ids.add(new UUID(0, 0));
      }
    }
    if (ids.isEmpty()) {
      ids.add(new UUID(0, 0));
    }
    return ids;
  }

  /** One instant or an interval, either end of which may be open. */
  private static Instant[] time(JsonNode text) {
    Instant[] ends = new Instant[2];
    if (text.isMissingNode() || text.isNull()) {
      return ends;
    }
    String[] parts = text.asText().split("/", -1);
    List<Instant> read = new ArrayList<>();
    for (String part : parts) {
      read.add(part.isEmpty() || part.equals("..") ? null : instant(part));
    }
    boolean order =
        read.size() == 2
            && (read.get(0) == null || read.get(1) == null || !read.get(0).isAfter(read.get(1)));
    boolean open = read.stream().allMatch(Objects::isNull);
    if (open || read.size() > 2 || read.size() == 2 && !order) {
      throw badTime(text.asText());
    }
    ends[0] = read.getFirst();
    ends[1] = read.getLast();
    return ends;
  }

  private static Instant instant(String text) {
    try {
      return Times.instant("datetime", text);
    } catch (Fault e) {
      throw badTime(text);
    }
  }

  private static Fault badTime(String text) {
    return Fault.malformed(
        "bad-time",
        "datetime \""
            + clip(text)
            + "\" must be like 2026-01-31T09:00:00Z, or two of these with a"
            + " slash between, one of which may be ..");
  }

  static String clip(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
