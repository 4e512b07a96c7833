package org.graticule.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.image.store.ByteSource;
import org.graticule.image.store.LocalStore;
import org.graticule.image.store.ObjectStore;

/**
 * The one place that knows where originals (by their SHA-256) and pyramids (by scene and revision)
 * lie, and what their names are. Thread-safe.
 */
public final class SceneFiles {
  private static final int BUFFER = 1 << 20;

  private final ObjectStore store;
  private final Path scratch;

  /** Originals and pyramids as files of a folder. */
  public SceneFiles(Path root) {
    this(new LocalStore(root), root);
  }

  /**
   * @param scratch folder for pyramids that are being made and for copies of what is far away
   */
  public SceneFiles(ObjectStore store, Path scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  /** Removes what broken puts begun before this time left in the store; returns how many. */
  public int sweep(Instant before) throws IOException {
    return store.sweep(before);
  }

  /**
   * Where the files of a pyramid are made: their home where the store is a local folder, a passing
   * place otherwise.
   */
  public Path pyramidFolder(UUID scene, int revision) {
    String folder = pyramidName(scene, revision, "");
    return store.path(folder).orElseGet(() -> scratch.resolve(folder));
  }

  /** Keeps the finished files of a {@link #pyramidFolder}; they are durable when this returns. */
  void keepPyramid(UUID scene, int revision) throws IOException {
    Path folder = pyramidFolder(scene, revision);
    for (Path file : list(folder)) {
      store.put(pyramidName(scene, revision, file.getFileName().toString()), file);
    }
    if (store.path(pyramidName(scene, revision, "")).isEmpty()) {
      discard(folder);
    }
  }

  /** Removes a pyramid that no scene has, whole or as a failed attempt left it. */
  void forgetPyramid(UUID scene, int revision) throws IOException {
    for (String file : List.of(Ingest.displayName(), Ingest.analyticName())) {
      store.delete(pyramidName(scene, revision, file));
    }
    Path folder = pyramidFolder(scene, revision);
    if (Files.isDirectory(folder)) {
      discard(folder);
    }
  }

  /**
   * One file of a pyramid, such as {@code display.tif}.
   *
   * @throws Fault unavailable, {@code pixels-missing}, where the store does not have it
   */
  public ByteSource openPyramid(UUID scene, int revision, String file) throws IOException {
    String name = pyramidName(scene, revision, file);
    try {
      return store.open(name);
    } catch (NoSuchFileException e) {
      throw Fault.unavailable(
          "pixels-missing", "The pixels of scene " + scene + " are not in the store: " + name);
    }
  }

  /** Whether a pyramid has this file. */
  public boolean hasPyramid(UUID scene, int revision, String file) throws IOException {
    return store.exists(pyramidName(scene, revision, file));
  }

  /**
   * An original or what belongs to it as a file of this machine; closing removes a passing copy.
   */
  Staged stage(String sha256, String suffix) throws IOException {
    String name = originalName(sha256, suffix);
    Path home = store.path(name).orElse(null);
    if (home != null) {
      return new Staged(home, false);
    }
    Path copy = scratch.resolve("staged").resolve(UUID.randomUUID() + suffix);
    Files.createDirectories(copy.getParent());
    try (ByteSource from = store.open(name)) {
      copy(from, copy);
    } catch (NoSuchFileException e) {
      throw Fault.unavailable("original-missing", "The original is not in the store: " + name);
    }
    return new Staged(copy, true);
  }

  /**
   * A local file to read.
   *
   * @param passing whether closing removes it
   */
  record Staged(Path path, boolean passing) implements Closeable {
    @Override
    public void close() throws IOException {
      if (passing) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Bytes of an original for whoever takes it out: the original itself where it is a file of this
   * machine, else a passing copy of just these.
   */
  public Taken original(String sha256, long from, long length) throws IOException {
    String name = originalName(sha256, "");
    Path home = store.path(name).orElse(null);
    if (home != null && Files.exists(home)) {
      return new Taken(home, false);
    }
    Path copy = scratch.resolve("staged").resolve(UUID.randomUUID() + ".part");
    Files.createDirectories(copy.getParent());
    try (ByteSource source = store.open(name)) {
      copy(source, from, length, copy);
    } catch (NoSuchFileException e) {
      throw Fault.unavailable("original-missing", "The original is not in the store: " + name);
    }
    return new Taken(copy, true);
  }

  /**
   * @param passing whether the file is a copy of what was asked for, to be deleted
   */
  public record Taken(Path path, boolean passing) {}

  /** Where a file from outside is gathered before it is an original; its folder exists. */
  public Path arrival(UUID id) throws IOException {
    return Files.createDirectories(scratch.resolve("arrivals")).resolve(id.toString());
  }

  /**
   * Makes an original of what arrived, durably; bytes that are there already are kept once. May be
   * begun again after a crash at any point, until {@link #forgetArrival}.
   *
   * @return its SHA-256
   */
  String keepArrival(UUID id) throws IOException {
    Path file = arrival(id);
    Path note = file.resolveSibling(id + ".sha256");
    if (!Files.exists(note)) {
      // Written down before the file moves away: whoever begins again still knows.
      Path part = file.resolveSibling(id + ".sha256.part");
      Files.writeString(part, Sha256.of(file));
      Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
    }
    String sha256 = Files.readString(note);
    String name = originalName(sha256, "");
    if (!store.exists(name)) {
      store.put(name, file);
    }
    return sha256;
  }

  /** Whether {@link #keepArrival} has begun: the file needs not be brought again. */
  boolean arrived(UUID id) throws IOException {
    return Files.exists(arrival(id).resolveSibling(id + ".sha256"));
  }

  /** Removes what {@link #keepArrival} left, or the arrival itself if it was not kept. */
  public void forgetArrival(UUID id) throws IOException {
    Path file = arrival(id);
    Files.deleteIfExists(file);
    for (String note : List.of(".sha256", ".tag", ".doubt")) {
      Files.deleteIfExists(file.resolveSibling(id + note));
    }
  }

  /**
   * Removes the bytes of a kept arrival where its original is as near: who needs it only later need
   * not hold a second copy.
   */
  void dropSpare(UUID id, String sha256) throws IOException {
    if (store.path(originalName(sha256, "")).isPresent()) {
      Files.deleteIfExists(arrival(id));
    }
  }

  /** A kept arrival as a file of this machine. */
  Staged stageArrival(UUID id, String sha256) throws IOException {
    Path file = arrival(id);
    return Files.exists(file) ? new Staged(file, false) : stage(sha256, "");
  }

  /** A kept sidecar under the name of the image it belongs to, for whoever decodes the two. */
  Staged stageBeside(Path image, String suffix, UUID id, String sha256) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("staged").resolve(id.toString()));
    Path beside = folder.resolve(image.getFileName() + suffix);
    try (Staged original = stageArrival(id, sha256)) {
      Files.copy(original.path(), beside, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Staged(beside, true);
  }

  /** Moves a file among the originals, durably; one that is already there is kept once. */
  String adopt(Path file) {
    String sha256 = Sha256.of(file);
    adoptBeside(file, sha256, "");
    return sha256;
  }

  /** Moves a file beside an original. */
  void adoptBeside(Path file, String sha256, String suffix) {
    try {
      String name = originalName(sha256, suffix);
      if (suffix.isEmpty() && store.exists(name)) {
        Files.deleteIfExists(file);
      } else {
        store.put(name, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pyramidName(UUID scene, int revision, String file) {
    return "pyramids/" + scene + "/r" + revision + "/" + file;
  }

  /** An original or, with a suffix such as {@code .msk}, what belongs to it. */
  private static String originalName(String sha256, String suffix) {
    return "originals/" + sha256.substring(0, 2) + "/" + sha256 + suffix;
  }

  private static void copy(ByteSource from, Path to) throws IOException {
    copy(from, 0, from.length(), to);
  }

  private static void copy(ByteSource from, long start, long length, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      long done = 0;
      while (done < length) {
        buffer.clear().limit((int) Math.min(BUFFER, length - done));
        int n = from.read(buffer, start + done);
        if (n < 0) {
          throw new EOFException("the object ends at " + (start + done));
        }
        out.write(buffer.array(), 0, n);
        done += n;
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void discard(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    }
  }
}
