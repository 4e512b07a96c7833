package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code content.note}. Stateless. */
final class NoteStore {
  private static final String COLUMNS =
      "select id, x, y, text, done, account, username, created_at, changed_at from content.note\n";

  List<Note> of(Tx tx, UUID scene) {
    return tx.handle()
        .createQuery(COLUMNS + "where scene = :scene order by created_at, id")
        .bind("scene", scene)
        .map((row, context) -> note(row))
        .list();
  }

  Optional<Note> find(Tx tx, UUID scene, UUID id) {
    return tx.handle()
        .createQuery(COLUMNS + "where scene = :scene and id = :id for update")
        .bind("scene", scene)
        .bind("id", id)
        .map((row, context) -> note(row))
        .findOne();
  }

  /** False where there is one of this id. */
  boolean insert(Tx tx, UUID project, UUID scene, Note note) {
    return tx.handle()
            .createUpdate(
                """
                insert into content.note (
                  id, scene, project, x, y, text, done, account, username, created_at, changed_at)
                values (
                  :id, :scene, :project, :x, :y, :text, :done, :account, :username, :created, :changed)
                on conflict (id) do nothing
                """)
            .bind("id", note.id())
            .bind("scene", scene)
            .bind("project", project)
            .bind("x", note.x())
            .bind("y", note.y())
            .bind("text", note.text())
            .bind("done", note.done())
            .bind("account", note.account())
            .bind("username", note.username())
            .bind("created", note.created())
            .bind("changed", note.changed())
            .execute()
        == 1;
  }

  void update(Tx tx, Note note) {
    tx.handle()
        .createUpdate(
            """
            update content.note
            set text = :text, done = :done, changed_at = :changed
            where id = :id
            """)
        .bind("id", note.id())
        .bind("text", note.text())
        .bind("done", note.done())
        .bind("changed", note.changed())
        .execute();
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(
        row.getObject("id", UUID.class),
        row.getDouble("x"),
        row.getDouble("y"),
        row.getString("text"),
        row.getBoolean("done"),
        row.getObject("account", UUID.class),
        row.getString("username"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("changed_at").toInstant());
  }
}
