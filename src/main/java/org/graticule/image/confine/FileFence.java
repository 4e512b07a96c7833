package org.graticule.image.confine;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Landlock: of the file system only what is named stays within reach, for the calling thread and
 * those it starts from then on, and for all threads where the kernel (ABI 8) can do that.
 */
final class FileFence {
  private static final int CREATE_RULESET = 444;
  private static final int ADD_RULE = 445;
  private static final int RESTRICT_SELF = 446;
  private static final int ASK_VERSION = 1;
  private static final int BENEATH_PATH = 1;
  private static final int ALL_THREADS = 1 << 3;
  private static final int ALL_THREADS_SINCE = 8;

  private static final int WRITE_FILE = 1 << 1;
  private static final int READ_FILE = 1 << 2;
  private static final int READ_DIR = 1 << 3;
  private static final int REMOVE_DIR = 1 << 4;
  private static final int REMOVE_FILE = 1 << 5;
  private static final int MAKE_DIR = 1 << 7;
  private static final int MAKE_FILE = 1 << 8;
  private static final int FIRST_VERSION = (1 << 13) - 1;
  private static final int REFER = 1 << 13;
  private static final int TRUNCATE = 1 << 14;
  private static final int TCP = 3;

  private static final int PATH_ONLY = 0x200000 | 0x80000;
  private static final int AT_CWD = -100;

  private final Kernel kernel;
  private final Arena arena;
  private final int open;

  /**
   * @param open number of {@code openat} on this machine
   */
  FileFence(Kernel kernel, Arena arena, int open) {
    this.kernel = kernel;
    this.arena = arena;
    this.open = open;
  }

  /** Which Landlock the kernel has; 0 for none. */
  int version() {
    return (int) Math.max(0, kernel.call(CREATE_RULESET, 0, 0, ASK_VERSION));
  }

  /**
   * @return whether the fence stands
   */
  boolean close(Collection<Path> readable, Collection<Path> writable) {
    int version = version();
    if (version == 0) {
      return false;
    }
    long handled = FIRST_VERSION | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
    MemorySegment attributes = arena.allocate(16, 8);
    attributes.set(JAVA_LONG, 0, handled);
    attributes.set(JAVA_LONG, 8, TCP);
    long set = kernel.call(CREATE_RULESET, attributes.address(), version >= 4 ? 16 : 8, 0);
    if (set < 0) {
      return false;
    }
    readable.forEach(path -> allow(set, path, READ_FILE | READ_DIR));
    long write =
        READ_FILE
            | READ_DIR
            | WRITE_FILE
            | REMOVE_DIR
            | REMOVE_FILE
            | MAKE_DIR
            | MAKE_FILE
            | TRUNCATE;
    writable.forEach(path -> allow(set, path, write & handled));
    return kernel.call(RESTRICT_SELF, set, version >= ALL_THREADS_SINCE ? ALL_THREADS : 0) == 0;
  }

  /** What cannot be opened cannot be allowed, and then stays out of reach. */
  private void allow(long set, Path path, long access) {
    MemorySegment name = arena.allocateFrom(path.toString());
    long file = kernel.call(open, AT_CWD, name.address(), PATH_ONLY, 0);
    if (file < 0) {
      return;
    }
    long fitting = Files.isDirectory(path) ? access : access & (READ_FILE | WRITE_FILE | TRUNCATE);
    MemorySegment rule = arena.allocate(16, 8);
    rule.set(JAVA_LONG, 0, fitting);
    Kernel.putInt(rule, 8, (int) file);
    kernel.call(ADD_RULE, set, BENEATH_PATH, rule.address(), 0);
  }
}
