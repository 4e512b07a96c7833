package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class NotesTest {
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
  void aNoteIsPinnedOnceSettledByAnybodyAndRewordedByItsAuthorOnly() {
    Subject ann = world.annotator("ann");
    Subject ben = world.annotator("ben");
    UUID scene = world.scene("OPEN");
    UUID id = UUID.randomUUID();
    Note first = world.notes.create(ann, scene, id, 12.5, -3, "Is this a quay?");
    assertThat(world.notes.create(ann, scene, id, 12.5, -3, "Is this a quay?")).isEqualTo(first);
    assertThat(world.notes.change(ben, scene, id, null, true).done()).isTrue();
    assertThat(code(() -> world.notes.change(ben, scene, id, "No", null)))
        .isEqualTo("note-forbidden");
    world.notes.change(ann, scene, id, "It is a quay.", null);
    assertThat(world.notes.of(ben, scene))
        .singleElement()
        .satisfies(note -> {
          assertThat(note.text()).isEqualTo("It is a quay.");
          assertThat(note.done()).isTrue();
          assertThat(note.x()).isEqualTo(12.5);
        });
  }

  @Test
  void anEmptyOrEndlessNoteIsRefused() {
    Subject ann = world.annotator("ann");
    UUID scene = world.scene("OPEN");
    for (String text : new String[] {" ", "x".repeat(2_001)}) {
      assertThat(code(() -> world.notes.create(ann, scene, UUID.randomUUID(), 0, 0, text)))
          .isEqualTo("bad-text");
    }
    assertThat(world.notes.of(ann, scene)).isEmpty();
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
