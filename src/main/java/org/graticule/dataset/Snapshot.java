package org.graticule.dataset;

import java.io.IOException;
import java.util.List;

/**
 * Everything a format may read to write a dataset: frozen, permitted, in a fixed order. Reading it
 * twice gives the same.
 *
 * @param version which dataset this is
 * @param recipe how to cut it
 * @param categories classes, by id
 * @param scenes by id
 * @param labels the frozen labels of a scene, by element
 * @param pixels what the scenes look like
 */
public record Snapshot(
    DatasetVersion version,
    Recipe recipe,
    List<Category> categories,
    List<FrozenScene> scenes,
    Labels labels,
    Pixels pixels) {

  /** Streams labels; never holds them all. */
  @FunctionalInterface
  public interface Labels {
    void each(FrozenScene scene, LabelSink sink) throws IOException;
  }

  /** Takes one label after the other. */
  @FunctionalInterface
  public interface LabelSink {
    void take(FrozenLabel label) throws IOException;
  }

  /** Opens the pixels of a scene; whoever opens closes. */
  @FunctionalInterface
  public interface Pixels {
    ScenePixels open(FrozenScene scene) throws IOException;
  }
}
