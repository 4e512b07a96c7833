package org.graticule.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The cookie that carries a session's token. Under https it is a {@code __Host-} cookie; over plain
 * http, which the server only speaks on loopback, it has to go without that prefix and without
 * Secure.
 */
public final class SessionCookie {
  private static final String SECURE = "__Host-graticule";
  private static final String PLAIN = "graticule-session";
  private static final int LONGEST = 128;

  private SessionCookie() {}

  static Optional<String> token(HttpServerRequest request) {
    Cookie cookie = request.getCookie(SECURE);
    if (cookie == null) {
      cookie = request.getCookie(PLAIN);
    }
    return Optional.ofNullable(cookie)
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
  }

  public static String issue(String token, boolean secure) {
    return cookie(token, secure).encode();
  }

  public static String withdraw(boolean secure) {
    return cookie("", secure).setMaxAge(0).encode();
  }

  private static Cookie cookie(String token, boolean secure) {
    return Cookie.cookie(secure ? SECURE : PLAIN, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT);
  }
}
