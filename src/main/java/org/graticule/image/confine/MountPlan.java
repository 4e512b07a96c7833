package org.graticule.image.confine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A shell script that makes a root of nothing but the named paths, each where it always was, and
 * runs a command there. It runs in a mount namespace of its own, so that nothing of it is seen
 * outside and all of it is gone with the process. Closed folders above a path do not matter: inside
 * they are new ones.
 */
final class MountPlan {
  private static final int SCRATCH_MIB = 64;

  private final List<Path> readable;
  private final Path folder;

  /**
   * @param folder the one place to write, and where the new root is put together
   */
  MountPlan(Collection<Path> readable, Path folder) {
    this.readable =
        readable.stream()
            .filter(Files::exists)
            .distinct()
            .sorted(Comparator.comparing(Path::toString))
            .toList();
    this.folder = folder;
  }

  /** Name of the folder, inside the output folder, that the new root is mounted on. */
  static final String ROOT = ".root";

  /** Runs {@code "$@"} at its end. */
  String script() {
    Path root = folder.resolve(ROOT);
    Set<String> folders = new TreeSet<>(List.of(quoted(root.resolve("tmp"))));
    List<String> files = new ArrayList<>();
    List<String> links = new ArrayList<>();
    List<String> mounts = new ArrayList<>();
    List<Path> bound = new ArrayList<>();
    for (Path path : readable) {
      Path inside = inside(root, path);
      if (Files.isSymbolicLink(path) && path.getNameCount() == 1) {
        links.add("cp -P " + quoted(path) + " " + quoted(inside));
        continue;
      }
      if (bound.stream().anyMatch(path::startsWith)) {
        continue;
      }
      bound.add(path);
      if (Files.isDirectory(path)) {
        folders.add(quoted(inside));
      } else {
        folders.add(quoted(inside.getParent()));
        files.add(": > " + quoted(inside));
      }
      mounts.add(mount(path, inside));
    }
    String table = quoted(root.resolve("mounts"));
    Path output = inside(root, folder);
    if (bound.stream().noneMatch(folder::startsWith)) {
      folders.add(quoted(output));
    }
    return """
    set -e
    umask 022
    mount -t tmpfs -o mode=755,size=%dm,nosuid,nodev tmpfs %s
    mkdir -p %s
    chmod 1777 %s
    %s
    %s
    cat > %s <<'END'
    %s
    END
    mount --all --fstab %s
    rm %s
    mount --bind %s %s
    cd %s
    mkdir .outside
    pivot_root . .outside
    cd %s
    umount -l /.outside
    rmdir /.outside
    exec "$@"
    """
        .formatted(
            SCRATCH_MIB,
            quoted(root),
            String.join(" ", folders),
            quoted(root.resolve("tmp")),
            String.join("\n", files),
            String.join("\n", links),
            table,
            String.join("\n", mounts),
            table,
            table,
            quoted(folder),
            quoted(output),
            quoted(root),
            quoted(folder));
  }

  private static String mount(Path path, Path inside) {
    boolean devices =
        path.startsWith("/dev") || path.startsWith("/proc") || path.startsWith("/sys");
    String options = devices ? "rbind" : "bind,ro,nosuid,nodev";
    return escaped(path) + " " + escaped(inside) + " none " + options;
  }

  private static Path inside(Path root, Path path) {
    return root.resolve(path.toString().substring(1));
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  /** As fstab wants it: what would end a field is written in octal. */
  private static String escaped(Path path) {
    return path.toString()
        .chars()
        .mapToObj(c -> c <= ' ' || c == '\\' || c == '#' ? "\\%03o".formatted(c) : "" + (char) c)
        .collect(Collectors.joining());
  }
}
