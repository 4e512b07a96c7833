package org.graticule.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.access.Subject;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.LogOptions;
import org.graticule.audit.SegmentedLog;
import org.graticule.work.ClassRules;
import org.graticule.work.ClassRules.KeptApart;
import org.graticule.work.Ontology.LabelClass;

/**
 * What {@code bin/graticule bench labels} measures: each figure the median of rounds that ours and
 * its peer take in turns. The database and the log are on a disk and wait for it.
 */
public final class LabelMeasures {
  static final int BATCH = 100;
  private static final int ROUNDS = 3;

  private LabelMeasures() {}

  /**
   * @param labels in the scenes that are validated against and drawn
   * @param saved labels to save in each round
   */
  public static void run(int labels, int saved) throws Exception {
    Path folder = Files.createTempDirectory("labels-bench");
    try (SegmentedLog log =
            new SegmentedLog(LogOptions.in(folder), AuditEvents.load(), Clock.systemUTC());
        LabelWorld world = new LabelWorld(8, log)) {
      Subject by = world.annotator("bench");
      SaveMeasure save = new SaveMeasure(world, by, saved);
      compare("labels.save.vs_psql_insert", save::ours, "psql", save::psql);
      tiles(world, by, labels);
      validate(world, by, labels);
    }
    delete(folder);
  }

  /** One label in 13 x 13 pixels, as cars on a parking lot. */
  private static void validate(LabelWorld world, Subject by, int labels) throws Exception {
    ClassRules apart =
        new ClassRules(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(new KeptApart(null, null, 1.0, null)),
            null);
    world.publish(
        new LabelClass(
            1, "car", null, "#112233", null, false, null, "area", List.of(), apart, null));
    int side = (int) Math.sqrt(labels * 169.0);
    UUID scene = world.filled(side + 96, side, labels);
    ValidateMeasure validate = new ValidateMeasure(world, by, scene, side);
    compare("labels.validate_per_s", validate::ours, "postgis", validate::postgis);
  }

  /** As many labels as fill tiles of three zooms with some hundred each. */
  private static void tiles(LabelWorld world, Subject by, int labels) throws Exception {
    UUID scene = world.filled(16_384, 16_000, labels);
    TileMeasure tiles = new TileMeasure(world, by, scene);
    compare("labels.mvt.vs_plain_sql", tiles::ours, "pg_tileserv", tiles::plain);
    System.out.println(tiles.told());
  }

  /** What is done in a second. */
  interface Rate {
    double perSecond() throws Exception;
  }

  private static void compare(String name, Rate ours, String peer, Rate theirs) throws Exception {
    double[] us = new double[ROUNDS];
    double[] them = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      double one = ours.perSecond();
      double other = theirs.perSecond();
      System.out.printf(
          Locale.ROOT,
          "%s %s: %.0f /s, %s %.0f /s%n",
          name,
          round < 0 ? "to warm up" : "round " + (round + 1),
          one,
          peer,
          other);
      if (round >= 0) {
        us[round] = one;
        them[round] = other;
      }
    }
    Arrays.sort(us);
    Arrays.sort(them);
    double a = us[ROUNDS / 2];
    double b = them[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"value\":%.3f,\"ours_per_s\":%.0f,\"%s_per_s\":%.0f,"
            + "\"ratio\":%.3f}%n",
        name,
        name.endsWith("per_s") ? a : a / b,
        a,
        peer,
        b,
        a / b);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
