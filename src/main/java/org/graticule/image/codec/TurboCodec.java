package org.graticule.image.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.graticule.geo.TileProfile;
import org.jspecify.annotations.Nullable;

/**
 * JPEG by libjpeg-turbo. Coders and the buffer for streams are outside the heap, made when first
 * used, kept until closed. One thread at a time.
 */
final class TurboCodec implements JpegCodec {
  private static final int GRAY = 6;
  private static final int RGB = 0;
  private static final int CHROMA_FULL = 0;
  private static final int CHROMA_QUARTER = 2;
  private static final int CHROMA_NONE = 3;
  private static final int COLOURS_YCBCR = 1;
  private static final int COLOURS_GRAY = 2;
  private static final int OWN_BUFFER = 1024;
  private static final int ACCURATE = 4096;
  private static final int STOP_ON_WARNING = 8192;

  private final TurboLibrary library;
  private @Nullable MemorySegment compressor;
  private @Nullable MemorySegment decompressor;
  private MemorySegment stream = MemorySegment.NULL;

  /** Where the library puts what it tells: an address or size, width, height, chroma, colours. */
  private final long[] address = new long[1];

  private final long[] length = new long[1];
  private final int[] facts = new int[4];

  TurboCodec(TurboLibrary library) {
    this.library = library;
  }

  @Override
  public byte[] encode(
      byte[] pixels,
      int offset,
      int pitch,
      int width,
      int height,
      int channels,
      TileProfile profile) {
    boolean full = profile.chroma() == TileProfile.Chroma.FULL;
    int chroma = channels == 1 ? CHROMA_NONE : full ? CHROMA_FULL : CHROMA_QUARTER;
    long span = (long) pitch * (height - 1) + (long) width * channels;
    MemorySegment source = MemorySegment.ofArray(pixels).asSlice(offset, span);
    try {
      if (compressor == null) {
        compressor = (MemorySegment) library.initCompress().invokeExact();
      }
      reserve((long) library.sizeLimit().invokeExact(width, height, chroma));
      address[0] = stream.address();
      length[0] = stream.byteSize();
      int status =
          (int)
              library
                  .compress()
                  .invokeExact(
                      compressor,
                      source,
                      width,
                      pitch,
                      height,
                      channels == 1 ? GRAY : RGB,
                      MemorySegment.ofArray(address),
                      MemorySegment.ofArray(length),
                      chroma,
                      profile.quality(),
                      OWN_BUFFER | ACCURATE);
      if (status != 0) {
        throw new IllegalStateException("JPEG encoding failed: " + library.error(compressor));
      }
      return stream.asSlice(0, length[0]).toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private void reserve(long bytes) throws Throwable {
    if (stream.byteSize() < bytes) {
      free();
      stream = library.memory(bytes);
    }
  }

  private void free() throws Throwable {
    if (stream.address() != 0) {
      library.free().invokeExact(stream);
      stream = MemorySegment.NULL;
    }
  }

  @Override
  public void decode(byte[] jpeg, int width, int height, int channels, int shrink, byte[] into) {
    int columns = JpegCodec.shrunk(width, shrink);
    int rows = JpegCodec.shrunk(height, shrink);
    MemorySegment source = MemorySegment.ofArray(jpeg);
    // A segment of exactly the result: the library cannot be told to write past the array.
    MemorySegment target = MemorySegment.ofArray(into).asSlice(0, (long) columns * rows * channels);
    try {
      if (decompressor == null) {
        decompressor = (MemorySegment) library.initDecompress().invokeExact();
      }
      readHeader(decompressor, source);
      boolean fits =
          facts[0] == width
              && facts[1] == height
              && (channels == 1) == (facts[3] == COLOURS_GRAY)
              && facts[3] <= COLOURS_GRAY;
      JpegCodec.require(
          fits,
          "%d x %d with %s".formatted(facts[0], facts[1], colours(facts[3])),
          width,
          height,
          channels);
      int status =
          (int)
              library
                  .decompress()
                  .invokeExact(
                      decompressor,
                      source,
                      (long) jpeg.length,
                      target,
                      columns,
                      columns * channels,
                      rows,
                      channels == 1 ? GRAY : RGB,
                      STOP_ON_WARNING);
      if (status != 0) {
        throw JpegCodec.damaged(library.error(decompressor));
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Fills in width, height, chroma and colours. */
  private void readHeader(MemorySegment coder, MemorySegment source) throws Throwable {
    MemorySegment told = MemorySegment.ofArray(facts);
    int status =
        (int)
            library
                .readHeader()
                .invokeExact(
                    coder,
                    source,
                    source.byteSize(),
                    told,
                    told.asSlice(4),
                    told.asSlice(8),
                    told.asSlice(12));
    if (status != 0) {
      throw JpegCodec.damaged(library.error(coder));
    }
  }

  private static String colours(int code) {
    return switch (code) {
      case 0, COLOURS_YCBCR -> "3 channels";
      case COLOURS_GRAY -> "1 channel";
      default -> "4 channels";
    };
  }

  /** None of the functions throws; what else is thrown is ours. */
  private static RuntimeException unchecked(Throwable e) {
    return switch (e) {
      case RuntimeException plain -> plain;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }

  @Override
  public void close() {
    try {
      free();
      compressor = destroyed(compressor);
      decompressor = destroyed(decompressor);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private @Nullable MemorySegment destroyed(@Nullable MemorySegment coder) throws Throwable {
    if (coder != null) {
      int ignored = (int) library.destroy().invokeExact(coder);
    }
    return null;
  }
}
