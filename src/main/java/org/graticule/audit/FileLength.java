package org.graticule.audit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The length of a file, by a seek to its end where Linux is. {@link FileChannel#size} reads all
 * there is to know of the file; Linux then takes care that its next time of change differs from the
 * one that was read, and so each record that is forced has an inode to write as well. For one
 * thread at a time.
 */
final class FileLength implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int FROM_END = 2;
  private static final @Nullable Calls CALLS = load();

  private final FileChannel channel;
  private int descriptor;

  private record Calls(MethodHandle open, MethodHandle seek, MethodHandle close) {}

  /**
   * @param channel open on the file; asked where there is no Linux
   */
  FileLength(Path file, FileChannel channel) {
    this.channel = channel;
    this.descriptor = CALLS == null ? -1 : open(CALLS, file);
  }

  /** Null elsewhere, and where native access is not allowed. */
  @SuppressWarnings("restricted")
  private static @Nullable Calls load() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return null;
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      return new Calls(
          linker.downcallHandle(
              library.findOrThrow("open"),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
              Linker.Option.firstVariadicArg(2)),
          linker.downcallHandle(
              library.findOrThrow("lseek"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT)),
          linker.downcallHandle(
              library.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT)));
    } catch (NoSuchElementException | UnsatisfiedLinkError | IllegalCallerException e) {
      return null;
    }
  }

  /** -1 where it cannot be opened: the channel is asked then. */
  private static int open(Calls calls, Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(file.toString());
      return (int) calls.open.invokeExact(name, CLOSE_ON_EXEC);
    } catch (Throwable e) {
      throw new IllegalStateException("open " + file, e);
    }
  }

  /** Bytes of the file. */
  long bytes() throws IOException {
    if (CALLS == null || descriptor < 0) {
      return channel.size();
    }
    long end;
    try {
      end = (long) CALLS.seek.invokeExact(descriptor, 0L, FROM_END);
    } catch (Throwable e) {
      throw new IllegalStateException("lseek", e);
    }
    return end < 0 ? channel.size() : end;
  }

  @Override
  public void close() {
    if (CALLS == null || descriptor < 0) {
      return;
    }
    int open = descriptor;
    // Its number may be another file's from here on.
    descriptor = -1;
    try {
      // Nothing was written through it: there is nothing that closing could fail to tell.
      int ignored = (int) CALLS.close.invokeExact(open);
    } catch (Throwable e) {
      throw new IllegalStateException("close", e);
    }
  }
}
