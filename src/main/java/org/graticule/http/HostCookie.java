package org.graticule.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The cookies there are. Under https each is a {@code __Host-} cookie; over plain http, which the
 * server by itself speaks on loopback only, it has to go without that prefix and without Secure.
 */
public enum HostCookie {
  /** Carries a session's token. */
  SESSION("graticule", "graticule-session", CookieSameSite.STRICT),
  /** Comes back with somebody from an OpenID provider, which is another site. */
  DEPARTURE("graticule-departure", "graticule-departure", CookieSameSite.LAX);

  private static final int LONGEST = 128;
  private static final long DEPARTURE_SECONDS = 600;

  private final String secureName;
  private final String plainName;
  private final CookieSameSite sameSite;

  HostCookie(String secureName, String plainName, CookieSameSite sameSite) {
    this.secureName = "__Host-" + secureName;
    this.plainName = plainName;
    this.sameSite = sameSite;
  }

  Optional<String> of(HttpServerRequest request) {
    Cookie cookie = request.getCookie(secureName);
    if (cookie == null) {
      cookie = request.getCookie(plainName);
    }
    return Optional.ofNullable(cookie)
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
  }

  public String issue(String value, boolean secure) {
    Cookie cookie = cookie(value, secure);
    if (this == DEPARTURE) {
      cookie.setMaxAge(DEPARTURE_SECONDS);
    }
    return cookie.encode();
  }

  public String withdraw(boolean secure) {
    return cookie("", secure).setMaxAge(0).encode();
  }

  private Cookie cookie(String value, boolean secure) {
    return Cookie.cookie(secure ? secureName : plainName, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(sameSite);
  }
}
