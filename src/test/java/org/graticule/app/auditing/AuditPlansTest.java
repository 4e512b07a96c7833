package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No way of searching the log may read a month of it whole; times are for the bench. */
final class AuditPlansTest {
  private static final int EVENTS = 60_000;
  private static final Map<String, Function<Tx, Integer>> CASES = SearchCases.all();
  private static final Pattern MONTH = Pattern.compile("event_2025_(\\d\\d)\\b");

  private static Database database;
  private static Subject auditor;

  @BeforeAll
  static void aYear() throws Exception {
    SharedCluster.Addresses addresses = SharedCluster.get().database();
    try (Database furnishing = open(addresses.furnishing())) {
      ManyEvents.fill(furnishing, EVENTS);
      auditor = Reader.of(furnishing, "petra", Role.AUDITOR);
    }
    database = open(addresses.roles());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'fifty people, by a part of their names', actor_name_at_seq",
    "somebody with twenty events, actor_name_at_seq",
    "a rare action, type_at_seq",
    "all actions on labels, type_at_seq",
    "denials, outcome_at_seq",
    "a scene, scene_at_seq",
    "a project, project_at_seq",
    "a rare mark, mark_at_seq",
    "a square of 500 m, ground",
    "the ocean, ground"
  })
  void aPageIsReadThroughTheIndexOfWhatIsLookedFor(String words, String index) {
    for (String page : List.of(words, words + "; from the middle of the year on")) {
      assertThat(String.join("\n", plans(page)))
          .containsPattern("event_2025_\\d\\d_" + index + "_idx")
          .doesNotContain("Seq Scan on event_2025");
    }
  }

  @Test
  void monthsOutsideTheTimeAskedForAreNotTouched() {
    assertThat(months("a week")).containsExactly("03");
    assertThat(months("denials of a person in a month")).containsExactly("03");
    assertThat(months("everything; from the middle of the year on")).containsExactly("05");
  }

  @Test
  void whatIsOrderedByTimeIsReadInThatOrderAndNotSorted() {
    for (String words :
        List.of("everything", "one of the busiest people", "a common action", "a common mark")) {
      assertThat(plans(words).getFirst()).as(words).doesNotContain("Bitmap");
    }
  }

  @Test
  void whoSawAPlaceIsReadThroughTheIndexOfGround() {
    for (String sum : List.of("map: ", "who looked at: ")) {
      assertThat(plans(sum + "a square of 500 m").getFirst())
          .containsPattern("event_2025_\\d\\d_ground_idx")
          .doesNotContain("Seq Scan on event_2025");
    }
  }

  private static TreeSet<String> months(String words) {
    TreeSet<String> months = new TreeSet<>();
    plans(words)
        .forEach(plan -> MONTH.matcher(plan).results().forEach(m -> months.add(m.group(1))));
    return months;
  }

  private static List<String> plans(String words) {
    return database
        .as(auditor)
        .read(tx -> {
          // A month of the test is so small that reading it whole may be as good.
          tx.handle().execute("set local enable_seqscan = off");
          return Plans.of(tx, CASES.get(words), "costs off");
        });
  }

  private static Database open(org.graticule.db.DatabaseRoles roles) {
    return Database.open(roles, 4, event -> CompletableFuture.completedFuture(0L));
  }
}
