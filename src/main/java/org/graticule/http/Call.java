package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.graticule.access.Sessions;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One request as a route sees it: who asks, and its parameters, parsed or refused. Confined to one
 * request.
 */
public final class Call {
  private static final List<String> FORMS =
      List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  private final RoutingContext context;
  private final @Nullable Subject subject;
  private final Proxies proxies;
  private final byte[] body;
  private final @Nullable Path upload;
  private volatile @Nullable Consumer<Subject> whileSending;

  Call(
      RoutingContext context,
      @Nullable Subject subject,
      Proxies proxies,
      byte[] body,
      @Nullable Path upload) {
    this.context = context;
    this.subject = subject;
    this.proxies = proxies;
    this.body = body;
    this.upload = upload;
  }

  /** Who asks; only routes that are PUBLIC have nobody. */
  public Subject subject() {
    if (subject == null) {
      throw new IllegalStateException("a PUBLIC route has no subject");
    }
    return subject;
  }

  /**
   * What decides anew while the answer is being sent, for one that may take long: it is cut off
   * once this refuses.
   *
   * @param check throws where the subject, who is the caller with the rights of then, may not have
   *     the answer
   */
  public void whileSending(Consumer<Subject> check) {
    whileSending = check;
  }

  Optional<Consumer<Subject>> whileSending() {
    return Optional.ofNullable(whileSending);
  }

  /** The address of the caller, as the log writes it. */
  public String source() {
    return proxies.source(context.request());
  }

  /** Who asks for a session. */
  public Sessions.Caller caller() {
    return new Sessions.Caller(source(), header("User-Agent").orElse(""));
  }

  /**
   * The certificate the caller showed, checked now.
   *
   * @return empty where there is none
   * @throws CertificateException where it is not good, saying why
   */
  public Optional<X509Certificate> certificate() throws CertificateException {
    return proxies.certificate(context.request());
  }

  /** A header of the request; where it is given twice, the first. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** An id in the path. Anything that is not a UUID cannot exist, so it is not found. */
  public UUID id(String name) {
    try {
      return UUID.fromString(text(name));
    } catch (IllegalArgumentException e) {
      throw Fault.notFound();
    }
  }

  /** A whole number in the path, not negative. */
  public int whole(String name) {
    String text = text(name);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-number", name + " \"" + clip(text) + "\" must be 0 to 2147483647");
  }

  public String text(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return withoutNul("bad-path", name, value);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParams().get(name))
        .filter(s -> !s.isEmpty())
        .map(value -> withoutNul("bad-query", name, value));
  }

  /** PostgreSQL stores no NUL, so no name can have one. */
  private static String withoutNul(String code, String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Fault.malformed(code, name + " must not contain NUL");
    }
    return value;
  }

  /**
   * Refuses a query that filters by anything else: it would be answered as if it did not.
   *
   * @throws Fault unacceptable, {@code unknown-field}
   */
  public void filtersBy(String... names) {
    for (String name : context.queryParams().names()) {
      if (!List.of(names).contains(name)) {
        throw Fault.unacceptable(
            "unknown-field",
            "there is no filter \"" + clip(name) + "\"; known: " + String.join(", ", names));
      }
    }
  }

  /** A whole number in the query within a range. */
  public int query(String name, int fallback, int least, int most) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed(
        "bad-number", name + " \"" + clip(text.get()) + "\" must be " + least + " to " + most);
  }

  public Optional<UUID> queryId(String name) {
    return query(name)
        .map(text -> {
          try {
            return UUID.fromString(text);
          } catch (IllegalArgumentException e) {
            throw Fault.malformed("bad-id", name + " \"" + clip(text) + "\" is not a UUID");
          }
        });
  }

  public Optional<Instant> queryInstant(String name) {
    return query(name).map(text -> Times.instant(name, text));
  }

  /** The parameters of the query by name; of those given twice, the first. */
  public Map<String, String> queries() {
    Map<String, String> all = new TreeMap<>();
    context.queryParams().forEach(p -> all.putIfAbsent(p.getKey(), p.getValue()));
    return all;
  }

  HttpServerRequest request() {
    return context.request();
  }

  /** The JSON body as a value; nothing that a form of another site could have sent. */
  public <T> T body(Class<T> type) {
    String content = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (FORMS.stream().anyMatch(content::startsWith)) {
      throw new Fault(
          Fault.Kind.UNSUPPORTED,
          "not-json",
          "Content-Type \"" + clip(content) + "\" must be application/json");
    }
    return Json.read(body, type);
  }

  /** The whole body. */
  public byte[] bytes() {
    return body;
  }

  /** The session's token, for signing out. */
  public String token() {
    return cookie(HostCookie.SESSION).orElseThrow(Fault::notFound);
  }

  public Optional<String> cookie(HostCookie cookie) {
    return cookie.of(context.request());
  }

  /** The file an upload route received; the receiver owns it now. */
  public Path upload() {
    if (upload == null) {
      throw new IllegalStateException("not an upload route");
    }
    return upload;
  }

  static String clip(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
