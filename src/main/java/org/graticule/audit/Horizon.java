package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Up to where a log's records may have been taken away, because their time of keeping is over: a
 * signed checkpoint of that size with a line of extension, in the log's folder. Without it a
 * missing record is tampering.
 *
 * @param at the records before, all of them
 */
record Horizon(Checkpoint at) {
  static final String NAME = "horizon";
  private static final String LINE = "horizon";

  static void write(Path folder, SigningKey key, LogHead before) throws IOException {
    Checkpoint at = Checkpoint.of(key.verifier().name(), before, LINE);
    DurableFile.replace(folder.resolve(NAME), at.signedBy(key));
  }

  /** The horizon of a folder, empty where everything is kept. */
  static Optional<Horizon> read(Path folder, KeyRing keys) throws IOException, Checkpoint.Rejected {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Checkpoint at = Checkpoint.openAny(LogFolder.note(file), keys);
    if (at.extension().size() != 1 || !at.extension().getFirst().equals(LINE)) {
      throw new Checkpoint.Rejected("it is a note of another kind");
    }
    return Optional.of(new Horizon(at));
  }
}
