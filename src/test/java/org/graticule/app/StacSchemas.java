package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** STAC's own JSON schemas, from copies beside the tests: nothing is fetched. */
final class StacSchemas {
  private static final String SPEC = "https://schemas.stacspec.org/v1.1.0/";
  private static final String EXTENSION = "https://stac-extensions.github.io/";
  private static final SchemaRegistry REGISTRY = registry();

  private StacSchemas() {}

  /** What a schema has against a document; empty where it is valid. */
  static List<String> problems(String schema, JsonNode document) {
    Schema known = REGISTRY.getSchema(SchemaLocation.of(schema));
    return known.validate(document).stream().map(Error::toString).toList();
  }

  private static SchemaRegistry registry() {
    Map<String, String> schemas = new HashMap<>();
    for (String name : List.of("catalog", "collection")) {
      schemas.put(SPEC + name + "-spec/json-schema/" + name + ".json", text("stac-" + name));
    }
    for (String name :
        List.of(
            "bands",
            "basics",
            "common",
            "data-values",
            "datetime",
            "instrument",
            "item",
            "licensing",
            "provider")) {
      schemas.put(SPEC + "item-spec/json-schema/" + name + ".json", text("stac-" + name));
    }
    for (String name : List.of("Feature", "Geometry")) {
      schemas.put("https://geojson.org/schema/" + name + ".json", text("geojson-" + name));
    }
    Map.of("projection", "2.0.0", "view", "1.1.0", "eo", "2.0.0", "raster", "2.0.0")
        .forEach((name, version) ->
            schemas.put(
                EXTENSION + name + "/v" + version + "/schema.json", text("extension-" + name)));
    // For a field that we do not write.
    schemas.put("https://proj.org/schemas/v0.7/projjson.schema.json", "{}");
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas));
  }

  private static String text(String name) {
    try (InputStream in =
        StacSchemas.class.getResourceAsStream("/org/graticule/service/schema/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
