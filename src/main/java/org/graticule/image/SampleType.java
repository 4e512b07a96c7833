package org.graticule.image;

import java.util.OptionalDouble;

/** What a sample of the original is, after unpacking. */
public enum SampleType {
  /** 1, 2, 4 or 8 bits without sign. */
  UINT8(256, 0),
  UINT16(65_536, 0),
  INT16(65_536, 32_768),
  /** 32 bit integers, and all floating point: every value fits a double exactly. */
  INT32(0, 0),
  UINT32(0, 0),
  FLOAT32(0, 0),
  FLOAT64(0, 0);

  private final int codes;
  private final int bias;

  SampleType(int codes, int bias) {
    this.codes = codes;
    this.bias = bias;
  }

  /** Number of different values where a table can hold them all; 0 elsewhere. */
  public int codes() {
    return codes;
  }

  /** What to add to a value to get its place in such a table. */
  public int bias() {
    return bias;
  }

  /** Bytes of a sample in memory. */
  public int bytes() {
    return codes == 256 ? 1 : codes > 0 ? 2 : 8;
  }

  /** Bytes of a sample in a file. */
  public int storedBytes() {
    return switch (this) {
      case UINT8 -> 1;
      case UINT16, INT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case FLOAT64 -> 8;
    };
  }

  /** A value as a sample of this type has it: what is written as text may lie beside it. */
  public OptionalDouble stored(OptionalDouble value) {
    return this == FLOAT32 && value.isPresent()
        ? OptionalDouble.of((float) value.getAsDouble())
        : value;
  }

  public boolean floating() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
