package org.graticule.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.geo.Georeference;
import org.graticule.http.Json;
import org.graticule.image.SceneFacts;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Reads what a dataset froze, in a fixed order; labels through a cursor. */
final class SnapshotStore {
  /** Rows held at once while labels stream by. */
  private static final int FETCHED = 1000;

  /** The frozen scenes by id, those with the pixels of then. */
  List<FrozenScene> scenes(Tx tx, UUID dataset) {
    return tx.handle()
        .createQuery(
            """
            select s.id, s.name, d.revision, s.facts::text, s.acquired, m.portion
            from content.dataset_scene d
            join content.scene s on s.id = d.scene and s.revision = d.revision
            join authz.mark m on m.mark_id = s.mark_id
            where d.dataset = :dataset
            order by s.id
            """)
        .bind("dataset", dataset)
        .map((row, context) -> scene(row))
        .list();
  }

  String projectName(Tx tx, UUID project) {
    return tx.handle()
        .createQuery("select name from content.project where id = :project")
        .bind("project", project)
        .mapTo(String.class)
        .one();
  }

  int countScenes(Tx tx, UUID dataset) {
    return tx.handle()
        .createQuery("select count(*) from content.dataset_scene where dataset = :dataset")
        .bind("dataset", dataset)
        .mapTo(Integer.class)
        .one();
  }

  /** The frozen labels of a scene by element. */
  void labels(Tx tx, UUID dataset, UUID scene, Snapshot.LabelSink sink) {
    tx.handle()
        .createQuery(
            """
            select r.element, r.n, r.class_id, r.geom_px, r.geom_ground, r.area_m2,
                   r.attributes::text, m.portion, r.at
            from content.element e
            join content.dataset_label d on d.dataset = :dataset and d.element = e.id
            join content.revision r on r.element = d.element and r.n = d.n
            join authz.mark m on m.mark_id = r.mark_id
            where e.scene = :scene
            order by e.id
            """)
        .bind("dataset", dataset)
        .bind("scene", scene)
        .setFetchSize(FETCHED)
        .map((row, context) ->
            new FrozenLabel(
                row.getObject("element", UUID.class),
                row.getInt("n"),
                row.getInt("class_id"),
                geometry(row, "geom_px", context),
                geometry(row, "geom_ground", context),
                number(row, "area_m2"),
                attributes(row.getString("attributes")),
                row.getString("portion"),
                row.getTimestamp("at").toInstant()))
        .forEach(label -> {
          try {
            sink.take(label);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Geometry geometry(ResultSet row, String column, StatementContext context)
      throws SQLException {
    return context.findColumnMapperFor(Geometry.class).orElseThrow().map(row, column, context);
  }

  private static FrozenScene scene(ResultSet row) throws SQLException {
    SceneFacts facts = SceneFacts.fromJson(row.getString("facts"));
    Georeference.Form place = facts.georeference();
    Timestamp acquired = row.getTimestamp("acquired");
    return new FrozenScene(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getInt("revision"),
        facts.sha256(),
        facts.width(),
        facts.height(),
        place.epsg() != null ? "EPSG:" + place.epsg() : place.title(),
        list(place.affine()),
        place.lonLat(),
        list(facts.gsd()),
        acquired == null ? null : acquired.toInstant(),
        facts.masked() ? facts.validFraction() : 1,
        row.getString("portion"));
  }

  private static @Nullable List<Double> list(double @Nullable [] values) {
    return values == null ? null : Arrays.stream(values).boxed().toList();
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }

  private static TreeMap<String, Object> attributes(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
