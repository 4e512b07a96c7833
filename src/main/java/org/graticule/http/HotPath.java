package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.graticule.access.Subject;

/**
 * A short way past the router for the few requests that come by the thousand and can be answered
 * from memory. Runs on the event loop and must never block. Whatever is not plain sailing (somebody
 * unknown, a denial, a thing not in memory, an error) takes the ordinary way, which gives the same
 * answer.
 */
@FunctionalInterface
public interface HotPath {
  /** Nothing goes past the router. */
  HotPath NONE = request -> false;

  /**
   * @return false, having done nothing, where the request has to take the ordinary way
   */
  boolean serve(Request request);

  /** A GET request that has not been routed yet. */
  interface Request {
    HttpServerRequest http();

    /** Who asks, if that can be told from memory. */
    Optional<Subject> subject();

    /** Puts the headers that every answer has. */
    void putHeaders();

    /** Routes it after all, although {@link HotPath#serve} has taken it. */
    void takeOrdinaryWay();
  }
}
