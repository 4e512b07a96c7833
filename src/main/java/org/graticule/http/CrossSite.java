package org.graticule.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.graticule.fault.Fault;

/**
 * Refuses unsafe requests that another site could have made a browser send: they must carry our own
 * header, which no form can, and where the browser says where they come from it must be here.
 */
final class CrossSite {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Site site;

  CrossSite(Site site) {
    this.site = site;
  }

  void check(HttpServerRequest request) {
    if (SAFE.contains(request.method())) {
      return;
    }
    String from = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean ours =
        request.getHeader("X-Graticule") != null
            && (from == null || from.equals("same-origin"))
            && (origin == null || site.isOrigin(origin, request));
    if (!ours) {
      throw Fault.forbidden(
              "csrf",
              "A request that changes something must carry the header X-Graticule and come from"
                  + " this site.")
          .deniedBy("csrf");
    }
  }
}
