package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.access.Policy.Decision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A world of 4 by 4 squares, so that whatever lies on it is 16 bits: a scene for every rectangle
 * and one that is nowhere, on each a label for every rectangle of it, and people whose roles are
 * limited to any squares. The server's decisions and the rows of the database against sums of bits,
 * which know of no geometry.
 */
final class SmallAreasTest {
  private static final int PEOPLE = 60;
  private static final int ALL = 0xffff;
  private static final List<Role> ROLES =
      List.of(Role.VIEWER, Role.ANNOTATOR, Role.REVIEWER, Role.EXPORTER);
  private static final List<Role> WRITERS = List.of(Role.ANNOTATOR, Role.REVIEWER);
  private static final Random RANDOM = new Random(20_261_126);

  private static final List<Thing> SCENES = new ArrayList<>();
  private static final List<Label> LABELS = new ArrayList<>();
  private static final List<Person> PERSONS = new ArrayList<>();
  private static final Map<Integer, Geometry> GROUNDS = new HashMap<>();

  private static AccessWorld world;
  private static UUID project;

  private record Thing(UUID id, int squares, int mark, boolean high) {}

  private record Label(UUID id, Thing scene, int squares) {}

  /**
   * Somebody.
   *
   * @param squares by role; {@link #ALL} and one for no limit
   */
  private record Person(UUID account, boolean cleared, Map<Role, Integer> squares) {
    /** The squares of these roles together; empty where one of them has no limit or lies around. */
    private int part(List<Role> of, int scene) {
      int together = 0;
      for (Role role : of) {
        int one = squares.getOrDefault(role, 0);
        if (one > ALL || (scene & one) == scene) {
          return 0;
        }
        together |= one;
      }
      return together;
    }

    private boolean whole(List<Role> of, int scene) {
      return of.stream()
          .mapToInt(role -> squares.getOrDefault(role, 0))
          .anyMatch(one -> one > ALL || (scene != 0 && (scene & one) == scene));
    }

    Decision decision(List<Role> may, List<Role> mayInPart, Thing scene) {
      if (squares.isEmpty()) {
        return Decision.NO_GRANT;
      }
      if (scene.high() && !cleared) {
        return Decision.MARK;
      }
      if (whole(may, scene.squares())) {
        return Decision.ALLOW;
      }
      boolean held = may.stream().anyMatch(squares::containsKey);
      if (held && (part(mayInPart, scene.squares()) & scene.squares()) != 0) {
        return Decision.PARTLY;
      }
      boolean seen = whole(ROLES, scene.squares()) || sees(scene.squares());
      return seen ? Decision.ROLE : Decision.AREA;
    }

    private boolean sees(int scene) {
      return (part(ROLES, scene) & scene) != 0;
    }

    boolean sees(Label label) {
      return switch (decision(ROLES, ROLES, label.scene())) {
        case ALLOW -> true;
        case PARTLY -> (label.squares() & ~part(ROLES, label.scene().squares())) == 0;
        case NO_GRANT, MARK, AREA, ROLE, SCOPE -> false;
      };
    }

    boolean draws(Label label) {
      return switch (decision(WRITERS, WRITERS, label.scene())) {
        case ALLOW -> true;
        case PARTLY -> (label.squares() & ~part(WRITERS, label.scene().squares())) == 0;
        case NO_GRANT, MARK, AREA, ROLE, SCOPE -> false;
      };
    }
  }

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    project = world.project();
    int open = world.mark(new Marking(0, new TreeSet<>(), new TreeMap<>()));
    int high = world.mark(new Marking(2, new TreeSet<>(), new TreeMap<>()));
    List<Integer> rectangles = rectangles(ALL);
    for (int squares : rectangles) {
      boolean isHigh = RANDOM.nextInt(4) == 0;
      place(squares, isHigh ? high : open, isHigh);
    }
    place(0, open, false);
    for (int i = 0; i < PEOPLE; i++) {
      PERSONS.add(person());
    }
    world.epoch.refresh();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  /** Of the squares given, as bits. */
  private static List<Integer> rectangles(int within) {
    List<Integer> found = new ArrayList<>();
    for (int west = 0; west < 4; west++) {
      for (int east = west; east < 4; east++) {
        for (int south = 0; south < 4; south++) {
          for (int north = south; north < 4; north++) {
            int squares = 0;
            for (int x = west; x <= east; x++) {
              for (int y = south; y <= north; y++) {
                squares |= 1 << (y * 4 + x);
              }
            }
            if ((squares & ~within) == 0) {
              found.add(squares);
            }
          }
        }
      }
    }
    return found;
  }

