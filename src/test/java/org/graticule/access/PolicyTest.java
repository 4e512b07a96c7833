package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Action.Scope;
import org.graticule.access.Policy.Decision;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.SegmentedLog;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.testing.SharedCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Role and mark, otherwise deny; what is hidden is told apart from what is forbidden. */
final class PolicyTest {
  private static final UUID HERE = UUID.randomUUID();
  private static final UUID ELSEWHERE = UUID.randomUUID();
  private static final int DOMINATED = 3;
  private static final int ABOVE = 4;

  @TempDir private static Path folder;
  private static SegmentedLog log;
  private static Database database;
  private static PolicyEpoch epoch;
  private static Policy policy;

  @BeforeAll
  static void open() throws IOException {
    log = new SegmentedLog(LogOptions.in(folder), AuditEvents.load(), Clock.systemUTC());
    database = Database.open(SharedCluster.get().database().roles(), 2, log);
    epoch = new PolicyEpoch(database);
    policy = new Policy(epoch);
  }

  @AfterAll
  static void close() throws IOException {
    epoch.close();
    database.close();
    log.close();
  }

  @Test
  void everyRoleAndActionInAProjectIsAllowedForbiddenOrHiddenAsTheTableSays() {
    for (Role role : Role.values()) {
      boolean member = role.kind() == Role.Kind.PROJECT;
      Subject subject = subject(member ? null : role, member ? Set.of(role) : Set.of());
      for (Action action : Action.values()) {
        if (action.scope() != Scope.PROJECT) {
          continue;
        }
        boolean may = RoleTest.may(role, action);
        Decision otherwise = member ? Decision.ROLE : Decision.NO_GRANT;
        assertThat(policy.decide(subject, action, HERE, DOMINATED))
            .as("%s %s", role, action)
            .isEqualTo(may ? Decision.ALLOW : otherwise);
        assertThat(policy.decide(subject, action, HERE))
            .as("%s %s on the project", role, action)
            .isEqualTo(may ? Decision.ALLOW : otherwise);
      }
    }
  }

  @Test
  void aMarkAboveHidesFromEveryMemberWhateverTheRole() {
    for (Role role : Role.values()) {
      if (role.kind() == Role.Kind.SYSTEM) {
        continue;
      }
      for (Action action : Action.values()) {
        if (action.scope() == Scope.PROJECT) {
          assertThat(policy.decide(subject(null, Set.of(role)), action, HERE, ABOVE))
              .as("%s %s", role, action)
              .isEqualTo(Decision.MARK);
        }
      }
    }
  }

  @Test
  void anotherProjectIsHiddenFromEveryMemberWhateverTheRole() {
    for (Role role : Role.values()) {
      if (role.kind() == Role.Kind.SYSTEM) {
        continue;
      }
      for (Action action : Action.values()) {
        if (action.scope() == Scope.PROJECT) {
          Subject subject = subject(null, Set.of(role));
          assertThat(policy.decide(subject, action, ELSEWHERE, DOMINATED))
              .as("%s %s", role, action)
              .isEqualTo(Decision.NO_GRANT);
        }
      }
    }
  }

  @Test
  void everyRoleAndActionOverTheSystemIsAllowedOrForbiddenAsTheTableSays() {
    for (Role role : Role.values()) {
      boolean system = role.kind() == Role.Kind.SYSTEM;
      Subject subject = subject(system ? role : null, system ? Set.of() : Set.of(role));
      for (Action action : Action.values()) {
        if (action.scope() != Scope.PROJECT) {
          boolean may = action.scope() == Scope.OPEN || RoleTest.may(role, action);
          assertThat(policy.decide(subject, action))
              .as("%s %s", role, action)
              .isEqualTo(may ? Decision.ALLOW : Decision.ROLE);
        }
      }
    }
  }

  @Test
  void rolesOnlyEverAdd() {
    for (Role one : Role.values()) {
      for (Role other : Role.values()) {
        if (one.kind() == Role.Kind.SYSTEM || other.kind() == Role.Kind.SYSTEM) {
          continue;
        }
        Subject both = subject(null, Set.copyOf(EnumSet.of(one, other)));
        for (Action action : Action.values()) {
          if (action.scope() == Scope.PROJECT) {
            boolean may = RoleTest.may(one, action) || RoleTest.may(other, action);
            assertThat(policy.decide(both, action, HERE, DOMINATED) == Decision.ALLOW)
                .as("%s and %s %s", one, other, action)
                .isEqualTo(may);
          }
        }
      }
    }
  }

  @Test
  void whatIsHiddenIsAnsweredAsIfItWereNotThereAndTheRuleIsOnlyForTheLog() {
    Fault absent = Fault.notFound();
    Subject viewer = subject(null, Set.of(Role.VIEWER));
    assertHidden(() -> policy.require(viewer, Action.TILE_READ, HERE, ABOVE), absent, "mark");
    assertHidden(
        () -> policy.require(viewer, Action.TILE_READ, ELSEWHERE, DOMINATED), absent, "no-grant");
    assertHidden(() -> policy.require(viewer, Action.LABEL_WRITE, HERE, ABOVE), absent, "mark");
  }

  @Test
  void whatIsSeenButNotPermittedIsForbidden() {
    Subject viewer = subject(null, Set.of(Role.VIEWER));
    assertThatThrownBy(() -> policy.require(viewer, Action.LABEL_WRITE, HERE, DOMINATED))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
              assertThat(fault.code()).isEqualTo("not-permitted");
              assertThat(fault.deniedBy()).contains("role");
            });
    assertThatCode(() -> policy.require(viewer, Action.TILE_READ, HERE, DOMINATED))
        .doesNotThrowAnyException();
  }

  @Test
  void aSourceOfThePolicyThatIsGoneForFiveSecondsStopsEveryDecision() throws Exception {
    Database own = Database.open(SharedCluster.get().database().roles(), 2, log);
    try (PolicyEpoch cut = new PolicyEpoch(own)) {
      Policy stale = new Policy(cut);
      Subject viewer = subject(null, Set.of(Role.VIEWER));
      assertThat(stale.decide(viewer, Action.TILE_READ, HERE, DOMINATED)).isEqualTo(Decision.ALLOW);
      own.close();
      Thread.sleep(6_000);
      assertThatThrownBy(() -> stale.decide(viewer, Action.TILE_READ, HERE, DOMINATED))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE);
                assertThat(fault.code()).isEqualTo("policy-stale");
              });
    }
  }

  private static void assertHidden(Runnable work, Fault absent, String rule) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(absent.kind());
              assertThat(fault.code()).isEqualTo(absent.code());
              assertThat(fault.getMessage()).isEqualTo(absent.getMessage());
              assertThat(fault.details()).isEqualTo(absent.details());
              assertThat(fault.deniedBy()).contains(rule);
            });
  }

  private static Subject subject(@Nullable Role system, Set<Role> here) {
    BitSet marks = new BitSet();
    marks.set(DOMINATED);
    return new Subject(
        UUID.randomUUID(),
        "petra",
        "Petra",
        system,
        here.isEmpty() ? Map.of() : Map.of(HERE, here),
        1,
        Set.of(),
        marks,
        new Origin("7", "petra", "192.0.2.9", null));
  }
}
