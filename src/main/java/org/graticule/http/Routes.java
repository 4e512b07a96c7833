package org.graticule.http;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.graticule.access.Action;
import org.jspecify.annotations.Nullable;

/** Collects the routes of every feature. A route without an action cannot be written. */
public final class Routes {
  private final List<Route> all = new ArrayList<>();
  private Map<String, String> headers = Map.of();
  private Function<String, Duration> delay = source -> Duration.ZERO;
  private @Nullable List<String> parameters;

  /** A feature's routes. */
  @FunctionalInterface
  public interface Module {
    void addTo(Routes routes);
  }

  public static Routes of(List<Module> modules) {
    Routes routes = new Routes();
    for (Module module : modules) {
      routes.headers = Map.of();
      routes.delay = source -> Duration.ZERO;
      routes.parameters = null;
      module.addTo(routes);
    }
    return routes;
  }

  /** Headers of every answer of the routes that follow in this module. */
  public Routes answering(Map<String, String> more) {
    headers = Map.copyOf(more);
    return this;
  }

  /** Requests to the routes that follow in this module wait, by the address they come from. */
  public Routes delaying(Function<String, Duration> by) {
    delay = by;
    return this;
  }

  /**
   * All that the query of the routes that follow in this module may have: a request with another
   * parameter is refused, not answered as if it had none.
   */
  public Routes asking(String... only) {
    parameters = List.of(only);
    return this;
  }

  public Routes get(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.GET, path, action, new Route.Blocking(work));
  }

  public Routes post(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.POST, path, action, new Route.Blocking(work));
  }

  public Routes put(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.PUT, path, action, new Route.Blocking(work));
  }

  public Routes patch(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.PATCH, path, action, new Route.Blocking(work));
  }

  public Routes delete(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.DELETE, path, action, new Route.Blocking(work));
  }

  public Routes upload(String path, Action action, Route.UploadWork work) {
    return add(HttpMethod.POST, path, action, new Route.Upload(work));
  }

  public Routes head(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.HEAD, path, action, new Route.Blocking(work));
  }

  public Routes options(String path, Action action, Route.BlockingWork work) {
    return add(HttpMethod.OPTIONS, path, action, new Route.Blocking(work));
  }

  /** A route that takes its body while it arrives. */
  public Routes stream(HttpMethod method, String path, Action action, Route.StreamWork work) {
    return add(method, path, action, new Route.Stream(work));
  }

  public Routes direct(String path, Action action, Route.DirectWork work) {
    return add(HttpMethod.GET, path, action, new Route.Direct(work));
  }

  public List<Route> all() {
    return List.copyOf(all);
  }

  private Routes add(HttpMethod method, String path, Action action, Route.Work work) {
    all.add(new Route(method, path, action, work, headers, delay, parameters));
    return this;
  }
}
