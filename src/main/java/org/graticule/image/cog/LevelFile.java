package org.graticule.image.cog;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of one level on their way into the pyramid. They may come in any order and from any
 * thread, and leave in row-major order, each with its planes and its mask together. What was saved
 * can be taken up by another process.
 */
final class LevelFile implements Closeable {
  /** Size of a mask that is entirely valid; such masks share one block. */
  private static final int SHARED = -1;

  private final FileChannel channel;
  private final int tiles;
  private final int planes;
  private final long[] places;
  private final int[] imageBytes;
  private final int[] maskBytes;
  private boolean masked;
  private long length;
  private int count;

  /**
   * @param path what is already there is kept until it is written over or {@link #load} cuts it
   */
  LevelFile(Path path, int tiles, int planes) throws IOException {
    this.channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.tiles = tiles;
    this.planes = planes;
    this.places = new long[tiles];
    this.imageBytes = new int[Math.multiplyExact(tiles, planes)];
    this.maskBytes = new int[tiles];
  }

  /** Forces the tiles to disk and says where they are. */
  void save(DataOutputStream out) throws IOException {
    channel.force(true);
    out.writeInt(count);
    out.writeLong(length);
    out.writeBoolean(masked);
    for (int tile = 0; tile < tiles; tile++) {
      out.writeLong(places[tile]);
      out.writeInt(maskBytes[tile]);
    }
    for (int size : imageBytes) {
      out.writeInt(size);
    }
  }

  /** Goes on where a file of the same shape was saved. */
  void load(DataInputStream in) throws IOException {
    count = in.readInt();
    length = in.readLong();
    masked = in.readBoolean();
    for (int tile = 0; tile < tiles; tile++) {
      places[tile] = in.readLong();
      maskBytes[tile] = in.readInt();
    }
    for (int i = 0; i < imageBytes.length; i++) {
      imageBytes[i] = in.readInt();
    }
    channel.truncate(length);
  }

  int count() {
    return count;
  }

  /**
   * @param images one for each plane; null for a tile that is left out, without any valid pixel
   * @param mask compressed; null where every pixel is valid, or the tile is left out
   */
  void put(int tile, byte @Nullable [][] images, byte @Nullable [] mask) throws IOException {
    long at = reserve(tile, images, mask);
    if (images != null) {
      for (byte[] image : images) {
        at = write(image, at);
      }
      if (mask != null) {
        write(mask, at);
      }
    }
  }

  private synchronized long reserve(int tile, byte @Nullable [][] images, byte @Nullable [] mask) {
    count++;
    masked |= images == null || mask != null;
    if (images == null) {
      return length;
    }
    places[tile] = length;
    for (int plane = 0; plane < planes; plane++) {
      imageBytes[plane * tiles + tile] = images[plane].length;
      length += images[plane].length;
    }
    maskBytes[tile] = mask == null ? SHARED : mask.length;
    length += mask == null ? 0 : mask.length;
    return places[tile];
  }

  private long write(byte[] bytes, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
    return at + bytes.length;
  }

  /** Whether a tile was left out. */
  boolean absent(int tile) {
    return imageBytes[tile] == 0;
  }

  /** A plane of a tile that was put and not left out. */
  byte[] image(int tile, int plane) throws IOException {
    long at = places[tile];
    for (int before = 0; before < plane; before++) {
      at += imageBytes[before * tiles + tile];
    }
    return read(at, imageBytes[plane * tiles + tile]);
  }

  /** Its compressed mask; null where every pixel is valid. */
  byte @Nullable [] mask(int tile) throws IOException {
    return maskBytes[tile] == SHARED
        ? null
        : read(places[tile] + imageLength(tile), maskBytes[tile]);
  }

  private byte[] read(long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("the level ends at " + (at + buffer.position()));
      }
    }
    return buffer.array();
  }

  private long imageLength(int tile) {
    long sum = 0;
    for (int plane = 0; plane < planes; plane++) {
      sum += imageBytes[plane * tiles + tile];
    }
    return sum;
  }

  boolean masked() {
    return masked;
  }

  long length() {
    return length;
  }

  boolean complete() {
    return count == tiles;
  }

  /** Offsets in the final file, plane by plane; 0 for tiles that are left out. */
  long[] imageOffsets(long base) {
    long[] offsets = new long[imageBytes.length];
    long at = base;
    for (int tile = 0; tile < tiles; tile++) {
      for (int plane = 0; plane < planes; plane++) {
        int i = plane * tiles + tile;
        offsets[i] = imageBytes[i] == 0 ? 0 : at;
        at += imageBytes[i];
      }
      at += Math.max(0, maskBytes[tile]);
    }
    return offsets;
  }

  int[] imageBytes() {
    return imageBytes;
  }

  long[] maskOffsets(long base, long shared) {
    long[] offsets = new long[tiles];
    long at = base;
    for (int tile = 0; tile < tiles; tile++) {
      at += imageLength(tile);
      offsets[tile] = maskBytes[tile] == SHARED ? shared : maskBytes[tile] == 0 ? 0 : at;
      at += Math.max(0, maskBytes[tile]);
    }
    return offsets;
  }

  int[] maskBytes(int shared) {
    int[] sizes = maskBytes.clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] == SHARED ? shared : sizes[i];
    }
    return sizes;
  }

  /** Tiles that lie here as they will lie there are copied together. */
  void copyTo(FileChannel target) throws IOException {
    long from = 0;
    long to = 0;
    for (int tile = 0; tile < tiles; tile++) {
      long size = absent(tile) ? 0 : imageLength(tile) + Math.max(0, maskBytes[tile]);
      if (size > 0 && places[tile] != to) {
        transfer(from, to, target);
        from = places[tile];
        to = from;
      }
      to += size;
    }
    transfer(from, to, target);
  }

  private void transfer(long from, long to, FileChannel target) throws IOException {
    long done = from;
    while (done < to) {
      done += channel.transferTo(done, to - done, target);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
