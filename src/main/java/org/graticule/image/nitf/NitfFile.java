package org.graticule.image.nitf;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.image.SecurityFields;
import org.graticule.image.store.ByteSource;

/**
 * The headers of a NITF file: where its segments are, what its images are, and how all of it is
 * classified. Every length is checked against the file before anything is read. Immutable once
 * read.
 */
public final class NitfFile {
  private static final int HEADER_MOST = 999_999;
  private static final int SECURITY_AT = 119;
  private static final int IMAGES_MOST = 100;
  private static final int NAME_WIDTH = 25;
  private static final int XML_MOST = 16 << 20;
  private static final Set<String> XML = Set.of("XML_DATA_CONTENT", "SICD_XML", "SIDD_XML");

  private final NitfVersion version;
  private final List<NitfImage> images = new ArrayList<>();
  private final List<SecurityFields> security = new ArrayList<>();
  private final List<SarProduct> radar = new ArrayList<>();

  /** A kind of segment: its name, digits of its header's and its data's length in the table. */
  private enum Kind {
    IMAGE("image", 6, 10, 0),
    GRAPHIC("graphic", 4, 6, 32),
    LABEL("label", 4, 3, 12),
    TEXT("text", 4, 5, 106),
    EXTENSION("data extension", 4, 9, 29),
    RESERVED("reserved extension", 4, 7, 29);

    final String words;
    final int headerDigits;
    final int dataDigits;
    final int securityAt;

    Kind(String words, int headerDigits, int dataDigits, int securityAt) {
      this.words = words;
      this.headerDigits = headerDigits;
      this.dataDigits = dataDigits;
      this.securityAt = securityAt;
    }
  }

  private record Segment(Kind kind, int number, long header, int headerBytes, long dataBytes) {
    long data() {
      return header + headerBytes;
    }

    long end() {
      return data() + dataBytes;
    }
  }

  /** Reads bytes of the file, never past its end. */
  private static final class Bytes implements Closeable {
    private final ByteSource source;
    private final long length;

    Bytes(Path file) throws IOException {
      this.source = ByteSource.open(file);
      this.length = source.length();
    }

