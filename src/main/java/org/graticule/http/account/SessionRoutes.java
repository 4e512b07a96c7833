package org.graticule.http.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Role;
import org.graticule.access.Sessions;
import org.graticule.access.Subject;
import org.graticule.access.Vocabulary;
import org.graticule.config.Settings;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.SessionCookie;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/about} and {@code /api/v1/session}. */
public final class SessionRoutes implements Routes.Module {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_PASSWORD = 1024;

  private final Sessions sessions;
  private final Vocabulary vocabulary;
  private final Settings settings;
  private final String version;

  public SessionRoutes(
      Sessions sessions, Vocabulary vocabulary, Settings settings, String version) {
    this.sessions = sessions;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.version = version;
  }

  record About(String name, String version, MarkView mark, String notice) {}

  record SignIn(String username, String password, boolean noticeAcknowledged) {}

  record RoleInProject(UUID project, String role) {}

  record SessionView(
      String username,
      String displayName,
      String systemRole,
      MarkView mark,
      List<RoleInProject> roles,
      List<String> actions,
      Optional<Instant> lastSignIn,
      @Nullable Integer failuresSince,
      long idleSeconds,
      Instant expires) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/about", Action.PUBLIC, this::about)
        .get("/api/v1/session", Action.SESSION, this::current)
        .post("/api/v1/session", Action.PUBLIC, this::signIn)
        .delete("/api/v1/session", Action.SESSION, this::signOut);
  }

  private Reply about(Call call) {
    int highest = vocabulary.levels().size() - 1;
    return Reply.ok(
        new About("Graticule", version, MarkView.ofLevel(vocabulary, highest), settings.notice()));
  }

  private Reply current(Call call) {
    Sessions.State state = sessions.state(call.token()).orElseThrow(Fault::notFound);
    return Reply.ok(view(call.subject(), state.expires(), null, null));
  }

  private Reply signIn(Call call) {
    SignIn form = call.body(SignIn.class);
    if (form.username() == null || form.username().length() > LONGEST_NAME) {
      throw Fault.malformed(
          "bad-username", "username must have 1 to " + LONGEST_NAME + " characters");
    }
    if (form.password() == null
        || form.password().length() > LONGEST_PASSWORD
        || form.password().indexOf('\0') >= 0) {
      throw Fault.malformed(
          "bad-password",
          "password must have 1 to " + LONGEST_PASSWORD + " characters, none of them NUL");
    }
    if (!form.noticeAcknowledged()) {
      throw Fault.unacceptable(
          "notice-not-acknowledged",
          "notice_acknowledged must be true: read the notice of use first");
    }
    Sessions.SignedIn signedIn = sessions.signIn(form.username(), form.password(), call.source());
    return Reply.ok(
            view(signedIn.subject(), signedIn.expires(), signedIn.previous(), signedIn.failures()))
        .with("Set-Cookie", SessionCookie.issue(signedIn.token(), settings.secure()));
  }

  private Reply signOut(Call call) {
    sessions.signOut(call.token(), call.subject());
    return Reply.noContent()
        .with("Set-Cookie", SessionCookie.withdraw(settings.secure()))
        .with("Clear-Site-Data", "\"cache\"");
  }

  private SessionView view(
      Subject subject, Instant expires, @Nullable Instant previous, @Nullable Integer failures) {
    List<RoleInProject> roles =
        subject.roles().entrySet().stream()
            .flatMap(entry ->
                entry.getValue().stream()
                    .map(role -> new RoleInProject(entry.getKey(), role.label())))
            .sorted(Comparator.comparing(RoleInProject::role))
            .toList();
    Set<Action> actions = subject.systemActions();
    return new SessionView(
        subject.username(),
        subject.displayName(),
        Optional.ofNullable(subject.systemRole()).map(Role::label).orElse("none"),
        MarkView.ofLevel(vocabulary, Math.max(0, subject.level())),
        roles,
        actions.stream().map(Enum::name).sorted().toList(),
        Optional.ofNullable(previous),
        failures,
        sessions.idle().toSeconds(),
        expires);
  }
}
