package org.graticule.db;

import java.sql.Types;
import net.postgis.jdbc.jts.JtsGeometry;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * The one place where JTS geometries enter and leave PostGIS. The SRID travels with the geometry.
 */
final class GeometryCodec {
  private GeometryCodec() {}

  static void install(Jdbi jdbi) {
    jdbi.registerArgument(new GeometryArgument());
    jdbi.registerArrayType(Geometry.class, "geometry", GeometryCodec::element);
    jdbi.registerColumnMapper(Geometry.class, mapper());
  }

  /** Binds any JTS geometry. */
  private static final class GeometryArgument extends AbstractArgumentFactory<Geometry> {
    GeometryArgument() {
      super(Types.OTHER);
    }

    @Override
    protected Argument build(Geometry value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setObject(position, new JtsGeometry(value));
    }
  }

  private static @Nullable String element(@Nullable Geometry geometry) {
    return geometry == null ? null : new JtsGeometry(geometry).getValue();
  }

  private static ColumnMapper<Geometry> mapper() {
    return (row, column, context) -> {
      String hex = row.getString(column);
      return hex == null ? null : new JtsGeometry(hex).getGeometry();
    };
  }
}
