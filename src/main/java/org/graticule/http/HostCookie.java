package org.graticule.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Optional<String> alone = alone(request.getHeader(HttpHeaders.COOKIE));
    if (alone.isPresent()) {
      return alone;
    }
    Cookie cookie = request.getCookie(secureName);
    if (cookie == null) {
      cookie = request.getCookie(plainName);
    }
    return Optional.ofNullable(cookie)
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
  }

  /**
   * The value where the header is this cookie and nothing else, as a browser of the page and most
   * clients send it: taking cookies apart is a fifth of what our own code does for a tile.
   */
  Optional<String> alone(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    int value = header.indexOf('=') + 1;
    if (!isName(header, value - 1)
        || value == header.length()
        || header.length() - value > LONGEST) {
      return Optional.empty();
    }
    for (int i = value; i < header.length(); i++) {
      char c = header.charAt(i);
      if (!(c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '-'
          || c == '_')) {
        return Optional.empty();
      }
    }
    return Optional.of(header.substring(value));
  }

  private boolean isName(String header, int length) {
    return length == secureName.length() && header.startsWith(secureName)
        || length == plainName.length() && header.startsWith(plainName);
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
