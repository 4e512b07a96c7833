package org.graticule.image.store.s3;

import com.github.benmanes.caffeine.cache.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.graticule.image.store.ByteSource;

/**
 * An object read by ranges, through blocks that all objects share; a block that several ask for is
 * fetched once. Long reads go by the blocks, so that copying a file leaves the tiles in memory.
 */
final class S3Bytes implements ByteSource {
  /** A few tiles: what is near is asked for next. */
  static final int BLOCK = 256 << 10;

  private static final int LONG_READ = 4 * BLOCK;
  private static final int LONGEST_READ = 8 << 20;

  private final S3Requests requests;
  private final Cache<Block, byte[]> blocks;
  private final String name;
  private final String tag;
  private final long length;

  /**
   * @param tag of the content: other content under the same name has another
   */
  record Block(String name, String tag, long index) {}

  S3Bytes(S3Requests requests, Cache<Block, byte[]> blocks, String name, String tag, long length) {
    this.requests = requests;
    this.blocks = blocks;
    this.name = name;
    this.tag = tag;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    if (position >= length) {
      return -1;
    }
    if (into.remaining() >= LONG_READ) {
      byte[] bytes = fetch(position, Math.min(LONGEST_READ, into.remaining()));
      into.put(bytes);
      return bytes.length;
    }
    byte[] block = block(position / BLOCK);
    int from = (int) (position % BLOCK);
    int n = Math.min(into.remaining(), block.length - from);
    into.put(block, from, n);
    return n;
  }

  private byte[] block(long index) throws IOException {
    try {
      return blocks.get(
          new Block(name, tag, index),
          key -> {
            try {
              return fetch(index * BLOCK, BLOCK);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** This many bytes from here, or those there are. */
  private byte[] fetch(long from, int most) throws IOException {
    long to = Math.min(length, from + most) - 1;
    Map<String, String> headers = Map.of("Range", "bytes=" + from + "-" + to, "If-Match", tag);
    HttpResponse<byte[]> response = requests.send("GET", name, "", headers, S3Requests.Body.NONE);
    int status = response.statusCode();
    if (status == 404) {
      throw new NoSuchFileException(name);
    }
    boolean whole = status == 200 && from == 0 && to == length - 1;
    if (status != 206 && !whole) {
      throw S3Requests.refused("GET", name, response);
    }
    if (response.body().length != to - from + 1) {
      throw new IOException(
          "%s from %d has %d bytes".formatted(name, from, response.body().length));
    }
    return response.body();
  }

  @Override
  public void close() {
    // Connections are the store's.
  }
}
