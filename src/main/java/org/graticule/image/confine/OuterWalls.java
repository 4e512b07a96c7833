package org.graticule.image.confine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What surrounds a decoder before it starts: a user of its own, a file system that holds only what
 * it reads and writes, a network without interfaces, limits. How much of that this machine grants
 * is tried once. Needs only what is in every Debian: {@code sh}, util-linux, mount. Thread-safe.
 */
public final class OuterWalls {
  private static final Logger LOG = LoggerFactory.getLogger(OuterWalls.class);

  /** User and group of decoders where the server is root; needs no entry in {@code /etc/passwd}. */
  public static final int USER = 60846;

  private static final long TRIAL_SECONDS = 20;
  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  /** From the strongest to the weakest. */
  private enum Kind {
    /** Root: namespaces and another user. */
    OWN_USER,
    /** Not root, or root without the right: namespaces inside a namespace of users. */
    NAMESPACES,
    /** Neither is granted: the inner walls alone. */
    NONE
  }

  private @Nullable Kind kind;
  private String told = "";

  public OuterWalls() {}

  private OuterWalls(Kind kind) {
    this.kind = kind;
  }

  /** Those of a server that is not root, for one that is. */
  public static OuterWalls withoutRoot() {
    return new OuterWalls(Kind.NAMESPACES);
  }

  /**
   * The limits that the kernel keeps.
   *
   * @param memoryMib of private memory that can be written: heap, stacks and native libraries
   * @param cpuSeconds of all threads together
   * @param fileMib longest file it may write
   */
  public record Budget(long memoryMib, long cpuSeconds, long fileMib) {}

  /** Puts on the log which walls stand, once and whenever it is another set. */
  public synchronized void tell(String inner) {
    String standing = String.join(", ", standing()) + (inner.isEmpty() ? "" : ", " + inner);
    if (!standing.equals(told)) {
      told = standing;
      LOG.info("images are decoded behind these walls: {}", standing);
    }
  }

  private List<String> standing() {
    return switch (kind()) {
      case OWN_USER -> List.of("own user", "own files", "no network", "limits");
      case NAMESPACES -> List.of("own files", "no network", "limits");
      case NONE -> List.of("limits");
    };
  }

  /**
   * A command that runs the other one inside the walls, in the output folder.
   *
   * @param readable what it reads beside the system, Java and its class path
   * @param folder the one place to write; exists
   */
  public List<String> around(
      List<String> inner, Collection<Path> readable, Path folder, Budget budget)
      throws IOException {
    return around(kind(), inner, readable, folder, budget);
  }

  /** Lets the decoder's user read the inputs and write the folder, where that is another user. */
  public void handOver(Collection<Path> readable, Path folder) throws IOException {
    if (kind() == Kind.OWN_USER) {
      for (Path path : readable) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        if (!rights.contains(PosixFilePermission.OTHERS_READ)) {
          Files.setAttribute(path, "unix:gid", USER);
          Set<PosixFilePermission> more = EnumSet.copyOf(rights);
          more.add(PosixFilePermission.GROUP_READ);
          Files.setPosixFilePermissions(path, more);
        }
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          own(file, USER);
        }
      }
      own(folder, USER);
    }
  }

  /**
   * Takes the folder back once the decoder is gone. Whatever in it is not a plain file with one
   * name is removed: it is not what was asked for.
   */
  public void takeBack(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(MountPlan.ROOT));
    int owner = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (kind() == Kind.OWN_USER) {
      own(folder, owner);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        boolean plain =
            Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1;
        if (!plain && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        } else if (plain && kind() == Kind.OWN_USER) {
          own(file, owner);
        }
      }
    }
  }

  /** Leaves the process nothing of what the server was told: secrets are settings, too. */
  public static void clear(Map<String, String> environment) {
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("LANG", "C.UTF-8");
  }

  private List<String> around(
      Kind kind, List<String> inner, Collection<Path> readable, Path folder, Budget budget) {
    List<String> command = new ArrayList<>();
    if (kind != Kind.NONE) {
      command.add("unshare");
      if (kind == Kind.NAMESPACES) {
        command.addAll(List.of("--user", "--map-root-user"));
      }
      command.addAll(List.of("--mount", "--net", "--ipc", "--uts", "--"));
      Set<Path> all = new TreeSet<>(Reach.ofJava());
      all.addAll(Reach.OF_SYSTEM);
      readable.forEach(path -> all.add(path.toAbsolutePath().normalize()));
      Path home = folder.toAbsolutePath().normalize();
      make(home.resolve(MountPlan.ROOT));
      command.addAll(List.of("sh", "-c", new MountPlan(all, home).script(), "decoder"));
      command.addAll(List.of("setpriv", "--no-new-privs"));
      command.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
      if (kind == Kind.OWN_USER) {
        command.addAll(List.of("--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
      }
      command.add("--");
    }
    command.addAll(List.of("sh", "-c", limits(budget), "decoder"));
    command.addAll(inner);
    return command;
  }

  private static String limits(Budget budget) {
    // The first limit of processor time names itself by its signal; the second only kills.
    return """
    ulimit -c 0
    ulimit -n 4096
    ulimit -S -t %d
    ulimit -H -t %d
    ulimit -f %d
    ulimit -d %d
    exec "$@"
    """
        .formatted(
            budget.cpuSeconds(),
            budget.cpuSeconds() + 5,
            budget.fileMib() * 2048,
            budget.memoryMib() * 1024);
  }

  private synchronized Kind kind() {
    if (kind == null) {
      kind =
          Stream.of(Kind.OWN_USER, Kind.NAMESPACES)
              .filter(this::granted)
              .findFirst()
              .orElse(Kind.NONE);
    }
    return kind;
  }

  /** Tries the walls with a command that reads what Java will read. */
  private boolean granted(Kind wanted) {
    if (wanted == Kind.OWN_USER && !"root".equals(System.getProperty("user.name"))) {
      return false;
    }
    try {
      Path folder = Files.createTempDirectory("graticule-walls");
      try {
        List<String> check =
            new ArrayList<>(List.of("sh", "-c", "for f; do test -r \"$f\" || exit 1; done"));
        check.add("sh");
        Reach.ofJava().forEach(path -> check.add(path.toString()));
        List<String> command = around(wanted, check, List.of(), folder, new Budget(1024, 60, 1));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        clear(builder.environment());
        Process trial = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        boolean ended = trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
        trial.destroyForcibly();
        return ended && trial.exitValue() == 0;
      } finally {
        Files.deleteIfExists(folder.resolve(MountPlan.ROOT));
        Files.deleteIfExists(folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("ingest-stopped", "the ingest was stopped before it began");
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void own(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
  }
}
