package org.graticule.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers of every answer: nothing foreign runs, nothing is framed, nothing is kept unless a route
 * says so.
 */
final class SecurityHeaders {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Map<CharSequence, CharSequence> headers = new LinkedHashMap<>();

  SecurityHeaders(boolean secure) {
    put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    put("X-Content-Type-Options", "nosniff");
    put("X-Frame-Options", "DENY");
    put("Referrer-Policy", "no-referrer");
    put("Cross-Origin-Opener-Policy", "same-origin");
    put("Cross-Origin-Resource-Policy", "same-origin");
    put("X-Permitted-Cross-Domain-Policies", "none");
    put("Origin-Agent-Cluster", "?1");
    put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    put("Cache-Control", "no-store");
    if (secure) {
      put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
  }

  /** As bytes once, not at every answer. */
  private void put(String name, String value) {
    headers.put(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
  }

  /** To an answer that has no headers yet. */
  void put(MultiMap answer) {
    headers.forEach(answer::add);
  }
}
