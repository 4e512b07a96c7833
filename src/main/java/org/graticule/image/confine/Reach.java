package org.graticule.image.confine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The files that a Java process and native libraries need to read, whatever their work is. */
final class Reach {
  /** Of {@code /etc} only what finding libraries and the settings of Java need. */
  static final List<Path> OF_SYSTEM =
      List.of(
              "/usr",
              "/bin",
              "/sbin",
              "/lib",
              "/lib32",
              "/lib64",
              "/libx32",
              "/etc/ld.so.cache",
              "/etc/ld.so.conf",
              "/etc/ld.so.conf.d",
              "/etc/alternatives",
              "/etc/java-21-openjdk",
              "/etc/java-25-openjdk",
              "/etc/localtime",
              "/proc",
              "/sys/fs/cgroup",
              "/dev/null",
              "/dev/zero",
              "/dev/random",
              "/dev/urandom")
          .stream()
          .map(Path::of)
          .toList();

  private Reach() {}

  /** The Java runtime and the class path, with what its jars name in turn. */
  static Set<Path> ofJava() {
    Set<Path> paths = new LinkedHashSet<>();
    paths.add(Path.of(System.getProperty("java.home")));
    String registry = System.getProperty("EPSG-HSQL.directory");
    if (registry != null && Files.isDirectory(Path.of(registry))) {
      paths.add(Path.of(registry));
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!entry.isEmpty() && Files.exists(path)) {
        paths.add(path);
        if (Files.isRegularFile(path)) {
          paths.addAll(named(path));
        }
      }
    }
    return paths;
  }

  /** Folders of the jars that a jar's manifest puts on the class path. */
  private static Set<Path> named(Path jar) {
    Set<Path> folders = new LinkedHashSet<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      String entries =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (entries != null) {
        for (String entry : entries.trim().split("\\s+")) {
          Path path = jar.resolveSibling(entry).normalize();
          if (!entry.contains(":") && Files.exists(path)) {
            Path folder = path.getParent();
            folders.add(folder.equals(jar.getParent()) ? path : folder);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      return Set.of();
    }
    return folders;
  }
}
