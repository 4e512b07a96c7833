package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;

/** A row of {@code content.revision} as a label: the columns and their reading, side by side. */
final class LabelRowStore {
  /** Of {@code content.revision r}. */
  static final String REVISION =
      """
      r.element, r.n, r.kind, r.class_id, r.attributes::text as attributes, r.geom_px,
      r.geom_ground, r.area_m2, r.layer, r.confidence, r.view, r.warnings::text as warnings,
      r.mark_id, r.actor_name, r.at
      """;

  private static final String IN_PIXELS =
      REVISION.replace("r.geom_ground", "cast(null as text) as geom_ground");

  /** The envelope of {@code content.element e} in place of the outline. */
  private static final String BOXED = IN_PIXELS.replace("r.geom_px", "e.envelope as geom_px");

  private LabelRowStore() {}

  static String columns(Page.Outline outline) {
    return switch (outline) {
      case ENVELOPE -> BOXED;
      case PIXELS -> IN_PIXELS;
      case PIXELS_AND_GROUND -> REVISION;
    };
  }

  /**
   * {@link Sight#reaches} as a condition on a column of the ground; {@code :part} is that of the
   * sight. The row policies say the same, and this does not rely on them.
   */
  static String inside(Sight sight, String column) {
    return sight.part() == null
        ? "true"
        : "coalesce(st_coveredby(%s, :part), false)".formatted(column);
  }

  static Label label(ResultSet row, StatementContext context) throws SQLException {
    double area = row.getDouble("area_m2");
    boolean noArea = row.wasNull();
    double confidence = row.getDouble("confidence");
    boolean noConfidence = row.wasNull();
    return new Label(
        row.getObject("element", UUID.class),
        row.getInt("n"),
        Operation.Kind.of(row.getString("kind")),
        row.getInt("class_id"),
        AttributeText.read(row.getString("attributes")),
        geometry(row, "geom_px", context),
        geometry(row, "geom_ground", context),
        noArea ? null : area,
        row.getObject("layer", UUID.class),
        noConfidence ? null : confidence,
        row.getString("view"),
        WarningText.read(row.getString("warnings")),
        row.getInt("mark_id"),
        row.getString("actor_name"),
        row.getTimestamp("at").toInstant());
  }

  static Geometry geometry(ResultSet row, String column, StatementContext context)
      throws SQLException {
    return context.findColumnMapperFor(Geometry.class).orElseThrow().map(row, column, context);
  }
}
