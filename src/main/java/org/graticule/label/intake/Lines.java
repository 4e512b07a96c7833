package org.graticule.label.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Text files of one label a line. */
final class Lines {
  private static final int MOST_LINES = 5_000_000;
  private static final int LONGEST = 1 << 20;

  private Lines() {}

  /** Calls with each line that says something, and its number from 1. */
  static void each(LabelFile file, BiConsumer<Integer, String> line) {
    try (Reader text =
        new BufferedReader(
            new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 0;
      for (String each = next(text); each != null; each = next(text)) {
        if (++number > MOST_LINES) {
          throw tooLarge();
        }
        // Editors of some systems put a byte order mark in front.
        boolean marked = number == 1 && each.startsWith("\uFEFF");
        String said = (marked ? each.substring(1) : each).strip();
        if (!said.isEmpty() && !said.startsWith("#")) {
          line.accept(number, said);
        }
      }
    } catch (CharacterCodingException e) {
      throw Fault.malformed("bad-text", "The file is not text in UTF-8.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Up to the end of the line, which may be far; null at that of the file. */
  private static @Nullable String next(Reader text) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = text.read()) {
      if (line.length() == LONGEST) {
        throw tooLarge();
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static Fault tooLarge() {
    return Fault.tooLarge(
        "too-many-lines",
        "The file has more than %d lines, or one of more than %d characters."
            .formatted(MOST_LINES, LONGEST));
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
