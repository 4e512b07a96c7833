package org.graticule.image.confine;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a decoder gives up by itself, at the start of its {@code main} and before it opens its
 * input: new rights, being looked into, every system call it has no need of, and the files that are
 * not its own. Needs nothing installed and no rights. There is no way back.
 */
public final class InnerWalls {
  private static final int SET_DUMPABLE = 4;
  private static final int SET_NO_NEW_PRIVILEGES = 38;

  private InnerWalls() {}

  /**
   * To be called from the thread that starts all others which touch the input.
   *
   * @param own the original and what belongs to it
   * @param folder where the output goes
   * @return names of the walls that stand
   */
  public static List<String> raise(Collection<Path> own, Path folder) {
    Optional<CallTable> table = CallTable.here();
    if (table.isEmpty() || !"Linux".equals(System.getProperty("os.name"))) {
      return List.of();
    }
    List<String> standing = new ArrayList<>();
    CallTable calls = table.get();
    try (Arena arena = Arena.ofConfined()) {
      Kernel kernel = new Kernel(arena);
      kernel.call(calls.prctl(), SET_DUMPABLE, 0);
      kernel.call(calls.prctl(), SET_NO_NEW_PRIVILEGES, 1);
      List<Path> readable = new ArrayList<>(Reach.ofJava());
      readable.addAll(Reach.OF_SYSTEM);
      readable.addAll(own);
      if (new FileFence(kernel, arena, calls.openat()).close(readable, List.of(folder))) {
        standing.add("landlock");
      }
      CallFilter filter = new CallFilter(calls, Math.toIntExact(ProcessHandle.current().pid()));
      if (filter.install(kernel, calls, arena) == 0) {
        standing.add("seccomp");
      }
    }
    return standing;
  }

  /**
   * Ends the process, which has done its work. Java's own way waits a third of a second for threads
   * that are in a system call, as the one is that listens for the end of the parent.
   */
  public static void leave() {
    Optional<CallTable> table = CallTable.here();
    if (table.isPresent() && "Linux".equals(System.getProperty("os.name"))) {
      try (Arena arena = Arena.ofConfined()) {
        new Kernel(arena).call(table.get().exitGroup(), 0);
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
