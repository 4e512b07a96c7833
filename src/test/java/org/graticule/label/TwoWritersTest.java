package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.label.Labels.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Writers at random on the same few labels. Each knows only what it was told; afterwards the
 * history must consist of exactly the operations that were acknowledged, each on the revision its
 * writer started from: nothing lost, nothing overwritten unseen.
 */
final class TwoWritersTest {
  private static final int LABELS = 12;

  /** What a writer was told had been stored. */
  private record Told(int revision, int base, UUID opId) {}

  @Test
  void twoThousandOperationsLoseAndOverwriteNothing() throws Exception {
    run(2_000, 5);
  }

  @Test
  @Tag("long")
  void aHundredThousandOperationsLoseAndOverwriteNothing() throws Exception {
    // Ids of operations come from the seed: others than above, for both share a database.
    run(100_000, 60);
  }

  private static void run(int operations, long seed) throws Exception {
    try (LabelWorld world = new LabelWorld(6);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      UUID scene = world.scene("OPEN");
      List<UUID> labels = IntStream.range(0, LABELS).mapToObj(i -> UUID.randomUUID()).toList();
      Map<UUID, List<Told>> told = new ConcurrentHashMap<>();
      labels.forEach(label -> told.put(label, Collections.synchronizedList(new ArrayList<>())));
      List<Future<Writer>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Subject by = world.annotator("writer" + i);
        Writer writer = new Writer(world, scene, by, labels, told, new Random(seed + i));
        writers.add(threads.submit(() -> writer.write(operations / 2)));
      }
      int conflicts = 0;
      for (Future<Writer> writer : writers) {
        conflicts += writer.get().conflicts;
      }
      assertThat(conflicts).as("the writers met").isGreaterThan(operations / 100);
      Subject reader = world.annotator("reader");
      for (UUID label : labels) {
        check(told.get(label), world.labels.history(reader, label).revisions());
      }
      int acknowledged = told.values().stream().mapToInt(List::size).sum();
      assertThat(world.revisions()).isEqualTo(acknowledged);
      assertThat(world.types().stream().filter(t -> !t.equals("label.history-read")))
          .hasSize(acknowledged);
      assertThat(world.unrelayed()).isZero();
    }
  }

  private static void check(List<Told> told, List<Label> history) {
    assertThat(history).extracting(Label::revision).hasSameSizeAs(told);
    for (Told each : told) {
      Label stored = history.get(history.size() - each.revision());
      assertThat(each.base()).isEqualTo(each.revision() - 1);
      // The first vertex carries the operation's mark, so this is that operation's geometry.
      assertThat(stored.revision()).isEqualTo(each.revision());
      if (stored.isLive()) {
        assertThat(stored.pixels().getCoordinate().x).isEqualTo(vertex(each.opId()));
      }
    }
  }

  static double vertex(UUID opId) {
    return 100 + (opId.getLeastSignificantBits() >>> 12) * 0x1p-52 * 100;
  }

  /** One person: edits from what it last saw, resends what it is unsure of, rebases on conflict. */
  private static final class Writer {
    private final LabelWorld world;
    private final UUID scene;
    private final Subject by;
    private final List<UUID> labels;
    private final Map<UUID, List<Told>> told;
    private final Random random;
    private final Map<UUID, Integer> known = new HashMap<>();
    private int conflicts;

    private Writer(
        LabelWorld world,
        UUID scene,
        Subject by,
        List<UUID> labels,
        Map<UUID, List<Told>> told,
        Random random) {
      this.world = world;
      this.scene = scene;
      this.by = by;
      this.labels = labels;
      this.told = told;
      this.random = random;
    }

    Writer write(int operations) {
      int done = 0;
      while (done < operations) {
        List<Operation> batch = new ArrayList<>();
        List<UUID> some = new ArrayList<>(labels);
        Collections.shuffle(some, random);
        for (UUID label : some.subList(0, 1 + random.nextInt(3))) {
          batch.add(operation(label));
        }
        done += batch.size();
        send(batch);
      }
      return this;
    }

    private Operation operation(UUID label) {
      int base = known.getOrDefault(label, 0);
      UUID op = new UUID(random.nextLong(), random.nextLong());
      String text =
          base == 0
              ? LabelsTest.create(label, ring(op))
              : random.nextInt(10) == 0
                  ? LabelsTest.delete(label, base)
                  : random.nextBoolean()
                      ? LabelsTest.update(label, base, ring(op))
                      : moved(label, base, op);
      String own = text.replaceFirst("\"op_id\":\"[^\"]+\"", "\"op_id\":\"" + op + "\"");
      return LabelsTest.batch(own).entries().getFirst().operation();
    }

    private void send(List<Operation> batch) {
      Batch sent =
          new Batch(batch.stream().map(each -> new Batch.Entry(each, "")).toList(), List.of());
      try {
        List<Result> results = world.labels.save(by, scene, sent);
        if (random.nextInt(10) == 0) {
          // The answer got lost: the same again must say the same.
          assertThat(world.labels.save(by, scene, sent)).isEqualTo(results);
        }
        for (int i = 0; i < results.size(); i++) {
          Result result = results.get(i);
          known.put(result.element(), result.revision());
          told.get(result.element())
              .add(new Told(result.revision(), batch.get(i).baseRevision(), result.opId()));
        }
      } catch (Fault fault) {
        assertThat(fault.kind()).isEqualTo(Kind.CONFLICT);
        conflicts++;
        catchUp(fault);
      }
    }

    /** From what the conflict says; only a label that is gone has to be asked for. */
    private void catchUp(Fault fault) {
      for (Object conflict : (List<?>) fault.details().get("conflicts")) {
        Map<?, ?> mine = (Map<?, ?>) ((Map<?, ?>) conflict).get("mine");
        UUID label = UUID.fromString((String) mine.get("element"));
        if (((Map<?, ?>) conflict).get("theirs") instanceof Map<?, ?> theirs) {
          Map<?, ?> properties = (Map<?, ?>) theirs.get("properties");
          known.put(label, (Integer) properties.get("revision"));
        } else {
          known.put(label, world.labels.history(by, label).revisions().getFirst().revision());
        }
      }
    }

    private static String moved(UUID label, int base, UUID op) {
      return ("{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":%d,"
              + "\"delta\":[{\"at\":[0,0,0],\"remove\":1,\"insert\":[[%s,100]]}]}")
          .formatted(op, label, base, vertex(op));
    }

    private static String ring(UUID op) {
      double x = vertex(op);
      return "[[[%s,100],[250,100],[250,250],[%s,100]]]".formatted(x, x);
    }
  }
}
