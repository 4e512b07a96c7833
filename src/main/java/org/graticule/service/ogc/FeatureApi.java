package org.graticule.service.ogc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.graticule.http.Json;

/**
 * What OGC API - Features can be asked here, as OpenAPI 3.0 in JSON: clients of that protocol read
 * from it how many features they may ask for. The whole contract is {@code /openapi.yaml}.
 */
final class FeatureApi {
  static final String TYPE = "application/vnd.oai.openapi+json;version=3.0";
  static final int MOST = 1_000;
  static final int USUAL = 100;

  private FeatureApi() {}

  static ObjectNode of(String base) {
    ObjectNode api = Json.object().put("openapi", "3.0.3");
    api.putObject("info").put("title", "Graticule: OGC API - Features").put("version", "1");
    api.putArray("servers").addObject().put("url", base);
    ObjectNode paths = api.putObject("paths");
    for (String path :
        new String[] {"/", "/conformance", "/collections", "/collections/{collectionId}"}) {
      answer(paths.putObject(path).putObject("get"));
    }
    ObjectNode items = paths.putObject("/collections/{collectionId}/items").putObject("get");
    ArrayNode parameters = items.putArray("parameters");
    parameters.addObject().put("$ref", "#/components/parameters/limit");
    for (String name : new String[] {"bbox", "bbox-crs", "crs", "datetime"}) {
      ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
      parameter.putObject("schema").put("type", "string");
    }
    answer(items);
    answer(paths.putObject("/collections/{collectionId}/items/{featureId}").putObject("get"));
    ObjectNode limit =
        api.putObject("components")
            .putObject("parameters")
            .putObject("limit")
            .put("name", "limit")
            .put("in", "query");
    limit
        .putObject("schema")
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", MOST)
        .put("default", USUAL);
    return api;
  }

  private static void answer(ObjectNode operation) {
    operation.putObject("responses").putObject("200").put("description", "as JSON");
  }
}
