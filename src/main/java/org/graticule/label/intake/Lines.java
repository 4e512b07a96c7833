package org.graticule.label.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.graticule.fault.Fault;

/** Text files of one label a line. */
final class Lines {
  private static final int MOST_LINES = 200_000;
  private static final int LONGEST = 1 << 20;

  private Lines() {}

  /** Calls with each line that says something, and its number from 1. */
  static void each(byte[] file, BiConsumer<Integer, String> line) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw Fault.malformed("bad-text", "The file is not text in UTF-8.");
    }
    // Editors of some systems put a byte order mark in front.
    String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int number = 0;
    for (String each : (Iterable<String>) all.lines()::iterator) {
      if (++number > MOST_LINES || each.length() > LONGEST) {
        throw Fault.tooLarge(
            "too-many-lines",
            "The file has more than %d lines, or one of more than %d characters."
                .formatted(MOST_LINES, LONGEST));
      }
      String said = each.strip();
      if (!said.isEmpty() && !said.startsWith("#")) {
        line.accept(number, said);
      }
    }
  }

  static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
