package org.graticule.http.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Session;
import org.graticule.access.Sessions;
import org.graticule.http.Call;
import org.graticule.http.HostCookie;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** Sessions as things to look at and to end: one's own, and those of the accounts one keeps. */
public final class SessionListRoutes implements Routes.Module {
  private static final String OWN = "/api/v1/sessions";
  private static final String OTHERS = "/api/v1/accounts/{username}/sessions";

  private final Sessions sessions;
  private final Policy policy;

  public SessionListRoutes(Sessions sessions, Policy policy) {
    this.sessions = sessions;
    this.policy = policy;
  }

  record Row(
      UUID id,
      String way,
      String source,
      String agent,
      Instant created,
      Instant seen,
      Instant expires,
      boolean current) {}

  record SessionList(List<Row> sessions) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(OWN, Action.SESSION, call -> list(call, sessions.list(call.subject())))
        .delete(OWN + "/{session}", Action.SESSION, this::end)
        .get(OTHERS, Action.ACCOUNT_READ, this::listOthers)
        .delete(OTHERS + "/{session}", Action.ACCOUNT_CHANGE, this::endOthers);
  }

  private Reply end(Call call) {
    sessions.end(call.subject(), call.id("session"));
    return Reply.noContent();
  }

  private Reply listOthers(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_READ);
    return list(call, sessions.list(call.subject(), call.text("username")));
  }

  private Reply endOthers(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_CHANGE);
    sessions.end(call.subject(), call.text("username"), call.id("session"));
    return Reply.noContent();
  }

  private Reply list(Call call, List<Session> found) {
    Optional<UUID> current =
        call.cookie(HostCookie.SESSION).flatMap(sessions::session).map(Session::id);
    return Reply.ok(
        new SessionList(
            found.stream()
                .map(s ->
                    new Row(
                        s.id(),
                        s.way().label(),
                        s.source(),
                        s.agent(),
                        s.created(),
                        s.seen(),
                        s.expires(),
                        current.filter(s.id()::equals).isPresent()))
                .toList()));
  }
}
