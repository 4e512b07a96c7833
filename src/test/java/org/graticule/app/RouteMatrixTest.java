package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.graticule.app.RouteMatrix.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route, everybody, everything they may and may not reach. */
final class RouteMatrixTest {
  @TempDir private Path folder;

  @Test
  void everyRouteAnswersEverybodyAsTheTableSaysAndHidesWhatIsHidden() throws Exception {
    try (MatrixWorld world = new MatrixWorld(folder)) {
      RouteMatrix matrix = new RouteMatrix(world.node.base(), world.passwords());
      // What is added where they may not see it changes nothing of what they see.
      Place open = world.open();
      Map<RouteMatrix.Way, String> before = matrix.seen(open, "viewer");
      Place sealed = world.sealed();
      Place elsewhere = world.elsewhere();
      assertThat(RouteMatrix.differences(before, matrix.seen(open, "viewer"))).isEmpty();

      matrix.rolesAreKept(open);
      matrix.hiddenIsAbsent(sealed, "viewer", "officer", "auditor", "admin");
      matrix.hiddenIsAbsent(elsewhere, "annotator", "reviewer", "exporter", "viewer");
      matrix.nothingLeaks(sealed, "viewer");
      matrix.nothingLeaks(elsewhere, "annotator");
      matrix.edgeIsKept(world.edge("annotator", "annotator"), "annotator");
      assertThat(matrix.asked()).isGreaterThan(800);
    }
  }
}
