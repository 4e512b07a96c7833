package org.graticule.tile;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.Deflater;

/**
 * zlib streams as fast as may be: libdeflate where Debian's {@code libdeflate0} is installed, about
 * twice as fast as the JDK's zlib. Thread-safe.
 */
@SuppressWarnings("restricted")
final class Deflate {
  private static final Optional<Deflate> INSTALLED = load();
  private static final int FASTEST = 1;

  private final MethodHandle make;
  private final MethodHandle compress;
  private final ConcurrentLinkedDeque<MemorySegment> idle = new ConcurrentLinkedDeque<>();

  private Deflate(SymbolLookup library) {
    Linker linker = Linker.nativeLinker();
    this.make =
        linker.downcallHandle(
            library.findOrThrow("libdeflate_alloc_compressor"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    this.compress =
        linker.downcallHandle(
            library.findOrThrow("libdeflate_zlib_compress"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG),
            Linker.Option.critical(true));
  }

  private static Optional<Deflate> load() {
    try {
      return Optional.of(
          new Deflate(SymbolLookup.libraryLookup("libdeflate.so.0", Arena.global())));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /** Room that is enough for any content of this length. */
  static int bound(int length) {
    return length + length / 100 + 128;
  }

  /**
   * @param into at least {@link #bound} long
   * @return bytes written
   */
  static int zlib(byte[] from, byte[] into) {
    return INSTALLED.map(native_ -> native_.packed(from, into)).orElseGet(() -> plain(from, into));
  }

  private int packed(byte[] from, byte[] into) {
    try {
      MemorySegment kept = idle.pollFirst();
      MemorySegment compressor = kept != null ? kept : (MemorySegment) make.invokeExact(FASTEST);
      long length =
          (long)
              compress.invokeExact(
                  compressor,
                  MemorySegment.ofArray(from),
                  (long) from.length,
                  MemorySegment.ofArray(into),
                  (long) into.length);
      idle.addFirst(compressor);
      if (length == 0) {
        throw new IllegalStateException("deflate outgrew its bound");
      }
      return (int) length;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int plain(byte[] from, byte[] into) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(from);
      deflater.finish();
      int length = 0;
      while (!deflater.finished()) {
        if (length == into.length) {
          throw new IllegalStateException("deflate outgrew its bound");
        }
        length += deflater.deflate(into, length, into.length - length);
      }
      return length;
    } finally {
      deflater.end();
    }
  }
}
