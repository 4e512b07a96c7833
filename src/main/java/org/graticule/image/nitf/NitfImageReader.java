package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SecurityFields;
import org.graticule.image.tiff.TiffBudget;

/** Reads the subheader of an image segment. Used once. */
final class NitfImageReader {
  private static final int BLOCKS_MOST = 1 << 18;
  private static final int TABLE_MOST = 4;
  private static final int RECORDS_MOST = 1000;
  private static final Pattern PLACE = Pattern.compile("\\d{6}([-\\d]\\d{4}){2}");

  private final NitfVersion version;
  private final int index;
  private final long dataBytes;

  NitfImageReader(NitfVersion version, int index, long dataBytes) {
    this.version = version;
    this.index = index;
    this.dataBytes = dataBytes;
  }

  NitfImage read(NitfFields head, String where) {
    if (!head.raw("IM", 2).equals("IM")) {
      throw head.broken("it does not begin with IM", "an image subheader");
    }
    String name = head.text("IID1", 10);
    String taken = head.raw("IDATIM", 14);
    head.skip("TGTID", 17);
    head.skip("IID2", 80);
    SecurityFields security = NitfSecurity.read(head, version, where);
    head.skip("ENCRYP", 1);
    String source = head.text("ISORCE", 42);
    long rows = head.number("NROWS", 8, 1, 99_999_999);
    long columns = head.number("NCOLS", 8, 1, 99_999_999);
    String sample = head.text("PVTYPE", 3);
    String representation = head.text("IREP", 8);
    String category = head.text("ICAT", 8);
    head.skip("ABPP", 2);
    head.skip("PJUST", 1);
    corners(head);
    int comments = head.count("NICOM", 1, 0, 9);
    head.skip("ICOM", 80 * comments);
    String compression = head.raw("IC", 2);
    if (!compression.equals("NC") && !compression.equals("NM")) {
      head.skip("COMRAT", 4);
    }
    List<String> meanings = bands(head);
    int bands = meanings.size();
    head.skip("ISYNC", 1);
    boolean apart = head.raw("IMODE", 1).equals("S");
    int across = head.count("NBPR", 4, 1, 9999);
    int down = head.count("NBPC", 4, 1, 9999);
    long blockColumns = side(head.number("NPPBH", 4, 0, 8192), columns, across);
    long blockRows = side(head.number("NPPBV", 4, 0, 8192), rows, down);
    int bits = head.count("NBPP", 2, 1, 64);
    PixelGrid grid = size(columns, rows, bands, bits);
    if (blockColumns * across < columns || blockRows * down < rows) {
      throw head.broken(
          "%d x %d blocks of %d x %d pixels".formatted(across, down, blockColumns, blockRows),
          "blocks that cover %d x %d pixels".formatted(columns, rows));
    }
    if ((long) across * down * (apart ? bands : 1) > BLOCKS_MOST) {
      throw limit("%d x %d blocks".formatted(across, down), "up to " + BLOCKS_MOST + " blocks");
    }
    if (compression.equals("NC")) {
      long row = (blockColumns * blockRows * bands * bits + 7) / 8;
      long needed = row * across * down;
      if (needed > dataBytes) {
        throw head.broken(
            "its pixels need %d bytes and it has %d".formatted(needed, dataBytes), "all of them");
      }
    }
    NitfImage.Place place = place(head.raw("IDLVL to ILOC", 3 + 3 + 10));
    head.skip("IMAG", 4);
    Map<String, String> extensions = new LinkedHashMap<>();
    extensions(head, "UDID", extensions);
    extensions(head, "IXSHD", extensions);
    return new NitfImage(
        index,
        name,
        dataBytes,
        grid,
        sample,
        representation,
        category,
        compression,
        meanings,
        bands,
        bits,
        across,
        down,
        apart,
        place,
        taken,
        source,
        security,
        Map.copyOf(extensions));
  }

  /** Numbers that are none count as unattached, which is how most images are. */
  private static NitfImage.Place place(String text) {
    return PLACE.matcher(text).matches()
        ? new NitfImage.Place(
            Integer.parseInt(text.substring(0, 3)),
            Integer.parseInt(text.substring(3, 6)),
            Integer.parseInt(text.substring(6, 11)),
            Integer.parseInt(text.substring(11)))
        : new NitfImage.Place(0, 0, 0, 0);
  }

  /** The corners, which GDAL reads; here only their room. */
  private void corners(NitfFields head) {
    String kind = head.raw("ICORDS", 1);
    // Blank in the first version, too, though its standard has N for it.
    boolean none = kind.isBlank() || version.first() && kind.equals("N");
    if (!none) {
      head.skip("IGEOLO", 60);
    }
  }

  /** What each band means, in its own words. */
  private List<String> bands(NitfFields head) {
    List<String> meanings = new ArrayList<>();
    int bands = head.count("NBANDS", 1, 0, 9);
    if (bands == 0) {
      bands = head.count("XBANDS", 5, 1, TiffBudget.standard().samples());
    }
    for (int band = 0; band < bands; band++) {
      head.skip("IREPBAND", 2);
      meanings.add(head.text("ISUBCAT", 6));
      head.skip("IFC, IMFLT", 1 + 3);
      int tables = head.count("NLUTS", 1, 0, TABLE_MOST);
      if (tables > 0) {
        int entries = head.count("NELUT", 5, 1, 65_536);
        head.skip("LUTD", tables * entries);
      }
    }
    return List.copyOf(meanings);
  }

  /** Zero stands for the whole image where it is one block wider than the field can say. */
  private static long side(long said, long image, int blocks) {
    return said == 0 && blocks == 1 ? image : said;
  }

  private PixelGrid size(long width, long height, int bands, int bits) {
    TiffBudget budget = TiffBudget.standard();
    if (width > budget.side() || width * height > budget.pixels()) {
      throw limit(
          "%d x %d pixels".formatted(width, height),
          "%d columns and %d pixels".formatted(budget.side(), budget.pixels()));
    }
    double decoded = (double) width * height * bands * bits / 8;
    if (decoded / budget.decodedRatio() > dataBytes) {
      throw limit(
          "%d x %d pixels, %.0f bytes from %d".formatted(width, height, decoded, dataBytes),
          "up to " + budget.decodedRatio() + " times the segment's length");
    }
    return new PixelGrid((int) width, (int) height);
  }

  private Fault limit(String what, String allowed) {
    return Fault.unacceptable(
        "pixel-limit",
        "NITF image segment %d: %s; allowed: %s".formatted(index + 1, what, allowed));
  }

  /** Tagged records: a name of six characters, a length of five digits, data. */
  private static void extensions(NitfFields head, String name, Map<String, String> into) {
    int length = head.count(name + " length", 5, 0, 99_999);
    if (length == 0) {
      return;
    }
    if (length < 3) {
      throw head.broken(name + " length is " + length, "0 or at least 3");
    }
    head.skip(name + " overflow", 3);
    int left = length - 3;
    for (int records = 0; left >= 11; records++) {
      if (records == RECORDS_MOST) {
        throw head.broken(name + " has more than " + RECORDS_MOST + " records", "that many");
      }
      String tag = head.text("tag", 6);
      int size = head.count(NitfFields.shown(tag) + " length", 5, 0, left - 11);
      String data = head.raw(tag, size);
      into.putIfAbsent(tag, data);
      left -= 11 + size;
    }
    head.skip(name + " rest", left);
  }
}
