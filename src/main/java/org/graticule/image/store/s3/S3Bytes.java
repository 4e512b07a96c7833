package org.graticule.image.store.s3;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.graticule.image.store.ByteSource;

/**
 * An object read by ranges, through blocks that all objects share; a block that several ask for is
 * fetched once, and neighbours that are missing come with one request. Long reads go by the blocks,
 * so that copying a file leaves the tiles in memory.
 */
final class S3Bytes implements ByteSource {
  /** A few tiles: what is near is asked for next. */
  static final int BLOCK = 256 << 10;

  private static final int LONG_READ = 8 * BLOCK;
  private static final int LONGEST_READ = 8 << 20;

  private final S3Requests requests;
  private final AsyncCache<Block, byte[]> blocks;
  private final String name;
  private final String tag;
  private final long length;

  /**
   * @param tag of the content: other content under the same name has another
   */
  record Block(String name, String tag, long index) {}

  S3Bytes(
      S3Requests requests, AsyncCache<Block, byte[]> blocks, String name, String tag, long length) {
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
    int n = (int) Math.min(into.remaining(), length - position);
    if (n >= LONG_READ) {
      byte[] bytes = fetch(position, Math.min(LONGEST_READ, n));
      into.put(bytes);
      return bytes.length;
    }
    long first = position / BLOCK;
    List<CompletableFuture<byte[]>> wanted = blocks(first, (position + n - 1) / BLOCK);
    for (int i = 0; i < wanted.size(); i++) {
      put(joined(wanted.get(i)), first + i, position, n, into);
    }
    return n;
  }

  /** What a block has of a stretch. */
  private static void put(byte[] block, long index, long position, int n, ByteBuffer into) {
    int from = (int) Math.max(0, position - index * BLOCK);
    int to = (int) Math.min(block.length, position + n - index * BLOCK);
    into.put(block, from, to - from);
  }

  @Override
  public Optional<ByteBuffer> resident(long position, int length) {
    long first = position / BLOCK;
    long last = (position + length - 1) / BLOCK;
    ByteBuffer several = first == last ? null : ByteBuffer.allocate(length);
    for (long index = first; index <= last; index++) {
      CompletableFuture<byte[]> block = blocks.getIfPresent(new Block(name, tag, index));
      if (block == null || block.state() != CompletableFuture.State.SUCCESS) {
        return Optional.empty();
      }
      if (several == null) {
        int from = (int) (position - index * BLOCK);
        return Optional.of(ByteBuffer.wrap(block.resultNow(), from, length).slice());
      }
      put(block.resultNow(), index, position, length, several);
    }
    return Optional.ofNullable(several).map(ByteBuffer::flip);
  }

  /** Blocks that are there, under way, or fetched now. */
  private List<CompletableFuture<byte[]>> blocks(long first, long last) {
    List<CompletableFuture<byte[]>> all = new ArrayList<>();
    List<CompletableFuture<byte[]>> missing = new ArrayList<>();
    for (long index = first; index <= last; index++) {
      CompletableFuture<byte[]> mine = new CompletableFuture<>();
      CompletableFuture<byte[]> there =
          blocks.asMap().putIfAbsent(new Block(name, tag, index), mine);
      all.add(there == null ? mine : there);
      if (there == null) {
        missing.add(mine);
      } else {
        load(index - missing.size(), missing);
      }
    }
    load(last + 1 - missing.size(), missing);
    return all;
  }

  /** Fetches neighbouring blocks with one request; whoever waits for one hears of a failure. */
  private void load(long first, List<CompletableFuture<byte[]>> missing) {
    if (missing.isEmpty()) {
      return;
    }
    try {
      byte[] bytes = fetch(first * BLOCK, missing.size() * BLOCK);
      for (int i = 0; i < missing.size(); i++) {
        int to = Math.min(bytes.length, (i + 1) * BLOCK);
        missing.get(i).complete(Arrays.copyOfRange(bytes, i * BLOCK, to));
      }
    } catch (IOException | RuntimeException | Error e) {
      missing.forEach(block -> block.completeExceptionally(e));
    }
    missing.clear();
  }

  private static byte[] joined(CompletableFuture<byte[]> block) throws IOException {
    try {
      return block.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case NoSuchFileException gone -> throw gone;
        case IOException failed -> throw new IOException(failed.getMessage(), failed);
        case null, default -> throw e;
      }
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
