package org.graticule.image.cog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of one level on their way into the pyramid, in row-major order. The file has no name
 * any more once it is open, so that nothing is left behind however the process ends. One thread.
 */
final class LevelFile implements Closeable {
  /** Marks a mask that is entirely valid; such masks share one block. */
  private static final long SHARED = -1;

  private final FileChannel channel;
  private final long[] imageOffsets;
  private final int[] imageBytes;
  private final long[] maskOffsets;
  private final int[] maskBytes;
  private boolean masked;
  private long length;
  private int next;

  LevelFile(Path folder, int tiles) throws IOException {
    Path path = Files.createTempFile(folder, "level", ".tmp");
    this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    this.imageOffsets = new long[tiles];
    this.imageBytes = new int[tiles];
    this.maskOffsets = new long[tiles];
    this.maskBytes = new int[tiles];
  }

  /**
   * @param jpeg null for a tile without any valid pixel
   * @param mask compressed; null where every pixel is valid, or none
   */
  void append(byte @Nullable [] jpeg, byte @Nullable [] mask) throws IOException {
    int tile = next++;
    if (jpeg == null) {
      masked = true;
      return;
    }
    imageOffsets[tile] = write(jpeg);
    imageBytes[tile] = jpeg.length;
    if (mask == null) {
      maskOffsets[tile] = SHARED;
    } else {
      masked = true;
      maskOffsets[tile] = write(mask);
      maskBytes[tile] = mask.length;
    }
  }

  private long write(byte[] bytes) throws IOException {
    long at = length;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
    length += bytes.length;
    return at;
  }

  boolean masked() {
    return masked;
  }

  int tiles() {
    return imageOffsets.length;
  }

  long length() {
    return length;
  }

  boolean complete() {
    return next == imageOffsets.length;
  }

  /** Offsets of the image tiles in the final file; 0 for tiles without data. */
  long[] imageOffsets(long base) {
    long[] moved = new long[imageOffsets.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = imageBytes[i] == 0 ? 0 : base + imageOffsets[i];
    }
    return moved;
  }

  int[] imageBytes() {
    return imageBytes;
  }

  long[] maskOffsets(long base, long shared) {
    long[] moved = new long[maskOffsets.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = maskOffsets[i] == SHARED ? shared : maskBytes[i] == 0 ? 0 : base + maskOffsets[i];
    }
    return moved;
  }

  int[] maskBytes(int shared) {
    int[] sizes = maskBytes.clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = maskOffsets[i] == SHARED ? shared : sizes[i];
    }
    return sizes;
  }

  void copyTo(FileChannel target) throws IOException {
    long done = 0;
    while (done < length) {
      done += channel.transferTo(done, length - done, target);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
