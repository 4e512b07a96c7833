package org.graticule.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One way into the system: method, path in the contract's form ({@code /scenes/{scene}}), the
 * action it needs, and what it does.
 *
 * @param headers of every answer on this way, refusals too
 * @param delay how long a request from an address waits before it is looked at
 * @param parameters all that the query may have; null where others are passed over
 */
public record Route(
    HttpMethod method,
    String path,
    Action action,
    Work work,
    Map<String, String> headers,
    Function<String, Duration> delay,
    @Nullable List<String> parameters) {

  /** How the log fares can be asked while it takes nothing: somebody has to mend it. */
  private static final String LOG_STATUS = "/api/v1/audit/status";

  /** Whether this way is closed while the log takes no events. */
  boolean needsLog() {
    return action.scope() != Action.Scope.OPEN && !path.equals(LOG_STATUS);
  }

  /** What a request is refused for before its body is read; null where nothing is wrong. */
  @Nullable Fault unfit(RoutingContext context) {
    if (Body.isEncoded(context.request())) {
      return Body.encoded();
    }
    if (parameters == null) {
      return null;
    }
    for (String name : context.queryParams().names()) {
      if (!parameters.contains(name)) {
        String known = parameters.isEmpty() ? "none" : String.join(", ", parameters);
        return Fault.malformed(
            "unknown-parameter",
            "there is no parameter \"" + Call.clip(name) + "\"; known: " + known);
      }
    }
    return null;
  }

  /** What a route does. */
  public sealed interface Work {}

  /** Ordinary work: may block, runs behind the API gate. */
  record Blocking(BlockingWork work) implements Work {}

  /** As {@link Blocking}, with the body streamed to a file first. */
  record Upload(UploadWork work) implements Work {}

  /** As {@link Blocking}, with the body handed on while it arrives. */
  record Stream(StreamWork work) implements Work {}

  /** The hot path: on the event loop, must never block; answers by itself. */
  record Direct(DirectWork work) implements Work {}

  /** Parse, one service call, a value. */
  @FunctionalInterface
  public interface BlockingWork {
    Reply answer(Call call) throws Exception;
  }

  /** An upload: {@link #admit} decides before a byte is read, {@link #answer} takes the file. */
  public interface UploadWork {
    /**
     * Called before the body is read.
     *
     * @return most bytes to take
     */
    long admit(Call call);

    Reply answer(Call call) throws Exception;
  }

  /** Work that takes its body piece by piece. */
  @FunctionalInterface
  public interface StreamWork {
    /** Called before the body is read: decides, and says where its bytes go. */
    Inflow admit(Call call) throws Exception;
  }

  /** Work on the event loop. */
  @FunctionalInterface
  public interface DirectWork {
    void answer(RoutingContext context, @Nullable Subject subject, Answers answers);
  }
}
