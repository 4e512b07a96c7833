package org.graticule.image.nitf;

import java.util.Arrays;
import java.util.List;
import org.graticule.image.SecurityFields;

/** Reads the block of security fields that every header of a NITF file has. */
final class NitfSecurity {
  /** Length of the block; in version 2.0 a downgrade by event adds to it. */
  static final int BYTES = 167;

  private static final int EVENT_BYTES = 40;
  private static final String BY_EVENT = "999998";

  private NitfSecurity() {}

  static SecurityFields read(NitfFields fields, NitfVersion version, String where) {
    String level = fields.raw("classification", 1);
    if (version.first()) {
      String codewords = fields.text("codewords", 40);
      String control = fields.text("control and handling", 40);
      String release = fields.text("releasing instructions", 40);
      fields.skip("authority", 20);
      fields.skip("control number", 20);
      if (fields.raw("downgrade", 6).equals(BY_EVENT)) {
        fields.skip("downgrading event", EVENT_BYTES);
      }
      return new SecurityFields(where, level, words(codewords), words(control), words(release));
    }
    fields.skip("classification system", 2);
    String codewords = fields.text("codewords", 11);
    String control = fields.text("control and handling", 2);
    String release = fields.text("releasing instructions", 20);
    fields.skip("declassification and authority", BYTES - 36);
    return new SecurityFields(where, level, words(codewords), words(control), words(release));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s,/]+")).filter(word -> !word.isEmpty()).toList();
  }
}
