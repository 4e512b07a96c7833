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
import org.graticule.tile.warp.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * WebP through Debian's libwebp, where it is installed: smaller than JPEG, and transparent. Has no
 * fallback. Thread-safe.
 */
@SuppressWarnings("restricted")
final class Webp {
  private static final String LIBRARY = "libwebp.so.7";
  private static final Optional<Webp> INSTALLED = load();

  private final MethodHandle encodeRgb;
  private final MethodHandle encodeRgba;
  private final MethodHandle free;

  private Webp(SymbolLookup library) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor encode =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_FLOAT,
            ValueLayout.ADDRESS);
    this.encodeRgb = linker.downcallHandle(library.findOrThrow("WebPEncodeRGB"), encode);
    this.encodeRgba = linker.downcallHandle(library.findOrThrow("WebPEncodeRGBA"), encode);
    this.free =
        linker.downcallHandle(
            library.findOrThrow("WebPFree"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  }

  private static Optional<Webp> load() {
    try {
      return Optional.of(new Webp(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
    } catch (IllegalArgumentException | UnsatisfiedLinkError | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  static boolean available() {
    return INSTALLED.isPresent();
  }

  /**
   * @param quality 1 to 100
   */
  static byte[] encode(Pixels pixels, int quality) {
    return INSTALLED.orElseThrow().encoded(pixels, quality);
  }

  private byte[] encoded(Pixels pixels, int quality) {
    boolean holes = pixels.valid() != null;
    byte[] colours = colours(pixels);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment input = arena.allocate(colours.length);
      MemorySegment.copy(colours, 0, input, ValueLayout.JAVA_BYTE, 0, colours.length);
      MemorySegment output = arena.allocate(ValueLayout.ADDRESS);
      int stride = pixels.width() * (holes ? 4 : 3);
      long length =
          (long)
              (holes ? encodeRgba : encodeRgb)
                  .invokeExact(
                      input, pixels.width(), pixels.height(), stride, (float) quality, output);
      if (length == 0) {
        throw new IllegalStateException("WebP encoding failed");
      }
      MemorySegment made = output.get(ValueLayout.ADDRESS, 0);
      byte[] bytes = made.reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
      free.invokeExact(made);
      return bytes;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] colours(Pixels pixels) {
    byte @Nullable [] valid = pixels.valid();
    byte[] from = pixels.rgb();
    if (valid == null && pixels.channels() == 3) {
      return from;
    }
    int depth = valid == null ? 3 : 4;
    int count = pixels.width() * pixels.height();
    byte[] out = new byte[count * depth];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < 3; c++) {
        out[i * depth + c] = from[pixels.channels() == 1 ? i : 3 * i + c];
      }
      if (valid != null) {
        out[i * depth + 3] = (byte) (valid[i] != 0 ? 255 : 0);
      }
    }
    return out;
  }
}
