package org.graticule.http.account;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Role;
import org.graticule.access.Session;
import org.graticule.access.Strength;
import org.graticule.access.Subject;
import org.graticule.access.Vocabulary;
import org.graticule.http.MarkView;

/** A session as its own page sees it. */
record SessionView(
    UUID id,
    String username,
    String displayName,
    String systemRole,
    MarkView mark,
    List<RoleInProject> roles,
    List<String> actions,
    Optional<Instant> lastSignIn,
    int failuresSince,
    String way,
    boolean strong,
    Optional<URI> signOut,
    long idleSeconds,
    Instant expires) {

  record RoleInProject(UUID project, String role) {}

  /**
   * @param signOut where to go after signing out here
   */
  static SessionView of(
      Subject subject,
      Session session,
      Strength strength,
      Vocabulary vocabulary,
      Optional<URI> signOut,
      long idleSeconds) {
    List<RoleInProject> roles =
        subject.roles().entrySet().stream()
            .flatMap(entry ->
                entry.getValue().stream()
                    .map(role -> new RoleInProject(entry.getKey(), role.label())))
            .sorted(Comparator.comparing(RoleInProject::role))
            .toList();
    return new SessionView(
        session.id(),
        subject.username(),
        subject.displayName(),
        Optional.ofNullable(subject.systemRole()).map(Role::label).orElse("none"),
        MarkView.ofLevel(vocabulary, Math.max(0, subject.level())),
        roles,
        subject.systemActions().stream().map(Action::name).sorted().toList(),
        Optional.ofNullable(session.previous()),
        session.failures(),
        session.way().label(),
        strength.strong(session),
        signOut,
        idleSeconds,
        session.expires());
  }
}
