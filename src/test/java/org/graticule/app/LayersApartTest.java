package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.graticule.app.RouteMatrix.Place;
import org.graticule.db.DatabaseAddress;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access is enforced twice: with either layer switched off, the other lets nothing through. */
@Tag("long")
final class LayersApartTest {
  private static final Path POLICY = Path.of("src/main/java/org/graticule/access/Policy.java");

  @TempDir private Path folder;

  @Test
  void withoutRowPoliciesTheServerHidesWhatIsHidden() throws Exception {
    try (MatrixWorld world = new MatrixWorld(folder)) {
      Place sealed = world.sealed();
      Place elsewhere = world.elsewhere();
      Place beyond = beyond(world);
      Place edge = world.edge("reviewer", "reviewer");
      DatabaseAddress owner = world.node.database().owner();
      try (Handle handle =
          Jdbi.create(owner.url(), owner.user(), owner.password().reveal()).open()) {
        handle
            .createQuery(
                "select oid::regclass::text from pg_class where relnamespace ="
                    + " 'content'::regnamespace and relkind = 'r'")
            .mapTo(String.class)
            .list()
            .forEach(table ->
                handle.execute(
                    "alter table "
                        + table
                        + " no force row level security, disable row level security"));
      }
      RouteMatrix matrix = new RouteMatrix(world.node.base(), world.passwords());
      assertNothingLeaks(sealed, elsewhere, matrix);
      matrix.nothingLeaks(beyond, "exporter");
      matrix.edgeIsKept(edge, "reviewer");
    }
  }

  @Test
  void withADecisionThatIsAlwaysYesTheDatabaseHidesWhatIsHidden() throws Exception {
    try (MatrixWorld world = new MatrixWorld(folder)) {
      Place sealed = world.sealed();
      Place elsewhere = world.elsewhere();
      Place beyond = beyond(world);
      Place edge = world.edge("reviewer", "reviewer");
      Map<String, String> environment = new HashMap<>(world.node.database().environment());
      environment.put("GRATICULE_DATA", world.node.settings.dataDirectory().toString());
      world.node.node.close();
      ServerProcess server = ServerProcess.start(environment, alwaysYes());
      try {
        RouteMatrix matrix = new RouteMatrix(server.address(), world.passwords());
        assertNothingLeaks(sealed, elsewhere, matrix);
        matrix.nothingLeaks(beyond, "exporter");
        matrix.edgeIsKept(edge, "reviewer");
      } finally {
        server.stop();
      }
    }
  }

  /** Something that one of the project's people may not see for where it lies. */
  private static Place beyond(MatrixWorld world) throws Exception {
    Place place = world.open();
    new RawClient(world.node.base())
        .signIn("lead", world.node.password("lead"))
        .send(
            "POST",
            "/api/v1/projects/" + place.parameters().get("project") + "/grants",
            """
            {"username": "exporter", "role": "exporter", "area": {"type": "Polygon", "coordinates":
              [[[20, 48], [22, 48], [22, 49], [20, 49], [20, 48]]]}}
            """)
        .expect(201);
    return place;
  }

  private static void assertNothingLeaks(Place sealed, Place elsewhere, RouteMatrix matrix)
      throws Exception {
    matrix.nothingLeaks(sealed, "viewer", "officer", "auditor", "admin");
    matrix.nothingLeaks(elsewhere, "annotator", "reviewer", "exporter", "viewer");
    assertThat(matrix.asked()).isGreaterThan(200);
  }

  /** The policy with its decision taken out, compiled to stand before the real one. */
  private Path alwaysYes() throws Exception {
    String source = Files.readString(POLICY);
    String mutant =
        source.replaceAll(
            "(?m)^(  public Decision decide\\([^)]*\\) \\{)$",
            "$1\n    if (!Thread.interrupted()) {\n      return Decision.ALLOW;\n    }");
    assertThat(mutant.split("Thread.interrupted", -1)).hasSize(5);
    Path file = Files.createDirectories(folder.resolve("mutant")).resolve("Policy.java");
    Files.writeString(file, mutant);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                List.of(
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        file.toString())
                    .toArray(String[]::new));
    assertThat(failed).isZero();
    return classes;
  }
}
