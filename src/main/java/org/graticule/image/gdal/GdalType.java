package org.graticule.image.gdal;

import java.util.List;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.image.SampleType;

/**
 * How samples are asked of GDAL and what they become here. Whatever has more than 16 bits is asked
 * as 64-bit floating point, which holds it exactly (64-bit integers to 2^53).
 */
enum GdalType {
  BYTE(1, 1, SampleType.UINT8),
  /** Signed bytes; GDAL before 3.7 gives them as unsigned with a note. */
  SIGNED_BYTE(1, 1, SampleType.INT16),
  UINT16(2, 2, SampleType.UINT16),
  INT16(3, 2, SampleType.INT16),
  UINT32(7, 8, SampleType.UINT32),
  INT32(7, 8, SampleType.INT32),
  FLOAT32(7, 8, SampleType.FLOAT32),
  FLOAT64(7, 8, SampleType.FLOAT64),
  /** Pairs of 64-bit floats, of which the magnitude is kept. */
  COMPLEX(11, 16, SampleType.FLOAT32);

  private static final Set<Integer> COMPLEX_CODES = Set.of(8, 9, 10, 11, 16);

  private final int code;
  private final int bytes;
  private final SampleType samples;

  GdalType(int code, int bytes, SampleType samples) {
    this.code = code;
    this.bytes = bytes;
    this.samples = samples;
  }

  /** The type that holds every band. */
  static GdalType of(List<Integer> codes, boolean signedBytes) {
    if (codes.stream().anyMatch(COMPLEX_CODES::contains)) {
      return COMPLEX;
    }
    if (codes.stream().distinct().count() > 1) {
      return FLOAT64;
    }
    int code = codes.getFirst();
    return switch (code) {
      case 1 -> signedBytes ? SIGNED_BYTE : BYTE;
      case 2 -> UINT16;
      case 3, 14 -> INT16;
      case 4 -> UINT32;
      case 5 -> INT32;
      case 6, 15 -> FLOAT32;
      case 7, 12, 13 -> FLOAT64;
      default ->
          throw Fault.unacceptable(
              "bad-header",
              "samples are of GDAL's data type " + code + "; allowed: 1 to 16, all numbers");
    };
  }

  /** GDALDataType of a buffer. */
  int code() {
    return code;
  }

  /** Of one value in such a buffer. */
  int bytes() {
    return bytes;
  }

  SampleType samples() {
    return samples;
  }

  boolean complex() {
    return this == COMPLEX;
  }
}
