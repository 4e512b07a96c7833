package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Recorded;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.http.Json;
import org.graticule.image.Scene;
import org.graticule.testing.InventedScene;
import org.graticule.testing.SharedCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Who saw what is answered from spans as sharply as from an event for each tile. */
final class LooksOfSpansTest {
  private static final AuditReader READER = new AuditReader(new Integer[] {1}, null);
  private static final Scene SCENE = InventedScene.turned(16, 48);
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final int Z = 5;

  /** Twenty tiles of a block, in no order. */
  private static final BitSet TWENTY = BitSet.valueOf(new long[] {0x8142_2418_1824_4281L | 0x1F});

  private static final BitSet SIXTEEN = BitSet.valueOf(new long[] {0xFFFF});

  private static final Ground GROUND = new Ground(id -> Optional.of(SCENE));
  private static final LooksStore LOOKS = new LooksStore(new FilterStore(AuditEvents.load()));

  private static Database furnishing;
  private static Database database;
  private static Subject auditor;
  private static long seq;

  @BeforeAll
  static void people() {
    SharedCluster.Addresses addresses = SharedCluster.get().database();
    furnishing =
        Database.open(addresses.furnishing(), 2, event -> CompletableFuture.completedFuture(0L));
    database = Database.open(addresses.roles(), 2, event -> CompletableFuture.completedFuture(0L));
    auditor = Reader.of(furnishing, "petra", Role.AUDITOR);
    BitSet corners = BitSet.valueOf(new long[] {1L << 63 | 1});
    happened("corners", "tile.seen", SpanFacts.seen("native", Z, 0, 0, 8, 8, corners));
    happened("spans", "tile.seen", SpanFacts.seen("native", Z, 8, 8, 8, 8, TWENTY));
    TWENTY.stream().forEach(bit -> happened("tiles", "tile.read", of(8 + bit % 8, 8 + bit / 8)));
    Map<String, Object> block = of(0, 8);
    block.put("block", 8);
    happened("cut", "tile.span-cut", block);
    happened("wide", "tile.read", SpanFacts.tile("native", 0, 0, 0));
    happened("wide", "tile.seen", SpanFacts.seen("native", Z, 0, 12, 4, 4, SIXTEEN));
    happened("strip", "statistics.read", Map.of("x0", 0, "y0", 5_000, "x1", 10_000, "y1", 5_010));
    // Close looks, so that cells are as fine as they get.
    for (int x = 0; x < 30; x += 10) {
      happened("strip", "statistics.read", Map.of("x0", x, "y0", 0, "x1", x + 10, "y1", 10));
    }
    BitSet all = new BitSet();
    all.set(0, 64);
    happened("busy", "tile.seen", SpanFacts.seen("native", Z, 8, 0, 8, 8, all));
    furnishing.write(tx ->
        tx.handle()
            .execute(
                """
                insert into audit.event
                  (seq, id, at, type, outcome, actor, actor_name, source, scene, mark, facts,
                   ground, tiles, detail)
                select 1000 + n, gen_random_uuid(), at + n * interval '1 second', type, outcome,
                       actor, actor_name, source, scene, mark, facts, ground, tiles, detail
                from audit.event, generate_series(1, 3999) n
                where actor_name = 'busy'
                """));
  }

  @AfterAll
  static void close() {
    database.close();
    furnishing.close();
  }

  @Test
  void whoSawTwoCornersOfABlockIsNotFoundBetweenThem() {
    assertThat(looks("corners", around(3, 4))).isEmpty();
    assertThat(heat("corners", around(3, 4)).cells()).isEmpty();
    for (Envelope corner : List.of(around(0, 0), around(7, 7))) {
      assertThat(looks("corners", corner)).extracting(Looks.Look::looks).containsExactly(1L);
      assertThat(heat("corners", corner).cells()).extracting(Looks.Cell::looks).containsOnly(1L);
    }
  }

  @Test
  void aSpanIsAsWarmOnTheMapAsItsTilesWouldBeOneByOne() {
    for (Envelope ground : new Envelope[] {null, around(11, 11), around(8, 8)}) {
      Looks.Heat spans = heat("spans", ground);
      Looks.Heat tiles = heat("tiles", ground);
      assertThat(spans.step()).isEqualTo(tiles.step());
      assertThat(spans.cells())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("finest", "last")
          .containsExactlyInAnyOrderElementsOf(tiles.cells());
    }
    assertThat(heat("spans", null).cells()).hasSizeGreaterThan(10);
  }

  @Test
  void aWidePictureWarmsAllThatItShowedAndACloseOneWhereItWas() {
    Looks.Heat both = heat("wide", null);
    Looks.Cell far = at(both, around(16, 4));
    assertThat(far.looks()).isOne();
    Looks.Cell near = at(both, around(2, 14));
    assertThat(near.looks()).isGreaterThan(1);
    assertThat(near.finest()).isLessThan(far.finest() / 10);
    Geometry scene =
        GROUND
            .of(new Recorded(0, json("wide", "scene.read", Map.of())).event())
            .orElseThrow()
            .area();
    List<Looks.Cell> wide =
        both.cells().stream().filter(cell -> cell.finest() == far.finest()).toList();
    assertThat(wide)
        .hasSizeGreaterThan(100)
        .allMatch(cell ->
            scene.contains(
                scene
                    .getFactory()
                    .createPoint(
                        new Coordinate(
                            cell.west() + both.step() / 2, cell.south() + both.step() / 2))));
  }

