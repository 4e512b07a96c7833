package org.graticule.label.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graticule.fault.Fault;

/**
 * A file of labels that somebody sent. It may be long: read it as it comes where that is possible.
 */
public sealed interface LabelFile {
  /** Of what is held in memory whole, because its format jumps about in it. */
  int MOST_HELD = 64 << 20;

  /** On disk; whoever made it deletes it. */
  record Stored(Path path) implements LabelFile {
    @Override
    public InputStream open() {
      try {
        return Files.newInputStream(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long length() {
      try {
        return Files.size(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** In memory already. */
  record Held(byte[] bytes) implements LabelFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** From the beginning, as often as needed. */
  InputStream open();

  long length();

  /**
   * All of it, in memory.
   *
   * @throws Fault too large beyond {@link #MOST_HELD}
   */
  default byte[] whole() {
    if (length() > MOST_HELD) {
      throw Fault.tooLarge(
          "file-too-large",
          "A file of this format may have %d bytes, this has %d. GeoJSON, COCO and tables of lines may be longer."
              .formatted(MOST_HELD, length()));
    }
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
