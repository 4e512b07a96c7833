package org.graticule.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  @Test
  void manyThreadsDrawIdsThatAreRandomUuidsAndNeverTheSameTwice() {
    List<UUID> ids = IntStream.range(0, 20_000).parallel().mapToObj(i -> EventIds.next()).toList();

    assertEquals(ids.size(), ids.stream().distinct().count());
    ids.forEach(id -> {
      assertEquals(4, id.version());
      assertEquals(2, id.variant());
    });
  }
}
