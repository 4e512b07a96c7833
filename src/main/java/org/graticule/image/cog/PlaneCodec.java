package org.graticule.image.cog;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.graticule.geo.LosslessProfile.Codec;
import org.graticule.image.SampleType;
import org.graticule.image.codec.Zstd;

/**
 * Planes to and from TIFF tiles: predicted along rows (whole numbers by differences, floating point
 * byte by byte), then packed. One thread.
 */
final class PlaneCodec {
  static final int DEFLATE = 8;
  static final int ZSTD = 50_000;
  static final int PREDICT_HORIZONTAL = 2;
  static final int PREDICT_FLOATING = 3;

  private final Codec codec;
  private final int level;
  private final byte[] predicted;
  private byte[] packed = new byte[0];

  /**
   * @param length bytes of a plane
   * @param level of compression
   */
  PlaneCodec(Codec codec, int level, int length) {
    this.codec = codec;
    this.level = level;
    this.predicted = new byte[length];
  }

  static int compression(Codec codec) {
    return codec == Codec.ZSTD ? ZSTD : DEFLATE;
  }

  static int predictor(SampleType type) {
    return type.floating() ? PREDICT_FLOATING : PREDICT_HORIZONTAL;
  }

  byte[] encode(Plane plane) {
    predict(plane);
    if (packed.length == 0) {
      packed = new byte[Zstd.bound(predicted.length)];
    }
    if (codec == Codec.ZSTD) {
      return Arrays.copyOf(packed, Zstd.fastest().compress(predicted, packed, level));
    }
    Deflater deflater = new Deflater(level);
    try {
      deflater.setInput(predicted);
      deflater.finish();
      return Arrays.copyOf(packed, deflater.deflate(packed));
    } finally {
      deflater.end();
    }
  }

  /**
   * @throws DataFormatException where the tile is damaged
   */
  void decode(byte[] tile, Plane into) throws DataFormatException {
    int length = codec == Codec.ZSTD ? unpack(tile) : inflate(tile);
    if (length != predicted.length) {
      throw new DataFormatException(
          "a tile of %d bytes; allowed: %d".formatted(length, predicted.length));
    }
    restore(into);
  }

  private int unpack(byte[] tile) throws DataFormatException {
    return Zstd.fastest().decompress(tile, predicted, predicted.length);
  }

  private int inflate(byte[] tile) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(tile);
      return inflater.inflate(predicted);
    } finally {
      inflater.end();
    }
  }

  private void predict(Plane plane) {
    int size = plane.size();
    int sample = plane.type().storedBytes();
    int row = size * sample;
    byte[] from = plane.bytes();
    for (int at = 0; at < predicted.length; at += row) {
      if (plane.type().floating()) {
        for (int b = 0; b < sample; b++) {
          int to = at + b * size;
          int high = at + sample - 1 - b;
          for (int x = 0; x < size; x++) {
            predicted[to + x] = from[high + x * sample];
          }
        }
        for (int i = at + row - 1; i > at; i--) {
          predicted[i] -= predicted[i - 1];
        }
      } else {
        Plane.differences(from, predicted, at, row, sample);
      }
    }
  }

  private void restore(Plane plane) {
    int size = plane.size();
    int sample = plane.type().storedBytes();
    int row = size * sample;
    byte[] to = plane.bytes();
    for (int at = 0; at < predicted.length; at += row) {
      if (plane.type().floating()) {
        for (int i = at + 1; i < at + row; i++) {
          predicted[i] += predicted[i - 1];
        }
        for (int b = 0; b < sample; b++) {
          int from = at + b * size;
          int high = at + sample - 1 - b;
          for (int x = 0; x < size; x++) {
            to[high + x * sample] = predicted[from + x];
          }
        }
      } else {
        Plane.sums(predicted, to, at, row, sample);
      }
    }
  }
}
