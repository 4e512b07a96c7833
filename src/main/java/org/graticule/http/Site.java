package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;

/**
 * The address that links begin with. The one that is set, or else, which is for loopback only, the
 * one that the caller used. Immutable.
 */
public final class Site {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.\\[\\]:-]{1,253}");

  private final Optional<String> fixed;
  private final String scheme;

  /**
   * @param scheme of addresses where none is set
   */
  public Site(Optional<URI> publicUrl, String scheme) {
    this.scheme = scheme;
    this.fixed = publicUrl.map(url -> url.toString().replaceAll("/+$", ""));
  }

  /** Without a slash at the end. */
  public String root(Call call) {
    return root(call.request());
  }

  /** For routes that answer by themselves. */
  public String root(RoutingContext context) {
    return root(context.request());
  }

  /** Whether an Origin header names this site. */
  boolean isOrigin(String origin, HttpServerRequest request) {
    return fixed
        .map(origin::equals)
        .orElseGet(() ->
            request.authority() != null && origin.equals(scheme + "://" + request.authority()));
  }

  private String root(HttpServerRequest request) {
    return fixed.orElseGet(() -> {
      String authority = request.authority() == null ? "" : request.authority().toString();
      if (!AUTHORITY.matcher(authority).matches()) {
        throw Fault.malformed("bad-host", "the header Host must name a host");
      }
      return scheme + "://" + authority;
    });
  }
}
