package org.graticule.image.nitf;

import java.util.Optional;

/** The versions that are read. */
public enum NitfVersion {
  NITF_2_0("NITF02.00", "NITF 2.0"),
  NITF_2_1("NITF02.10", "NITF 2.1"),
  NSIF_1_0("NSIF01.00", "NSIF 1.0");

  private final String magic;
  private final String title;

  NitfVersion(String magic, String title) {
    this.magic = magic;
    this.title = title;
  }

  /**
   * @param magic the first nine characters of a file
   */
  public static Optional<NitfVersion> of(String magic) {
    for (NitfVersion version : values()) {
      if (version.magic.equals(magic)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  public String title() {
    return title;
  }

  boolean first() {
    return this == NITF_2_0;
  }
}
