package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.UUID;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class LeasesTest {
  private static final String SQUARE = "[[[10,10],[20,10],[20,20],[10,20],[10,10]]]";

  private final UUID oneTab = UUID.randomUUID();
  private final UUID otherTab = UUID.randomUUID();
  private LabelWorld world;

  @BeforeAll
  void open() {
    world = new LabelWorld(4);
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void anotherTabOfTheSamePersonIsToldAndTheOldTabCannotSaveOnceItIsTaken() {
    Subject ann = world.annotator("ann");
    UUID scene = world.scene("OPEN");
    long old = world.leases.take(ann, scene, oneTab, false).token();
    assertThat(code(() -> world.leases.take(ann, scene, otherTab, false))).isEqualTo("lease-held");
    save(ann, scene, old);
    long fresh = world.leases.take(ann, scene, otherTab, true).token();
    assertThat(fresh).isGreaterThan(old);
    long revisions = world.revisions();
    assertThat(code(() -> save(ann, scene, old))).isEqualTo("lease-lost");
    assertThat(code(() -> world.leases.renew(ann, scene, old))).isEqualTo("lease-lost");
    assertThat(code(() -> save(ann, scene, null))).isEqualTo("lease-required");
    assertThat(world.revisions()).isEqualTo(revisions);
    save(ann, scene, fresh);
    world.leases.release(ann, scene, old);
    save(ann, scene, fresh);
    world.leases.release(ann, scene, fresh);
    save(ann, scene, null);
  }

  @Test
  void theSameTabComesBackUnasked() {
    Subject ann = world.annotator("ann");
    UUID scene = world.scene("OPEN");
    long first = world.leases.take(ann, scene, oneTab, false).token();
    assertThat(world.leases.take(ann, scene, oneTab, false).token()).isGreaterThan(first);
  }

  @Test
  void twoPeopleSitAtOneSceneAndSeeEachOther() {
    Subject ann = world.annotator("ann");
    Subject bob = world.annotator("bob");
    UUID scene = world.scene("OPEN");
    long hers = world.leases.take(ann, scene, oneTab, false).token();
    long his = world.leases.take(bob, scene, oneTab, false).token();
    save(ann, scene, hers);
    save(bob, scene, his);
    assertThat(code(() -> save(bob, scene, hers))).isEqualTo("lease-lost");
    assertThat(world.leases.at(ann, scene))
        .extracting(Lease::username)
        .containsExactly("ann", "bob");
  }

  @Test
  void aSeatThatRanOutIsStillItsHoldersUntilSomebodyElseTakesIt() {
    Subject ann = world.annotator("ann");
    UUID scene = world.scene("OPEN");
    long asleep = world.leases.take(ann, scene, oneTab, false).token();
    world.furnishing.write(tx ->
        tx.handle()
            .createUpdate("update content.lease set expires_at = taken_at where scene = :scene")
            .bind("scene", scene)
            .execute());
    save(ann, scene, null);
    save(ann, scene, asleep);
    assertThat(code(() -> save(ann, scene, null))).isEqualTo("lease-required");
  }

  @Test
  void aHiddenSceneHasNoSeatsAndAViewerNone() {
    UUID hidden = world.scene("SEALED//CEDAR");
    Subject ann = world.annotator("ann");
    assertThat(code(() -> world.leases.take(ann, hidden, oneTab, false))).isEqualTo("not-found");
    assertThat(code(() -> world.leases.at(ann, hidden))).isEqualTo("not-found");
    Subject viewer = world.person("vic", Role.VIEWER, "OPEN");
    UUID scene = world.scene("OPEN");
    assertThat(
            catchThrowableOfType(Fault.class, () -> world.leases.take(viewer, scene, oneTab, false))
                .kind())
        .isEqualTo(Fault.Kind.FORBIDDEN);
    assertThat(world.leases.at(viewer, scene)).isEmpty();
  }

  private void save(Subject by, UUID scene, Long lease) {
    Batch batch = LabelsTest.batch(LabelsTest.create(UUID.randomUUID(), SQUARE));
    world.labels.save(by, scene, new Batch(batch.entries(), List.of(), lease));
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
