package org.graticule.image.confine;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Calls Linux by number, through the {@code syscall} function of the C library. For one thread:
 * what some calls change is the calling thread only.
 */
final class Kernel {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle call;
  private final MemorySegment state;
  private int errno;

  @SuppressWarnings("restricted")
  Kernel(Arena arena) {
    Linker linker = Linker.nativeLinker();
    this.call =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    this.state = arena.allocate(STATE);
  }

  /**
   * @return what the kernel answered, or -1, and then {@link #errno} says why
   */
  long call(int number, long... arguments) {
    try {
      long answer =
          (long)
              call.invokeExact(
                  state,
                  (long) number,
                  at(arguments, 0),
                  at(arguments, 1),
                  at(arguments, 2),
                  at(arguments, 3),
                  at(arguments, 4));
      errno = answer == -1 ? (int) ERRNO.get(state, 0L) : 0;
      return answer;
    } catch (Throwable e) {
      throw new IllegalStateException("system call " + number, e);
    }
  }

  int errno() {
    return errno;
  }

  static void putInt(MemorySegment memory, long offset, int value) {
    memory.set(JAVA_INT.withByteAlignment(1), offset, value);
  }

  private static long at(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }
}
