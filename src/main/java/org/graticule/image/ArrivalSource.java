package org.graticule.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/** Brings files from where they lie. */
@FunctionalInterface
public interface ArrivalSource {
  /** Knows nowhere to go. */
  ArrivalSource NONE =
      (from, into, progress) -> {
        throw new IOException("nothing is brought in here: " + from);
      };

  /**
   * Makes this file what lies there; goes on with what an earlier attempt brought, where that can
   * be.
   *
   * @param progress told shares of the whole, rising
   */
  void fetch(String from, Path into, DoubleConsumer progress) throws IOException;
}
