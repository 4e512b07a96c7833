package org.graticule.label;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.jspecify.annotations.Nullable;

/** Notes pinned to places of scenes; each is as secret as its scene. Thread-safe. */
public final class Notes {
  private static final int LONGEST = 2_000;

  private final Database database;
  private final WholeScenes scenes;
  private final Clock clock;
  private final NoteStore store = new NoteStore();

  public Notes(Database database, Policy policy, SceneCatalogue catalogue, Clock clock) {
    this.database = database;
    this.scenes = new WholeScenes(policy, catalogue);
    this.clock = clock;
  }

  List<Note> of(Subject by, UUID sceneId) {
    Scene scene = scenes.get(by, Action.LABEL_READ, sceneId);
    return database
        .as(by)
        .read(tx -> {
          List<Note> notes = store.of(tx, sceneId);
          tx.record(
              WholeScenes.event("note.read", by, scene).fact("count", notes.size()).at(clock));
          return notes;
        });
  }

  /**
   * Pins a note.
   *
   * @param id chosen by the caller, so that a repeated request pins nothing twice
   */
  Note create(Subject by, UUID sceneId, UUID id, double x, double y, String text) {
    Scene scene = scenes.get(by, Action.LABEL_WRITE, sceneId);
    checkText(text);
    Note note = new Note(id, x, y, text, false, by.account(), by.username(), now(), now());
    return database
        .as(by)
        .write(tx -> {
          if (!store.insert(tx, scene.project(), sceneId, note)) {
            return store
                .find(tx, sceneId, id)
                .orElseThrow(() -> Fault.unacceptable("bad-id", "this id is another note's"));
          }
          tx.record(
              WholeScenes.event("note.created", by, scene).fact("note", id.toString()).at(clock));
          return note;
        });
  }

  /**
   * Settles a note, takes it up again, or rewords it.
   *
   * @param text null to keep it; only its author may change it
   * @param done null to leave it
   */
  Note change(Subject by, UUID sceneId, UUID id, @Nullable String text, @Nullable Boolean done) {
    Scene scene = scenes.get(by, Action.LABEL_WRITE, sceneId);
    if (text != null) {
      checkText(text);
    }
    return database
        .as(by)
        .write(tx -> {
          Note old = store.find(tx, sceneId, id).orElseThrow(Fault::notFound);
          if (text != null && !old.account().equals(by.account())) {
            throw Fault.forbidden("note-forbidden", "a note is reworded by its author only");
          }
          Note changed =
              new Note(
                  id,
                  old.x(),
                  old.y(),
                  text == null ? old.text() : text,
                  done == null ? old.done() : done,
                  old.account(),
                  old.username(),
                  old.created(),
                  now());
          store.update(tx, changed);
          tx.record(
              WholeScenes.event("note.changed", by, scene)
                  .fact("note", id.toString())
                  .fact("done", changed.done())
                  .at(clock));
          return changed;
        });
  }

  private static void checkText(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw Fault.unacceptable("bad-text", "a note has 1 to 2,000 characters");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
