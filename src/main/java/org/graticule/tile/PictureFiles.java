package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drawn pictures as files, bounded in bytes. Each file begins with the SHA-256 of all that follows,
 * its key among it: what does not agree is deleted and drawn again, never sent. Whoever asks has
 * been decided on before. Thread-safe; one process per folder.
 */
final class PictureFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PictureFiles.class);
  private static final int SUM = 32;

  /**
   * One more whenever the same request is to be drawn otherwise: what older programs kept is not.
   */
  private static final int DRAWING = 2;

  private static final String SUFFIX = ".tile";

  private final Path folder;

  /** Length of each file, by name; the ones that fall out are deleted. */
  private final Cache<String, Integer> lengths;

  /**
   * @param limit bytes, more than 0
   */
  PictureFiles(Path folder, long limit) {
    this.folder = folder;
    this.lengths =
        Caffeine.newBuilder()
            .maximumWeight(limit)
            .<String, Integer>weigher((name, length) -> length)
            .<String, Integer>evictionListener((name, length, cause) -> forget(name, cause))
            .build();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("tile-cache-count").start(this::count);
  }

  /** Learns what an earlier run left; until then nothing of it is found. */
  private void count() {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          lengths.put(name, (int) Math.min(Integer.MAX_VALUE, Files.size(file)));
        } else {
          // Half of a picture that a stop cut off.
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the cache of tiles cannot be counted: {}", e.getMessage());
    }
  }

  Optional<Picture> find(TileKey key) {
    String name = name(key);
    if (lengths.getIfPresent(name) == null) {
      return Optional.empty();
    }
    try {
      byte[] file = Files.readAllBytes(path(name));
      Optional<Picture> picture = picture(key, file);
      if (picture.isEmpty()) {
        LOG.warn("tile {} of the cache is damaged and is drawn again", name);
        lengths.invalidate(name);
        Files.deleteIfExists(path(name));
      }
      return picture;
    } catch (NoSuchFileException e) {
      lengths.invalidate(name);
    } catch (IOException e) {
      LOG.warn("tile {} of the cache cannot be read: {}", name, e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Picture> picture(TileKey key, byte[] file) {
    if (file.length < SUM + 8
        || !Arrays.equals(
            file, 0, SUM, digest(Arrays.copyOfRange(file, SUM, file.length)), 0, SUM)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(file, SUM, file.length - SUM);
    String of = text(in);
    String type = text(in);
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return of.equals(title(key)) ? Optional.of(new Picture(type, bytes)) : Optional.empty();
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A failure to keep is a warning: the picture has been drawn all the same. */
  void keep(TileKey key, Picture picture) {
    if (picture.isNothing()) {
      return;
    }
    byte[] of = title(key).getBytes(StandardCharsets.UTF_8);
    byte[] type = picture.type().getBytes(StandardCharsets.UTF_8);
    int length = 8 + of.length + type.length + picture.bytes().length;
    byte[] content =
        ByteBuffer.allocate(length)
            .putInt(of.length)
            .put(of)
            .putInt(type.length)
            .put(type)
            .put(picture.bytes())
            .array();
    byte[] file = ByteBuffer.allocate(SUM + length).put(digest(content)).put(content).array();
    String name = name(key);
    Path part = folder.resolve(UUID.randomUUID() + ".part");
    try {
      Files.write(part, file);
      Files.createDirectories(path(name).getParent());
      Files.move(part, path(name), StandardCopyOption.ATOMIC_MOVE);
      lengths.put(name, file.length);
    } catch (IOException e) {
      LOG.warn("a tile cannot be kept: {}", e.getMessage());
    }
  }

  private void forget(String name, RemovalCause cause) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      LOG.warn("tile {} of the cache cannot be deleted: {}", name, e.getMessage());
    }
  }

  Path path(String name) {
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }

  static String name(TileKey key) {
    byte[] digest = digest(title(key).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 20) + SUFFIX;
  }

  private static String title(TileKey key) {
    return DRAWING + " " + key;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
