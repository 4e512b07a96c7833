package org.graticule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All Java is in google-java-format's style; {@code -Dbless=true} rewrites what is not. */
final class FormatTest {
  private static final int LONGEST_FILE = 500;

  @Test
  void everySourceFileIsFormatted() throws Exception {
    Formatter formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        if (Boolean.getBoolean("bless")) {
          Files.writeString(file, formatted);
        } else {
          wrong.add(file);
        }
      }
    }
    assertThat(wrong).as("files to rewrite with -Dtest=FormatTest -Dbless=true").isEmpty();
  }

  @Test
  void noFileIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      long lines = Files.lines(file).count();
      if (lines > LONGEST_FILE) {
        tooLong.add(file + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }
}
