package org.graticule.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graticule.testing.SharedCluster;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What a database must be before anything is served from it. */
final class PreflightTest {
  private final SharedCluster.Addresses addresses = SharedCluster.get().database();

  @Test
  void aMigratedDatabaseIsSafeAndEveryContentTableBehindAForcedPolicy() {
    assertThat(Preflight.problems(addresses.roles(), false)).isEmpty();
  }

  @Test
  void aDatabaseThatMayForgetWhatItAcknowledgedIsRefusedUnlessThatIsWanted() {
    // The cluster of the tests does not wait for the disk.
    assertThat(Preflight.problems(addresses.roles(), true))
        .containsExactly(
            "fsync is off: what was acknowledged may be lost",
            "full_page_writes is off: what was acknowledged may be lost",
            "synchronous_commit is off: what was acknowledged may be lost");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    try (Handle owner = open(addresses.owner())) {
      owner.execute("create table content.forgotten (id int)");
      owner.execute("alter table content.scene no force row level security");
      owner.execute("alter table content.job disable row level security");
      owner.execute("grant select on content.scene to " + addresses.roles().registrar().user());
      owner.execute("grant select on authz.ticket to " + addresses.roles().app().user());
    }
    assertThatThrownBy(() -> Preflight.require(addresses.roles(), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "table content.forgotten has no forced row policy",
            "table content.scene has no forced row policy",
            "table content.job has no forced row policy",
            "role graticule_registrar can reach content.scene",
            "role graticule_app can reach authz.ticket");
  }

  @Test
  void rolesThatMayDoMoreThanTheyNeedAreRefused() {
    assertThat(
            Preflight.problems(new DatabaseRoles(addresses.superuser(), addresses.owner()), false))
        .contains(
            "role graticule_root is a superuser",
            "role graticule_root bypasses row-level security",
            "role graticule_owner owns tables",
            "role graticule_owner owns a schema");
    assertThat(
            Preflight.problems(
                new DatabaseRoles(addresses.roles().app(), addresses.roles().app()), false))
        .contains("db.user and db.registrar are one role, graticule_app");
  }

  private static Handle open(DatabaseAddress address) {
    return Jdbi.create(address.url(), address.user(), address.password().reveal()).open();
  }
}
