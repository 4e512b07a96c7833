package org.graticule.image.nitf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SecurityFields;

/**
 * The subheader of one image segment. Immutable.
 *
 * @param index among the image segments, from 0
 * @param name IID1, such as SIDD001001
 * @param dataBytes length of the pixels with their mask table
 * @param sample PVTYPE, such as INT, SI, R
 * @param representation IREP, such as MONO, RGB, MULTI
 * @param category ICAT, such as VIS, SAR, LEG
 * @param meanings ISUBCAT of each band, such as I and Q
 * @param compression IC, such as NC, C8
 * @param blocksAcross in a row of blocks
 * @param place among the other segments
 * @param taken IDATIM as it stands
 * @param source ISORCE
 * @param extensions tagged records by name, the first of each
 */
public record NitfImage(
    int index,
    String name,
    long dataBytes,
    PixelGrid grid,
    String sample,
    String representation,
    String category,
    String compression,
    List<String> meanings,
    int bands,
    int bits,
    int blocksAcross,
    int blocksDown,
    boolean bandsApart,
    Place place,
    String taken,
    String source,
    SecurityFields security,
    Map<String, String> extensions) {
  private static final Set<String> NOT_SEEN = Set.of("NODISPLY", "NVECTOR", "POLAR", "VPH");
  private static final Set<String> READ =
      Set.of("NC", "NM", "C1", "M1", "C3", "M3", "C4", "M4", "C8");
  private static final int MASK_HEAD = 10;
  private static final long ABSENT = 0xffff_ffffL;

  /**
   * Where it stands among the segments that are shown together.
   *
   * @param level IDLVL, its own number
   * @param attachedTo IALVL, the number of the segment that rows and columns count from; 0 for none
   * @param row ILOC, of its upper left pixel
   * @param column ILOC
   */
  record Place(int level, int attachedTo, int row, int column) {}

  /** Whether pixels come in pairs: in phase and in quadrature. */
  public boolean complex() {
    return bands == 2
        && meanings.equals(List.of("I", "Q"))
        && (sample.equals("R") || sample.equals("SI"));
  }

  /** Which derived radar image it belongs to, from 1, as its name says; 0 where it says nothing. */
  int productNumber() {
    return name.matches("SIDD\\d{6}") ? Integer.parseInt(name.substring(4, 7)) : 0;
  }

  /** What it is, for people. */
  public String title() {
    return "image segment %d: %d x %d pixels, %s%s, %d %s of %d bits (%s), %s"
        .formatted(
            index + 1,
            grid.width(),
            grid.height(),
            NitfFields.shown(representation),
            category.isEmpty() ? "" : " " + NitfFields.shown(category),
            bands,
            bands == 1 ? "band" : "bands",
            bits,
            NitfFields.shown(sample),
            NitfFields.shown(compression));
  }

  /**
   * @throws Fault {@code bad-header} for a compression that nothing here decodes
   */
  public void requireRead() {
    if (!READ.contains(compression)) {
      throw broken(
          "IC is \"" + NitfFields.shown(compression) + "\"",
          "NC, NM, C1, M1 (fax), C3, M3 (JPEG), C4, M4 (vector quantization), C8 (JPEG 2000)");
    }
  }

  /** Whether the samples of the other mean the same. */
  boolean alike(NitfImage other) {
    return sample.equals(other.sample)
        && representation.equals(other.representation)
        && category.equals(other.category)
        && meanings.equals(other.meanings)
        && bands == other.bands
        && bits == other.bits;
  }

  /** Whether it is meant to be looked at. */
  boolean visible() {
    return !NOT_SEEN.contains(representation);
  }

  /** Whether blocks may be left out. */
  boolean masked() {
    return compression.startsWith("M") || compression.equals("NM");
  }

  /** Longest a mask table can be: its head, the pad value, two offsets for each block. */
  long maskTableBytes() {
    return MASK_HEAD + 8 + 8L * blocks();
  }

  private long blocks() {
    return (long) blocksAcross * blocksDown * (bandsApart ? bands : 1);
  }

  /**
   * Checks that every block that is not left out begins inside the segment.
   *
   * @param table the segment's first bytes, up to {@link #maskTableBytes}
   */
  void checkMask(byte[] table) {
    ByteBuffer mask = ByteBuffer.wrap(table);
    if (table.length < MASK_HEAD) {
      throw broken("the mask table has " + table.length + " bytes", "at least " + MASK_HEAD);
    }
    long start = Integer.toUnsignedLong(mask.getInt());
    int blockRecord = Short.toUnsignedInt(mask.getShort());
    int padRecord = Short.toUnsignedInt(mask.getShort());
    int padBits = Short.toUnsignedInt(mask.getShort());
    if (start > dataBytes) {
      throw broken("IMDATOFF is " + start, "up to " + dataBytes);
    }
    if ((blockRecord != 0 && blockRecord != 4) || (padRecord != 0 && padRecord != 4)) {
      throw broken("BMRLNTH and TMRLNTH are " + blockRecord + ", " + padRecord, "0 or 4");
    }
    int offsets = MASK_HEAD + (padBits + 7) / 8;
    if (offsets + blockRecord * blocks() > table.length) {
      throw broken("the mask table ends early", "an offset for each of " + blocks() + " blocks");
    }
    for (int block = 0; blockRecord != 0 && block < blocks(); block++) {
      long offset = Integer.toUnsignedLong(mask.getInt(offsets + 4 * block));
      if (offset != ABSENT && offset >= dataBytes - start) {
        throw broken("block " + block + " begins at " + offset, "up to " + (dataBytes - start - 1));
      }
    }
  }

  private Fault broken(String what, String allowed) {
    return Fault.unacceptable(
        "bad-header", "NITF image segment %d: %s; allowed: %s".formatted(index + 1, what, allowed));
  }
}
