package org.graticule.label;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** {@code /api/v1/scenes/{scene}/areas}. */
public final class AreaRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/scenes/{scene}/areas";
  private static final int LONGEST = 100;

  private final Areas areas;

  public AreaRoutes(Areas areas) {
    this.areas = areas;
  }

  /**
   * @param outline of an area to be drawn, vertices as x and y in pixels; null to divide
   */
  record Division(
      @Nullable Integer columns,
      @Nullable Integer rows,
      @Nullable UUID area,
      @Nullable List<List<Double>> outline) {}

  record People(List<String> usernames) {}

  record Change(@Nullable String assignee, @Nullable String state) {}

  /**
   * @param box left, top, right and bottom, in pixels
   * @param outline parts, rings and vertices, as in a MultiPolygon; null where it is all of the box
   */
  record AreaView(
      UUID id,
      String name,
      List<Integer> box,
      @Nullable Object outline,
      String state,
      @Nullable String assignee,
      boolean mine,
      String changed) {
    static AreaView of(Area area, Subject by) {
      Area.Box box = area.box();
      return new AreaView(
          area.id(),
          area.name(),
          List.of(box.minX(), box.minY(), box.maxX(), box.maxY()),
          area.outline() == null ? null : parts(area.outline()),
          area.state().label(),
          area.assignee(),
          by.username().equals(area.assignee()),
          area.changed().toString());
    }
  }

  private static List<List<List<double[]>>> parts(Geometry outline) {
    return Shape.of(outline).parts().stream()
        .map(rings -> rings.stream().map(AreaRoutes::ring).toList())
        .toList();
  }

  private static List<double[]> ring(Coordinate[] points) {
    return Arrays.stream(points).map(at -> new double[] {at.x, at.y}).toList();
  }

  record AreaList(List<AreaView> areas) {
    static AreaList of(List<Area> areas, Subject by) {
      return new AreaList(areas.stream().map(area -> AreaView.of(area, by)).toList());
    }
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.LABEL_READ, this::list)
        .post(PATH, Action.WORK_PLAN, this::divide)
        .delete(PATH, Action.WORK_PLAN, this::remove)
        .get(PATH + "/people", Action.WORK_PLAN, this::people)
        .patch(PATH + "/{area}", Action.LABEL_WRITE, this::change)
        .delete(PATH + "/{area}", Action.WORK_PLAN, this::removeOne);
  }

  private Reply list(Call call) {
    return Reply.ok(AreaList.of(areas.of(call.subject(), call.id("scene")), call.subject()));
  }

  private Reply divide(Call call) {
    Division body = call.body(Division.class);
    if (body.outline() != null) {
      return Reply.created(
          AreaList.of(
              areas.draw(call.subject(), call.id("scene"), body.outline()), call.subject()));
    }
    if (body.columns() == null || body.rows() == null) {
      throw Fault.unacceptable("missing-field", "columns and rows, or outline, are needed");
    }
    return Reply.created(
        AreaList.of(
            areas.divide(
                call.subject(), call.id("scene"), body.area(), body.columns(), body.rows()),
            call.subject()));
  }

  private Reply people(Call call) {
    return Reply.ok(new People(areas.people(call.subject(), call.id("scene"))));
  }

  private Reply removeOne(Call call) {
    areas.remove(call.subject(), call.id("scene"), call.id("area"));
    return Reply.noContent();
  }

  private Reply remove(Call call) {
    areas.remove(call.subject(), call.id("scene"));
    return Reply.noContent();
  }

  private Reply change(Call call) {
    Change body = call.body(Change.class);
    if (body.assignee() != null && body.assignee().length() > LONGEST) {
      throw Fault.unacceptable("bad-assignee", "assignee is a username, or empty for nobody");
    }
    return Reply.ok(
        AreaView.of(
            areas.change(
                call.subject(),
                call.id("scene"),
                call.id("area"),
                body.assignee(),
                body.state() == null ? null : state(body.state())),
            call.subject()));
  }

  private static AreaState state(String label) {
    return AreaState.of(label)
        .orElseThrow(() ->
            Fault.unacceptable(
                "bad-state",
                "\"%s\" is none of ready, submitted, accepted, rejected, unusable"
                    .formatted(label)));
  }
}