  private static Geometry ground(int squares) {
    return GROUNDS.computeIfAbsent(squares, SmallAreasTest::together);
  }

  private static Geometry together(int squares) {
    GeometryFactory lonLat = new GeometryFactory();
    Geometry ground = lonLat.createPolygon();
    for (int i = 0; i < 16; i++) {
      if ((squares >> i & 1) == 1) {
        int x = 10 + i % 4;
        int y = 40 + i / 4;
        ground = ground.union(lonLat.toGeometry(new Envelope(x, x + 1, y, y + 1)));
      }
    }
    return ground;
  }

  private static void place(int squares, int mark, boolean high) {
    Thing scene = new Thing(world.scene(project, mark), squares, mark, high);
    SCENES.add(scene);
    List<Integer> rectangles = rectangles(squares);
    List<Label> labels =
        rectangles.stream().map(each -> new Label(UUID.randomUUID(), scene, each)).toList();
    LABELS.addAll(labels);
    if (squares == 0) {
      return;
    }
    world.furnishing.write(tx -> {
      tx.handle()
          .execute(
              "update content.scene set footprint = st_geomfromtext(?, 4326) where id = ?",
              ground(squares).toText(),
              scene.id());
      return tx.handle()
          .createUpdate(
              """
              insert into content.element
                (id, scene, layer, class_id, head, live, mark_id, envelope, ground)
              select id, :scene, :layer, 1, 1, true, :mark, st_makeenvelope(0, 0, 1, 1, 0),
                     st_geomfromtext(ground, 4326)
              from unnest(:ids, :grounds) as f (id, ground)
              """)
          .bind("scene", scene.id())
          .bind("layer", project)
          .bind("mark", mark)
          .bind("ids", labels.stream().map(Label::id).toArray(UUID[]::new))
          .bind(
              "grounds",
              labels.stream().map(each -> ground(each.squares()).toText()).toArray(String[]::new))
          .execute();
    });
  }

  private static Person person() {
    boolean cleared = RANDOM.nextInt(4) > 0;
    UUID account = world.account(cleared ? 3 : 0, List.of(), null);
    Map<Role, Integer> squares = new EnumMap<>(Role.class);
    for (Role role : ROLES) {
      int kind = RANDOM.nextInt(8);
      if (kind < 4) {
        int limit = 1 + RANDOM.nextInt(ALL);
        squares.put(role, limit);
        limit(account, role, ground(limit).toText(), kind == 3);
      } else if (kind == 4) {
        squares.put(role, ALL + 1);
        world.grant(account, project, role);
      }
    }
    return new Person(account, cleared, squares);
  }

  private static void limit(UUID account, Role role, String area, boolean byGroup) {
    String group = "@" + UUID.randomUUID();
    world.furnishing.write(tx -> {
      if (byGroup) {
        tx.handle().execute("insert into authz.account_group values (?, now(), 'founder')", group);
        tx.handle().execute("insert into authz.group_member values (?, ?)", group, account);
      }
      return tx.handle()
          .createUpdate(
              byGroup
                  ? """
                  insert into authz.group_grant
                    (group_name, project, role, granted_by, granted_at, area)
                  values (:group, :project, :role, 'founder', now(), st_geomfromtext(:area, 4326))
                  """
                  : """
                  insert into authz.project_grant
                    (account, project, role, granted_by, granted_at, area)
                  values (:account, :project, :role, 'founder', now(), st_geomfromtext(:area, 4326))
                  """)
          .bind("group", group)
          .bind("account", account)
          .bind("project", project)
          .bind("role", role.label())
          .bind("area", area)
          .execute();
    });
  }

  @Test
  void everySceneIsDecidedAsTheBitsSay() {
    Set<Decision> seen = new TreeSet<>();
    for (Person person : PERSONS) {
      Subject subject = world.sessions.onBehalfOf(person.account());
      for (Thing scene : SCENES) {
        decided(person, subject, scene, Action.TILE_READ, ROLES, ROLES);
        decided(person, subject, scene, Action.LABEL_WRITE, WRITERS, WRITERS);
        decided(person, subject, scene, Action.SCENE_EXPORT, List.of(Role.EXPORTER), ROLES);
        seen.add(person.decision(WRITERS, WRITERS, scene));
      }
    }
    assertThat(seen)
        .contains(Decision.ALLOW, Decision.MARK, Decision.AREA, Decision.PARTLY, Decision.ROLE);
  }

