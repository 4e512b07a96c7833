package org.graticule.tile;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.graticule.image.codec.JpegCodec;

/**
 * JPEG codecs to borrow: making one costs more than a tile. As many are kept as were ever in use at
 * once, which the width of the pools bounds. Thread-safe.
 */
final class Codecs {
  private static final ConcurrentLinkedDeque<JpegCodec> IDLE = new ConcurrentLinkedDeque<>();

  private Codecs() {}

  /** Uses a codec. */
  @FunctionalInterface
  interface Work<T> {
    T with(JpegCodec codec) throws IOException;
  }

  static <T> T borrow(Work<T> work) throws IOException {
    JpegCodec idle = IDLE.pollFirst();
    JpegCodec codec = idle != null ? idle : JpegCodec.open();
    try {
      return work.with(codec);
    } finally {
      IDLE.addFirst(codec);
    }
  }
}
