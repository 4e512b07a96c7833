package org.graticule.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.label.rule.Work;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A part of a scene that one person works on. Immutable.
 *
 * @param box the least that holds it
 * @param outline sound areas in pixels; null where it is all of its box
 * @param assignee username of who is to do it; null while nobody is
 */
record Area(
    UUID id,
    String name,
    Box box,
    @Nullable Geometry outline,
    AreaState state,
    @Nullable String assignee,
    Instant changed) {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /** Whole pixels of a scene: from the left and the upper edge up to, and without, the others. */
  record Box(int minX, int minY, int maxX, int maxY) {
    static Box around(Geometry shape) {
      Envelope bounds = shape.getEnvelopeInternal();
      return new Box(
          (int) Math.floor(bounds.getMinX()),
          (int) Math.floor(bounds.getMinY()),
          (int) Math.ceil(bounds.getMaxX()),
          (int) Math.ceil(bounds.getMaxY()));
    }

    int width() {
      return maxX - minX;
    }

    int height() {
      return maxY - minY;
    }

    Geometry shape() {
      return GEOMETRIES.toGeometry(new Envelope(minX, maxX, minY, maxY));
    }
  }

  /** A new one, to be done by whoever takes it. */
  static Area ready(String name, Box box, @Nullable Geometry outline, Instant at) {
    return new Area(UUID.randomUUID(), name, box, outline, AreaState.READY, null, at);
  }

  Area with(AreaState next, @Nullable String who, Instant at) {
    return new Area(id, name, box, outline, next, who, at);
  }

  Geometry shape() {
    return outline == null ? box.shape() : outline;
  }

  /** Whether it may be divided or taken away by itself. */
  boolean isFree() {
    return assignee == null && state == AreaState.READY;
  }

  /**
   * An exact partition of a box, row by row: every pixel belongs to one part, and parts are of one
   * size, give or take a pixel.
   *
   * @param prefix of their names, which go on with a letter for the column and a number for the row
   */
  static List<Area> divide(Box whole, int columns, int rows, String prefix, Instant at) {
    List<Area> parts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Box box =
            new Box(
                cut(whole.minX(), whole.width(), column, columns),
                cut(whole.minY(), whole.height(), row, rows),
                cut(whole.minX(), whole.width(), column + 1, columns),
                cut(whole.minY(), whole.height(), row + 1, rows));
        parts.add(ready(prefix + (char) ('A' + column) + (row + 1), box, null, at));
      }
    }
    return parts;
  }

  /** The same of this area: where it was drawn, what is inside of each part, and no empty ones. */
  List<Area> divide(int columns, int rows, Instant at) {
    List<Area> parts = divide(box, columns, rows, name + ".", at);
    return outline == null ? parts : AreaOutline.cut(outline, parts);
  }

  private static int cut(int from, int extent, int part, int parts) {
    return from + (int) ((long) extent * part / parts);
  }

  /**
   * Whether areas bind somebody in a project: not who plans the work, nor who judges it, for they
   * mend what others drew.
   */
  static boolean binds(Subject by, UUID project) {
    return !by.actionsIn(project).contains(Action.WORK_PLAN)
        && !by.rolesIn(project).contains(Role.REVIEWER);
  }

  /** As the rules see it. */
  Work.Part partFor(Subject by) {
    boolean mine = by.username().equals(assignee);
    String whose = mine ? "yours" : assignee == null ? "nobody's" : assignee + "'s";
    return new Work.Part(name, shape(), mine, "which is " + whose);
  }
}