  private static void decided(
      Person person,
      Subject subject,
      Thing scene,
      Action action,
      List<Role> may,
      List<Role> mayInPart) {
    assertThat(world.policy.decide(subject, action, project, scene.id(), scene.mark()))
        .as("%s on %x by %s", action, scene.squares(), person.squares())
        .isEqualTo(person.decision(may, mayInPart, scene));
  }

  @Test
  void everyLabelIsSeenAndDrawnByWhomTheBitsSay() {
    int parts = 0;
    for (Person person : PERSONS) {
      Subject subject = world.sessions.onBehalfOf(person.account());
      for (Label label : LABELS) {
        UUID scene = label.scene().id();
        Geometry ground = ground(label.squares());
        Decision draws =
            world.policy.decide(subject, Action.LABEL_WRITE, project, scene, label.scene().mark());
        assertThat(
                draws == Decision.ALLOW
                    || (draws == Decision.PARTLY
                        && subject.drawable(scene).orElseThrow().holds(ground)))
            .as("%x of %x by %s", label.squares(), label.scene().squares(), person.squares())
            .isEqualTo(person.draws(label));
        if (subject.cutout(scene).isPresent()
            && world.policy.shows(
                subject, Action.LABEL_READ, project, scene, label.scene().mark())) {
          parts++;
          assertThat(subject.cutout(scene).get().holds(ground)).isEqualTo(person.sees(label));
        }
      }
    }
    assertThat(parts).isGreaterThan(2_000);
  }

  @Test
  void theDatabaseShowsWhatTheBitsSay() {
    for (Person person : PERSONS) {
      Subject subject = world.sessions.onBehalfOf(person.account());
      assertThat(ids(subject, "select id from content.scene"))
          .as("%s", person.squares())
          .isEqualTo(
              SCENES.stream()
                  .filter(scene ->
                      Set.of(Decision.ALLOW, Decision.PARTLY)
                          .contains(person.decision(ROLES, ROLES, scene)))
                  .map(Thing::id)
                  .collect(Collectors.toSet()));
      assertThat(ids(subject, "select id from content.element"))
          .as("%s", person.squares())
          .isEqualTo(
              LABELS.stream().filter(person::sees).map(Label::id).collect(Collectors.toSet()));
    }
  }

  private static Set<UUID> ids(Subject subject, String sql) {
    return world
        .database
        .as(subject)
        .read(tx -> tx.handle().createQuery(sql).mapTo(UUID.class).set());
  }

  /** More roles and larger areas never take anything away. */
  @Test
  void aFurtherRoleHidesNothing() {
    for (Person person : PERSONS.subList(0, PEOPLE / 4)) {
      Subject before = world.sessions.onBehalfOf(person.account());
      List<Boolean> did =
          IntStream.range(0, LABELS.size()).mapToObj(i -> draws(before, i)).toList();
      Set<UUID> saw = ids(before, "select id from content.element");
      Map<Role, Integer> more = new EnumMap<>(person.squares());
      for (Role role : ROLES) {
        if (!more.containsKey(role)) {
          more.put(role, 1 + RANDOM.nextInt(ALL));
          limit(person.account(), role, ground(more.get(role)).toText(), false);
          break;
        }
      }
      world.epoch.refresh();
      Subject after = world.sessions.onBehalfOf(person.account());
      assertThat(ids(after, "select id from content.element")).containsAll(saw);
      for (int i = 0; i < LABELS.size(); i++) {
        assertThat(draws(after, i) || !did.get(i)).as("%s then %s", person, more).isTrue();
      }
      person.squares().putAll(more);
    }
  }

  private static boolean draws(Subject subject, int label) {
    Label it = LABELS.get(label);
    Thing scene = it.scene();
    return switch (world.policy.decide(
        subject, Action.LABEL_WRITE, project, scene.id(), scene.mark())) {
      case ALLOW -> true;
      case PARTLY -> subject.drawable(scene.id()).orElseThrow().holds(ground(it.squares()));
      case NO_GRANT, MARK, AREA, ROLE, SCOPE -> false;
    };
  }
}
