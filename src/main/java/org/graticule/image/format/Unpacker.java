package org.graticule.image.format;

import java.io.Closeable;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.graticule.image.codec.Zstd;

/** Undoes one lossless compression of a whole block. One thread. */
sealed interface Unpacker extends Closeable {
  /**
   * Unpacks into the array from its start, at most as many bytes as wanted.
   *
   * @return bytes unpacked; fewer than wanted where the stream ends early
   * @throws DataFormatException where the stream is none
   */
  int unpack(byte[] packed, byte[] into, int wanted) throws DataFormatException;

  @Override
  default void close() {}

  /** Deflate in zlib's wrapping. */
  final class Deflate implements Unpacker {
    private final Inflater inflater = new Inflater();

    @Override
    public int unpack(byte[] packed, byte[] into, int wanted) throws DataFormatException {
      inflater.reset();
      inflater.setInput(packed);
      int done = 0;
      while (done < wanted && !inflater.finished() && !inflater.needsInput()) {
        done += inflater.inflate(into, done, wanted - done);
        if (inflater.needsDictionary()) {
          throw new DataFormatException("a dictionary is asked for");
        }
      }
      return done;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  /** Zstandard. */
  final class Zstandard implements Unpacker {
    @Override
    public int unpack(byte[] packed, byte[] into, int wanted) throws DataFormatException {
      return Zstd.fastest().decompress(packed, into, wanted);
    }
  }

  /** Runs and literals, from the Macintosh. */
  final class PackBits implements Unpacker {
    @Override
    public int unpack(byte[] packed, byte[] into, int wanted) {
      int at = 0;
      int done = 0;
      while (done < wanted && at + 1 < packed.length) {
        int count = packed[at++];
        if (count >= 0) {
          int length = Math.min(Math.min(count + 1, wanted - done), packed.length - at);
          System.arraycopy(packed, at, into, done, length);
          at += count + 1;
          done += length;
        } else if (count != -128) {
          int length = Math.min(1 - count, wanted - done);
          Arrays.fill(into, done, done + length, packed[at++]);
          done += length;
        }
      }
      return done;
    }
  }

  /** TIFF's LZW: codes of 9 to 12 bits, high bit first, one code early. */
  final class Lzw implements Unpacker {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private final short[] prefixes = new short[CODES];
    private final byte[] last = new byte[CODES];
    private final byte[] first = new byte[CODES];
    private final short[] lengths = new short[CODES];

    Lzw() {
      for (int code = 0; code < CLEAR; code++) {
        last[code] = (byte) code;
        first[code] = (byte) code;
        lengths[code] = 1;
      }
    }

    @Override
    public int unpack(byte[] packed, byte[] into, int wanted) throws DataFormatException {
      int next = END + 1;
      int width = 9;
      int before = -1;
      int done = 0;
      long bit = 0;
      while (done < wanted && bit + width <= 8L * packed.length) {
        int code = code(packed, bit, width);
        bit += width;
        if (code == END) {
          return done;
        }
        if (code == CLEAR) {
          next = END + 1;
          width = 9;
          before = -1;
          continue;
        }
        if (before >= 0 && next < CODES) {
          prefixes[next] = (short) before;
          first[next] = first[before];
          lengths[next] = (short) (lengths[before] + 1);
          last[next] = first[code == next ? before : code];
          next++;
        }
        if (code >= next || code == CLEAR || before < 0 && code > CLEAR) {
          throw new DataFormatException("code %d before it is made".formatted(code));
        }
        done += write(code, into, done, wanted);
        before = code;
        width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
      }
      return done;
    }

    private static int code(byte[] packed, long bit, int width) {
      int at = (int) (bit >> 3);
      int window = (packed[at] & 0xff) << 16;
      window |= at + 1 < packed.length ? (packed[at + 1] & 0xff) << 8 : 0;
      window |= at + 2 < packed.length ? packed[at + 2] & 0xff : 0;
      return window >> (24 - (int) (bit & 7) - width) & (1 << width) - 1;
    }

    /** Strings are kept as chains from their end: written backwards. */
    private int write(int code, byte[] into, int done, int wanted) {
      int length = lengths[code];
      int link = code;
      for (int i = done + length - 1; i >= done; i--) {
        if (i < wanted) {
          into[i] = last[link];
        }
        link = prefixes[link];
      }
      return Math.min(length, wanted - done);
    }
  }
}