    byte[] at(long offset, long count, String what) throws IOException {
      if (count > length - offset || offset < 0) {
        throw Fault.unacceptable(
            "bad-header",
            "NITF %s: %d bytes at %d of a file of %d; allowed: inside the file"
                .formatted(what, count, offset, length));
      }
      try {
        return source.bytes(offset, (int) count);
      } catch (EOFException e) {
        throw Fault.unacceptable("bad-header", "NITF " + what + ": " + e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  private NitfFile(NitfVersion version) {
    this.version = version;
  }

  /**
   * @throws Fault {@code bad-header} or {@code pixel-limit} naming the field, its value and what is
   *     allowed
   */
  public static NitfFile read(Path file) throws IOException {
    try (Bytes bytes = new Bytes(file)) {
      String magic = new String(bytes.at(0, 9, "file header"), StandardCharsets.ISO_8859_1);
      NitfVersion version =
          NitfVersion.of(magic)
              .orElseThrow(() ->
                  Fault.unacceptable(
                      "bad-header",
                      "NITF version is \""
                          + NitfFields.shown(magic)
                          + "\"; allowed: NITF02.00, NITF02.10, NSIF01.00"));
      NitfFile read = new NitfFile(version);
      for (Segment segment : read.header(bytes)) {
        read.add(bytes, segment);
      }
      return read;
    }
  }

  public NitfVersion version() {
    return version;
  }

  /** All image segments in the file's order. */
  public List<NitfImage> images() {
    return List.copyOf(images);
  }

  /** Of the file, of each of its segments and of what is written in them. */
  public List<SecurityFields> security() {
    List<SecurityFields> all = new ArrayList<>(security);
    radar.forEach(product -> product.security().ifPresent(all::add));
    return List.copyOf(all);
  }

  /**
   * The images that the file is, the largest first and the others in the file's order: each one
   * segment, or several that are pieces of one image. Segments that are not meant to be seen count
   * only where no other is.
   */
  public List<NitfProduct> products() {
    if (images.isEmpty()) {
      throw Fault.unacceptable(
          "bad-header", "NITF file header: NUMI is 0; allowed: at least one image segment");
    }
    List<NitfImage> seen = images.stream().filter(NitfImage::visible).toList();
    return NitfProduct.of(seen.isEmpty() ? images : seen);
  }

  /** Reads the file header and lays out the segments. */
  private List<Segment> header(Bytes bytes) throws IOException {
    int fixed = (int) Math.min(HEADER_MOST, bytes.length);
    NitfFields head = new NitfFields(bytes.at(0, fixed, "file header"), "file header");
    head.skip("FHDR to FTITLE", SECURITY_AT);
    security.add(NitfSecurity.read(head, version, "file"));
    head.skip("FSCOP to OPHONE", 5 + 5 + 1 + 27 + 18);
    head.skip("FL", 12);
    int headerBytes = head.count("HL", 6, head.at(), fixed);
    List<Segment> segments = new ArrayList<>();
    long at = headerBytes;
    for (Kind kind : Kind.values()) {
      if (kind == Kind.LABEL && !version.first()) {
        head.count("NUMX", 3, 0, 0);
        continue;
      }
      int most = kind == Kind.IMAGE ? IMAGES_MOST : 999;
      int count = head.count("number of " + kind.words + " segments", 3, 0, most);
      for (int i = 0; i < count; i++) {
        String which = kind.words + " segment " + (i + 1);
        int header = head.count(which + " header length", kind.headerDigits, 0, HEADER_MOST);
        long data = head.number(which + " length", kind.dataDigits, 0, Long.MAX_VALUE);
        Segment segment = new Segment(kind, i, at, header, data);
        if (segment.end() > bytes.length) {
          throw head.broken(
              "%s ends at %d of a file of %d".formatted(which, segment.end(), bytes.length),
              "inside the file");
        }
        segments.add(segment);
        at = segment.end();
      }
    }
    if (head.at() > headerBytes) {
      throw head.broken("HL is " + headerBytes, "at least " + head.at());
    }
    return segments;
  }

  private void add(Bytes bytes, Segment segment) throws IOException {
    String where = segment.kind.words + " segment " + (segment.number + 1);
    if (segment.kind == Kind.IMAGE) {
      byte[] header = bytes.at(segment.header, segment.headerBytes, where);
      NitfImageReader reader = new NitfImageReader(version, segment.number, segment.dataBytes);
      NitfImage image = reader.read(new NitfFields(header, where), where);
      if (image.masked()) {
        int table = (int) Math.min(segment.dataBytes, image.maskTableBytes());
        image.checkMask(bytes.at(segment.data(), table, where + " mask table"));
      }
      images.add(image);
      security.add(image.security());
      return;
    }
    // Version 2.0 may add the event of a downgrade, which is read only where it is.
    int needed = segment.kind.securityAt + NitfSecurity.BYTES + 40;
    int count = Math.min(segment.headerBytes, needed);
    NitfFields header = new NitfFields(bytes.at(segment.header, count, where), where);
    header.skip("part type", 2);
    String name = header.text("identification", Math.min(NAME_WIDTH, segment.kind.securityAt - 2));
    header.skip("identification", segment.kind.securityAt - header.at());
    security.add(NitfSecurity.read(header, version, where));
    if (segment.kind == Kind.EXTENSION && XML.contains(name)) {
      if (segment.dataBytes > XML_MOST) {
        throw header.broken(segment.dataBytes + " bytes of XML", "up to " + XML_MOST);
      }
      SarProduct.read(bytes.at(segment.data(), segment.dataBytes, where), where)
          .ifPresent(radar::add);
    }
  }

  /**
   * What XML in the file says of an image; empty without, or where it is not clear which is meant.
   */
  public Optional<SarProduct> radar(NitfProduct image) {
    boolean pictures = radar.stream().anyMatch(SarProduct::picture);
    List<SarProduct> all = radar.stream().filter(one -> one.picture() == pictures).toList();
    int number = image.first().productNumber();
    List<SarProduct> fit =
        number >= 1 && number <= all.size() && pictures
            ? List.of(all.get(number - 1))
            : all.stream().filter(one -> image.grid().equals(one.grid())).toList();
    return fit.size() == 1 && image.grid().equals(fit.getFirst().grid())
        ? Optional.of(fit.getFirst())
        : Optional.empty();
  }
}
