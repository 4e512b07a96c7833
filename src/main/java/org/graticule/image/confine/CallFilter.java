package org.graticule.image.confine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter that refuses, for all threads and for good, the calls of {@link CallTable}: no
 * network, no other program, no other process, no new file system. A refused call answers EPERM, so
 * that a library which tries meets an error and not its end.
 */
final class CallFilter {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int ALLOW = 0x7fff0000;
  private static final int ERRNO = 0x00050000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int LOAD = 0x20;
  private static final int EQUAL = 0x15;
  private static final int AT_LEAST = 0x35;
  private static final int ANY_BIT = 0x45;
  private static final int RETURN = 0x06;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;

  /** The low half of the first argument, on machines that put it first. */
  private static final int FIRST_ARGUMENT = 16;

  private static final int CLONE_THREAD = 0x10000;

  /** CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET. */
  private static final int NEW_NAMESPACES = 0x7E020000;

  private static final int SET_MODE_FILTER = 1;
  private static final int ALL_THREADS = 1;

  private final List<int[]> program = new ArrayList<>();

  /**
   * @param process our own number; signals and limits of no other process may be touched
   */
  CallFilter(CallTable calls, int process) {
    add(LOAD, 0, 0, ARCHITECTURE);
    add(EQUAL, 1, 0, calls.architecture());
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD, 0, 0, NUMBER);
    add(AT_LEAST, 0, 1, calls.highest());
    add(RETURN, 0, 0, ERRNO | EPERM);
    for (int refused : calls.refused()) {
      add(EQUAL, 0, 1, refused);
      add(RETURN, 0, 0, ERRNO | EPERM);
    }
    // Its flags are in memory, which a filter cannot see; the C library then takes clone.
    add(EQUAL, 0, 1, calls.cloning3());
    add(RETURN, 0, 0, ERRNO | ENOSYS);
    add(EQUAL, 0, 5, calls.cloning());
    add(LOAD, 0, 0, FIRST_ARGUMENT);
    add(ANY_BIT, 0, 2, CLONE_THREAD);
    add(ANY_BIT, 1, 0, NEW_NAMESPACES);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, ERRNO | EPERM);
    for (int own : calls.own()) {
      add(EQUAL, 0, 5, own);
      add(LOAD, 0, 0, FIRST_ARGUMENT);
      add(EQUAL, 1, 0, process);
      add(EQUAL, 0, 1, 0);
      add(RETURN, 0, 0, ALLOW);
      add(RETURN, 0, 0, ERRNO | EPERM);
    }
    add(RETURN, 0, 0, ALLOW);
  }

  /**
   * @return 0, or the error that the kernel gave
   */
  int install(Kernel kernel, CallTable calls, Arena arena) {
    MemorySegment code = arena.allocate(8L * program.size(), 8);
    for (int i = 0; i < program.size(); i++) {
      int[] line = program.get(i);
      code.set(JAVA_SHORT, 8L * i, (short) line[0]);
      code.set(JAVA_BYTE, 8L * i + 2, (byte) line[1]);
      code.set(JAVA_BYTE, 8L * i + 3, (byte) line[2]);
      Kernel.putInt(code, 8L * i + 4, line[3]);
    }
    MemorySegment head = arena.allocate(16, 8);
    head.set(JAVA_SHORT, 0, (short) program.size());
    head.set(ADDRESS, 8, code);
    long answer = kernel.call(calls.seccomp(), SET_MODE_FILTER, ALL_THREADS, head.address());
    return answer == 0 ? 0 : answer > 0 ? EPERM : kernel.errno();
  }

  private void add(int code, int whenTrue, int whenFalse, int value) {
    program.add(new int[] {code, whenTrue, whenFalse, value});
  }
}
