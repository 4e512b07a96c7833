package org.graticule.dataset;

import java.io.IOException;
import java.util.SortedMap;

/**
 * One way to write a dataset. Stateless, thread-safe. A new format is one class, a line in {@link
 * ExportFormats#ALL}, a subclass of the contract test and a golden file.
 *
 * <p>The same snapshot must give the same bytes, in memory that does not grow with the number of
 * labels, and what cannot be said in the format goes to the losses.
 */
public interface ExportFormat {
  /** Lower-case word that names the format in recipes and is its folder in the archive. */
  String name();

  /** Writes members under {@code name()/} and returns how many of what it wrote. */
  SortedMap<String, Long> write(
      Snapshot snapshot, Archive archive, Losses losses, Progress progress) throws IOException;
}
