package org.graticule.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL's programs as Debian installs them, run as an account that is not root. */
final class PostgresPrograms {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String ACCOUNT = "postgres";

  private final Path bin;
  private final boolean root = "root".equals(System.getProperty("user.name"));

  private PostgresPrograms(Path bin) {
    this.bin = bin;
  }

  /** The newest version that has PostGIS. */
  static PostgresPrograms find() {
    try (Stream<Path> versions =
        Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.<Path>empty()) {
      Optional<Path> newest =
          versions
              .filter(PostgresPrograms::hasPostgis)
              .max(Comparator.comparingInt(v -> Integer.parseInt(v.getFileName().toString())));
      return newest
          .map(version -> new PostgresPrograms(version.resolve("bin")))
          .orElseThrow(() ->
              new IllegalStateException(
                  "PostgreSQL with PostGIS is not installed: apt-get install postgresql postgis"
                      + " postgresql-postgis"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasPostgis(Path version) {
    String number = version.getFileName().toString();
    return number.matches("\\d+")
        && Files.isExecutable(version.resolve("bin/postgres"))
        && Files.exists(Path.of("/usr/share/postgresql", number, "extension", "postgis.control"));
  }

  /**
   * Where the cluster of a data directory lives: inside it, unless its account could not get there
   * (root's home, a private temporary folder), then in the system's place under a name derived from
   * the directory.
   */
  Path reachableHome(Path dataDirectory) {
    if (!root || othersMayEnter(dataDirectory.toAbsolutePath())) {
      return dataDirectory.toAbsolutePath().resolve("postgres");
    }
    return Path.of(
        "/var/lib/graticule-clusters", digest(dataDirectory.toAbsolutePath().toString()));
  }

  private static boolean othersMayEnter(Path folder) {
    try {
      for (Path p = folder.toRealPath(); p != null; p = p.getParent()) {
        if (!Files.getPosixFilePermissions(p).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file or folder the database account's own. */
  void giveAway(Path path) throws IOException {
    if (root) {
      Files.setOwner(
          path,
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
    }
  }

  /** Runs one program to its end; what it printed is in the exception if it failed. */
  void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--init-groups", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      // A file and not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
      Path output = Files.createTempFile("graticule", ".out");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IllegalStateException(
              program + " failed: " + Files.readString(output, StandardCharsets.UTF_8).strip());
        }
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + program, e);
    }
  }

  /** The port of a cluster that an earlier server left running, or 0. */
  int runningPort(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    try {
      if (!Files.exists(pidFile)) {
        return 0;
      }
      List<String> lines = Files.readAllLines(pidFile);
      boolean alive =
          lines.size() > 3
              && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                  .flatMap(p -> p.info().command())
                  .map(c -> c.endsWith("/postgres"))
                  .orElse(false);
      return alive ? Integer.parseInt(lines.get(3).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
