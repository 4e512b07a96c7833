package org.graticule.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.graticule.db.Tx;

/** Rows of {@code authz.mark}. */
final class MarkStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  List<Mark> all(Tx tx) {
    return tx.handle()
        .createQuery(
            "select mark_id, level, required, any_of::text, banner, portion from authz.mark")
        .map((row, context) ->
            new Mark(
                row.getInt("mark_id"),
                new Marking(
                    row.getInt("level"),
                    new TreeSet<>(List.of((String[]) row.getArray("required").getArray())),
                    groups(row.getString("any_of"))),
                row.getString("banner"),
                row.getString("portion")))
        .list();
  }

  /** Inserts the marking unless it is there; the caller reads it back. */
  void insert(Tx tx, Marking marking, String banner, String portion) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.mark (level, required, any_of, banner, portion)
            values (:level, :required, cast(:anyOf as jsonb), :banner, :portion)
            on conflict (banner) do nothing
            """)
        .bind("level", marking.level())
        .bind("required", marking.required().toArray(String[]::new))
        .bind("anyOf", write(marking.anyOf()))
        .bind("banner", banner)
        .bind("portion", portion)
        .execute();
  }

  /** Lowest first, so that the database can compare an account's level with a mark's. */
  void setLevels(Tx tx, List<Vocabulary.Level> levels) {
    String[] names = levels.stream().map(Vocabulary.Level::name).toArray(String[]::new);
    tx.handle()
        .createUpdate("delete from authz.level where name <> all(:names)")
        .bind("names", names)
        .execute();
    tx.handle()
        .createUpdate(
            """
            insert into authz.level (name, rank)
            select name, place - 1
            from unnest(:names) with ordinality as one (name, place)
            on conflict (name) do update set rank = excluded.rank
            """)
        .bind("names", names)
        .execute();
  }

  private static TreeMap<String, SortedSet<String>> groups(String text) {
    try {
      return new TreeMap<>(
          JSON.readValue(text, new TypeReference<Map<String, TreeSet<String>>>() {}));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Map<String, SortedSet<String>> groups) {
    try {
      return JSON.writeValueAsString(groups);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
