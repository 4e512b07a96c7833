package org.graticule.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graticule.fault.Fault;

/** The one table from faults to RFC 9457 problems. */
final class Problem {
  static final String TYPE = "application/problem+json";

  private Problem() {}

  static int status(Fault.Kind kind) {
    return switch (kind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case TIMEOUT -> 408;
      case CONFLICT -> 409;
      case PRECONDITION -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 415;
      case UNACCEPTABLE -> 422;
      case RATE -> 429;
      case CHECKSUM -> 460;
      case UNAVAILABLE -> 503;
      case RANGE -> 416;
      case STORAGE -> 507;
    };
  }

  static Reply of(Fault fault) {
    return hinted(
        of(status(fault.kind()), fault.code(), fault.getMessage(), fault.details()), fault);
  }

  /** With the headers that tell the caller what to do next. */
  static Reply hinted(Reply reply, Fault fault) {
    return switch (fault.kind()) {
      case UNAVAILABLE, RATE -> reply.with("Retry-After", "2");
      // Not Basic, which is taken as well: a browser would ask for a name and a password.
      case UNAUTHENTICATED -> reply.with("WWW-Authenticate", "Bearer realm=\"graticule\"");
      default -> reply;
    };
  }

  static Reply.Value of(int status, String code, String detail, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:graticule:problem:" + code);
    body.put("title", code.replace('-', ' '));
    body.put("status", status);
    body.put("code", code);
    body.put("detail", detail);
    body.putAll(more);
    return new Reply.Value(status, TYPE, body, Map.of());
  }
}
