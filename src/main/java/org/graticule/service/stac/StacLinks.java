package org.graticule.service.stac;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.graticule.http.Json;

/** Addresses of the catalogue and links to them. */
final class StacLinks {
  static final String JSON = "application/json";
  static final String GEOJSON = "application/geo+json";

  private StacLinks() {}

  static String landing(String root) {
    return root + "/api/v1/stac";
  }

  static String collection(String root, UUID project) {
    return landing(root) + "/collections/" + project;
  }

  static ObjectNode link(String rel, String href, String type) {
    return Json.object().put("rel", rel).put("href", href).put("type", type);
  }
}
