package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;

/**
 * What a request offers in its Authorization header: {@code Bearer T}, or {@code Basic} with any
 * name and T as the password, which is what map programs speak.
 *
 * @param secret empty where the header cannot be read, which is as good as a wrong one
 * @param ambient whether a browser could have sent it without its page knowing
 */
record ApiKey(String secret, boolean ambient) {
  private static final int LONGEST = 512;
  private static final Pattern IN_URL = Pattern.compile("(?i)(^|&)access_token=|gr_[a-z0-9_-]{43}");

  static Optional<ApiKey> of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    return headers.isEmpty() ? Optional.empty() : Optional.of(read(headers));
  }

  /** An address ends up in logs and histories, so a secret in one has been given away. */
  static void refuseInUrl(HttpServerRequest request) {
    String query = request.query();
    if (query != null && IN_URL.matcher(query).find()) {
      throw Fault.malformed(
          "token-in-url", "A token belongs in the Authorization header; revoke this one.");
    }
  }

  /** Basic credentials may be a browser's own doing: then where it says it comes from counts. */
  void check(HttpServerRequest request, CrossSite crossSite) {
    boolean browser =
        request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
    if (ambient && browser) {
      crossSite.check(request);
    }
  }

  private static ApiKey read(List<String> headers) {
    String[] parts = headers.getFirst().strip().split(" +", 2);
    if (headers.size() > 1 || parts.length < 2 || parts[1].length() > LONGEST) {
      return new ApiKey("", true);
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> new ApiKey(parts[1], false);
      case "basic" -> new ApiKey(password(parts[1]), true);
      default -> new ApiKey("", true);
    };
  }

  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
