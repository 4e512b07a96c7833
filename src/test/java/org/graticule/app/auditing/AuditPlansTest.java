package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No way of searching the log may read a month of it whole; times are for the bench. */
final class AuditPlansTest {
  private static final int EVENTS = 120_000;
  private static final Map<String, Function<Tx, Integer>> CASES = SearchCases.all();
  private static final Pattern MONTH = Pattern.compile("event_2025_(\\d\\d)\\b");

  private static Database database;

  @BeforeAll
  static void aYear() throws Exception {
    SharedCluster.Addresses addresses = SharedCluster.get().database();
    try (Database furnishing = open(addresses.furnishing())) {
      ManyEvents.fill(furnishing, EVENTS);
    }
    database = open(addresses.roles());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  static Stream<String> cases() {
    return CASES.keySet().stream().filter(words -> !words.contains(": "));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPageIsReadThroughAnIndex(String words) {
    assertThat(plans(words))
        .isNotEmpty()
        .allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan on event_2025"));
  }

  @Test
  void monthsOutsideTheTimeAskedForAreNotTouched() {
    assertThat(months("a week")).containsExactly("03");
    assertThat(months("denials of a person in a month")).containsExactly("03");
    assertThat(months("everything; from the middle of the year on"))
        .containsExactly("01", "02", "03", "04", "05");
  }

  @Test
  void whatIsOrderedByTimeIsReadInThatOrderAndNotSorted() {
    for (String words :
        List.of("everything", "one of the busiest people", "a common action", "a common mark")) {
      assertThat(plans(words).getFirst()).as(words).doesNotContain("Bitmap");
    }
  }

  private static TreeSet<String> months(String words) {
    TreeSet<String> months = new TreeSet<>();
    plans(words)
        .forEach(plan -> MONTH.matcher(plan).results().forEach(m -> months.add(m.group(1))));
    return months;
  }

  private static List<String> plans(String words) {
    return database.read(tx -> Plans.of(tx, CASES.get(words), "costs off"));
  }

  private static Database open(org.graticule.db.DatabaseRoles roles) {
    return Database.open(roles, 4, event -> CompletableFuture.completedFuture(0L));
  }
}
