package org.graticule.http;

import io.vertx.core.MultiMap;

/**
 * Headers of every answer: nothing foreign runs, nothing is framed, nothing is kept unless a route
 * says so.
 */
final class SecurityHeaders {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final boolean secure;

  SecurityHeaders(boolean secure) {
    this.secure = secure;
  }

  void put(MultiMap headers) {
    headers
        .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .set("Cache-Control", "no-store");
    if (secure) {
      headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
  }
}
