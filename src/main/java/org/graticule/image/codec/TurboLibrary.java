package org.graticule.image.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The functions of TurboJPEG's C interface, version 2.1, that are used. Those that work on pixels
 * take Java's arrays as they are: the collector waits for them, which is about a millisecond for a
 * tile of 512 pixels. Immutable, thread-safe; stays loaded.
 */
@SuppressWarnings("restricted") // Foreign code is what this is about.
record TurboLibrary(
    MethodHandle initCompress,
    MethodHandle initDecompress,
    MethodHandle destroy,
    MethodHandle allocate,
    MethodHandle free,
    MethodHandle sizeLimit,
    MethodHandle compress,
    MethodHandle readHeader,
    MethodHandle decompress,
    MethodHandle lastError) {

  /** As Debian's package libturbojpeg0 names it. */
  static final String NAME = "libturbojpeg.so.0";

  /** Null where it is not installed, or native access is not allowed. */
  static final @Nullable TurboLibrary INSTALLED = load(NAME);

  /** The codec that a machine with or without the library has. */
  static JpegCodec codec(@Nullable TurboLibrary library) {
    return library == null ? new ImageIoCodec() : new TurboCodec(library);
  }

  static @Nullable TurboLibrary load(String name) {
    try {
      SymbolLookup symbols = SymbolLookup.libraryLookup(name, Arena.global());
      return new TurboLibrary(
          call(symbols, "tjInitCompress", false, ADDRESS),
          call(symbols, "tjInitDecompress", false, ADDRESS),
          call(symbols, "tjDestroy", false, JAVA_INT, ADDRESS),
          call(symbols, "tjAlloc", false, ADDRESS, JAVA_INT),
          callVoid(symbols, "tjFree", ADDRESS),
          call(symbols, "tjBufSize", false, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT),
          // handle, pixels, width, pitch, height, format, out, out size, chroma, quality, flags
          call(
              symbols,
              "tjCompress2",
              true,
              JAVA_INT,
              ADDRESS,
              ADDRESS,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              ADDRESS,
              ADDRESS,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT),
          // handle, stream, length, width, height, chroma, colours
          call(
              symbols,
              "tjDecompressHeader3",
              true,
              JAVA_INT,
              ADDRESS,
              ADDRESS,
              JAVA_LONG,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS),
          // handle, stream, length, pixels, width, pitch, height, format, flags
          call(
              symbols,
              "tjDecompress2",
              true,
              JAVA_INT,
              ADDRESS,
              ADDRESS,
              JAVA_LONG,
              ADDRESS,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT,
              JAVA_INT),
          call(symbols, "tjGetErrorStr2", false, ADDRESS, ADDRESS));
    } catch (IllegalArgumentException | NoSuchElementException | IllegalCallerException e) {
      return null;
    }
  }

  private static MethodHandle call(
      SymbolLookup symbols,
      String name,
      boolean arrays,
      MemoryLayout result,
      MemoryLayout... parameters) {
    FunctionDescriptor shape = FunctionDescriptor.of(result, parameters);
    Linker.Option[] options =
        arrays ? new Linker.Option[] {Linker.Option.critical(true)} : new Linker.Option[0];
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), shape, options);
  }

  private static MethodHandle callVoid(
      SymbolLookup symbols, String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
  }

  /** Memory of the library's, to be given back to {@link #free}. */
  MemorySegment memory(long bytes) throws Throwable {
    MemorySegment made = (MemorySegment) allocate.invokeExact(Math.toIntExact(bytes));
    if (made.address() == 0) {
      throw new OutOfMemoryError("no " + bytes + " bytes for a JPEG stream");
    }
    return made.reinterpret(bytes);
  }

  /** What went wrong in the last call on a coder. */
  String error(MemorySegment coder) throws Throwable {
    MemorySegment text = (MemorySegment) lastError.invokeExact(coder);
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
