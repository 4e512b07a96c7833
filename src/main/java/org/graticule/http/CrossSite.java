package org.graticule.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.graticule.fault.Fault;

/**
 * Refuses unsafe requests that another site could have made a browser send: they must carry our own
 * header, which no form can, and where the browser says where they come from it must be here.
 */
final class CrossSite {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Optional<URI> publicUrl;

  CrossSite(Optional<URI> publicUrl) {
    this.publicUrl = publicUrl;
  }

  void check(HttpServerRequest request) {
    if (SAFE.contains(request.method())) {
      return;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean ours =
        request.getHeader("X-Graticule") != null
            && (site == null || site.equals("same-origin"))
            && (origin == null || isOurs(origin, request));
    if (!ours) {
      throw Fault.forbidden(
              "csrf",
              "A request that changes something must carry the header X-Graticule and come from"
                  + " this site.")
          .deniedBy("csrf");
    }
  }

  private boolean isOurs(String origin, HttpServerRequest request) {
    if (publicUrl.isPresent()) {
      return origin.equals(publicUrl.get().toString().replaceAll("/$", ""));
    }
    return request.authority() != null && origin.equals("http://" + request.authority());
  }
}