  /** The cell that a place lies in. */
  private static Looks.Cell at(Looks.Heat heat, Envelope place) {
    return heat.cells().stream()
        .filter(cell ->
            new Envelope(
                    cell.west(),
                    cell.west() + heat.step(),
                    cell.south(),
                    cell.south() + heat.step())
                .contains(place.centre()))
        .findAny()
        .orElseThrow();
  }

  /** Ten pixels across the whole image, turned: hardly a cell has its middle in it. */
  @Test
  void aNarrowPictureIsALineWithoutGaps() {
    Looks.Heat strip = heat("strip", null);
    assertThat(strip.cells()).hasSizeGreaterThan(30);
    for (int column = 200; column < 9_800; column += 50) {
      Coordinate on = SCENE.georeference().toLonLat(column, 5_005).orElseThrow();
      assertThat(at(strip, new Envelope(on)).looks()).as("column %d", column).isOne();
    }
  }

  @Test
  void ofASpanAreCountedThoseTilesThatMeetTheGroundAskedFor() {
    assertThat(looks("spans", null)).extracting(Looks.Look::looks).containsExactly(20L);
    Envelope some = around(8, 8);
    some.expandToInclude(around(10, 8));
    Looks.Look spans = looks("spans", some).getFirst();
    Looks.Look tiles = looks("tiles", some).getFirst();
    assertThat(spans.looks()).isEqualTo(tiles.looks()).isBetween(3L, 10L);
    assertThat(spans.box()).isEqualTo(tiles.box());
  }

  @Test
  void aSpanThatWasCutNamesThePersonAndCountsNowhere() {
    assertThat(looks("cut", around(5, 13)))
        .singleElement()
        .satisfies(look -> {
          assertThat(look.looks()).isZero();
          assertThat(look.box()).isNotNull();
        });
    assertThat(heat("cut", around(5, 13)).cells()).isEmpty();
    List<Looks.Session> sessions =
        read(tx -> LOOKS.sessions(tx, Filters.by("cut", null, null), 10, READER));
    assertThat(sessions).extracting(Looks.Session::tiles).containsExactly(0L);
    assertThat(hour("cut")).isZero();
    assertThat(hour("spans")).isEqualTo(20);
  }

  @Test
  void thePicturesOfAnAnswerAreBoundedAndItSaysHowFarBackTheyGo() {
    assertThat(looks("busy", null))
        .extracting(Looks.Look::looks)
        .containsExactly((long) LooksStore.MOST);
    // Tiles lie beside each other, but a cell may touch the boxes around four of them.
    assertThat(heat("busy", null).cells())
        .extracting(Looks.Cell::looks)
        .allMatch(looks -> looks <= 4L * LooksStore.MOST / 64)
        .anyMatch(looks -> looks >= LooksStore.MOST / 64);
    Instant oldest = looks("busy", null).getFirst().first();
    assertThat(since("busy")).contains(oldest);
    assertThat(oldest).isEqualTo(looks("busy", null).getFirst().last().minusSeconds(3_124));
    assertThat(since("spans")).isEmpty();
  }

  private static Optional<Instant> since(String name) {
    return read(tx -> LOOKS.since(tx, Filters.by(name, null, null), true, READER));
  }

  private static List<Looks.Look> looks(String name, @Nullable Envelope ground) {
    return read(tx -> LOOKS.looks(tx, Filters.by(name, null, ground), 10, READER));
  }

  private static Looks.Heat heat(String name, @Nullable Envelope ground) {
    return read(tx -> LOOKS.heat(tx, Filters.by(name, null, ground), 1, READER));
  }

  private static <T> T read(Function<Tx, T> work) {
    return database.as(auditor).read(work::apply);
  }

  private static long hour(String name) {
    return furnishing.write(tx ->
        tx.handle()
            .createQuery("select tiles from audit.hour where actor_name = :name")
            .bind("name", name)
            .mapTo(Long.class)
            .one());
  }

  /** A few metres in the middle of a tile. */
  private static Envelope around(int x, int y) {
    Envelope around =
        new Envelope(SCENE.georeference().toLonLat((x + 0.5) * 512, (y + 0.5) * 512).orElseThrow());
    around.expandBy(1e-4);
    return around;
  }

  private static Map<String, Object> of(int x, int y) {
    return SpanFacts.tile("native", Z, x, y);
  }

  private static void happened(String name, String type, Map<String, Object> facts) {
    List<Recorded> records = List.of(new Recorded(seq, json(name, type, facts)));
    seq++;
    List<Optional<Ground.Place>> places = new ArrayList<>();
    records.forEach(record -> places.add(GROUND.of(record.event())));
    furnishing.write(tx -> {
      new AuditIndexStore().insert(tx, records, places);
      return null;
    });
  }

  private static String json(String name, String type, Map<String, Object> facts) {
    Map<String, Object> event = new TreeMap<>();
    event.put("id", UUID.randomUUID());
    event.put("at", START.plusSeconds(seq).toString());
    event.put("type", type);
    event.put("outcome", "SUCCESS");
    event.put("actor", "-");
    event.put("actor_name", name);
    event.put("source", "192.0.2.7");
    event.put("session", "of " + name);
    event.put("scene", SCENE.id());
    event.put("mark", 1);
    event.put("facts", facts);
    try {
      return Json.MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
