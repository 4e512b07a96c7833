package org.graticule.image.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.image.Sidecar;

/**
 * A folder of this machine whose images may be brought in by name. Nothing outside of it is ever
 * looked at: no name leads out, and no link is followed. Thread-safe.
 */
public final class ImportFolder {
  private static final int MOST_LISTED = 2_000;
  private static final int BUFFER = 1 << 20;

  private final Optional<Path> root;

  public ImportFolder(Optional<Path> root) {
    this.root = root;
  }

  /**
   * What lies in the folder.
   *
   * @param path below the folder, with slashes between
   * @param bytes of a file; 0 for a folder
   * @param sidecar whether it comes along with the image it lies beside, and not by itself
   */
  public record Entry(String path, boolean folder, long bytes, boolean sidecar) {}

  /**
   * Some of what lies in the folder, by name.
   *
   * @param more whether there is more than is listed
   */
  record Entries(List<Entry> entries, boolean more) {}

  boolean isOpen() {
    return root.isPresent();
  }

  Entries list(String path) {
    Path folder = place(path);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw Fault.unacceptable("import-path", "path is no folder: " + RemoteAddress.clip(path));
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Entry> listed =
          all.filter(one -> !one.getFileName().toString().startsWith("."))
              .filter(one -> !Files.isSymbolicLink(one))
              .sorted()
              .limit(MOST_LISTED + 1)
              .map(this::entry)
              .toList();
      boolean more = listed.size() > MOST_LISTED;
      return new Entries(more ? listed.subList(0, MOST_LISTED) : listed, more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Entry entry(Path one) {
    boolean folder = Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS);
    try {
      String path = root.orElseThrow().relativize(one).toString();
      return new Entry(
          path, folder, folder ? 0 : Files.size(one), !folder && Sidecar.isSidecar(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A regular file of the folder.
   *
   * @throws Fault unacceptable for any other name
   */
  Path file(String path) {
    Path file = place(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Fault.unacceptable("import-path", "path is no file: " + RemoteAddress.clip(path));
    }
    return file;
  }

  String name(Path file) {
    return root.orElseThrow().relativize(file).toString();
  }

  /** Every step below the root is looked at itself: a link anywhere on the way is refused. */
  private Path place(String path) {
    Path top =
        root.orElseThrow(() ->
            Fault.unacceptable(
                "imports-off", "no folder may be read here; the setting is import.folder"));
    try {
      Path below = FileSystems.getDefault().getPath(path);
      if (below.isAbsolute() || path.indexOf('\\') >= 0) {
        throw outside(path);
      }
      Path at = top;
      for (Path step : below) {
        String name = step.toString();
        if (name.equals("..") || name.equals(".") || Files.isSymbolicLink(at.resolve(step))) {
          throw outside(path);
        }
        at = name.isEmpty() ? at : at.resolve(step);
      }
      return at;
    } catch (InvalidPathException e) {
      throw outside(path);
    }
  }

  private static Fault outside(String path) {
    return Fault.unacceptable(
        "import-path",
        "path is \""
            + RemoteAddress.clip(path)
            + "\"; allowed: names below the import folder,"
            + " no links");
  }

  void copy(String path, Path into, DoubleConsumer progress) throws IOException {
    Path file = file(path);
    long length = Math.max(1, Files.size(file));
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        OutputStream out = Files.newOutputStream(into)) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        progress.accept(Math.min(1, (double) done / length));
      }
    }
  }
}
