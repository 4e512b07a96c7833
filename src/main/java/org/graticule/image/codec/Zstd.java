package org.graticule.image.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Zstandard: libzstd, which every Debian has because dpkg needs it, and Airlift's in Java where it
 * is absent (a tenth of the speed, the same streams). Immutable, thread-safe.
 */
public final class Zstd {
  private static final String NAME = "libzstd.so.1";
  private static final @Nullable Zstd INSTALLED = load(NAME);
  private static final Zstd JAVA = new Zstd(null);

  private final @Nullable Calls calls;

  /** One-shot functions: their contexts cost little beside a tile. */
  private record Calls(MethodHandle compress, MethodHandle decompress, MethodHandle isError) {}

  private Zstd(@Nullable Calls calls) {
    this.calls = calls;
  }

  /** The fastest there is. */
  public static Zstd fastest() {
    return INSTALLED == null ? JAVA : INSTALLED;
  }

  static Zstd inJava() {
    return JAVA;
  }

  /** Null where it is not installed, or native access is not allowed. */
  @SuppressWarnings("restricted")
  private static @Nullable Zstd load(String name) {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(name, Arena.global());
      Linker linker = Linker.nativeLinker();
      // The collector waits for a call that works on Java's arrays: under a millisecond a plane.
      Linker.Option heap = Linker.Option.critical(true);
      return new Zstd(
          new Calls(
              linker.downcallHandle(
                  library.findOrThrow("ZSTD_compress"),
                  FunctionDescriptor.of(
                      JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT),
                  heap),
              linker.downcallHandle(
                  library.findOrThrow("ZSTD_decompress"),
                  FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
                  heap),
              linker.downcallHandle(
                  library.findOrThrow("ZSTD_isError"),
                  FunctionDescriptor.of(JAVA_INT, JAVA_LONG))));
    } catch (IllegalArgumentException
        | NoSuchElementException
        | UnsatisfiedLinkError
        | IllegalCallerException e) {
      return null;
    }
  }

  /** Room that any input of this length fits into once compressed. */
  public static int bound(int length) {
    return Math.addExact(length, (length >> 8) + 512);
  }

  /**
   * Compresses all of {@code plain} into {@code into}, which has {@link #bound} bytes.
   *
   * @param level of libzstd; without it there is one level only
   * @return bytes written
   */
  public int compress(byte[] plain, byte[] into, int level) {
    if (calls == null) {
      return new ZstdCompressor().compress(plain, 0, plain.length, into, 0, into.length);
    }
    long size = call(calls, true, into, into.length, plain, plain.length, level);
    if (failed(calls, size)) {
      throw new IllegalStateException("libzstd cannot compress " + plain.length + " bytes");
    }
    return (int) size;
  }

  /**
   * Decompresses into the array from its start, at most {@code wanted} bytes.
   *
   * @return bytes unpacked
   * @throws DataFormatException where the stream is none, or holds more than is wanted
   */
  public int decompress(byte[] packed, byte[] into, int wanted) throws DataFormatException {
    if (calls == null) {
      try {
        return new ZstdDecompressor().decompress(packed, 0, packed.length, into, 0, wanted);
      } catch (MalformedInputException | IllegalArgumentException e) {
        throw new DataFormatException(e.getMessage());
      }
    }
    long size = call(calls, false, into, wanted, packed, packed.length, 0);
    if (failed(calls, size)) {
      throw new DataFormatException("not a Zstandard stream of up to " + wanted + " bytes");
    }
    return (int) size;
  }

  private static long call(
      Calls calls, boolean compress, byte[] into, int room, byte[] from, int length, int level) {
    MemorySegment target = MemorySegment.ofArray(into);
    MemorySegment source = MemorySegment.ofArray(from);
    try {
      return compress
          ? (long) calls.compress.invokeExact(target, (long) room, source, (long) length, level)
          : (long) calls.decompress.invokeExact(target, (long) room, source, (long) length);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean failed(Calls calls, long size) {
    try {
      return (int) calls.isError.invokeExact(size) != 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
