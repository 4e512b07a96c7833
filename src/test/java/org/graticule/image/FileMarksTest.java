package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Vocabulary;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What security fields of files mean in the fictional vocabulary. */
final class FileMarksTest {
  private static final Path PLAIN = Path.of("fixtures", "hazards", "read-igeolo-degrees.ntf");
  private final Vocabulary vocabulary = Vocabulary.load(Optional.empty());
  private final FileMarks marks = FileMarks.load(vocabulary, Optional.empty());

  @TempDir Path folder;

  @Test
  void theMarkingOfAFileIsThatOfItsHeaderAndOfEverySegment() throws Exception {
    assertThat(banner(PLAIN)).isEqualTo("OPEN");
    assertThat(banner(changed(119, "S"))).isEqualTo("SEALED");
    int image = 404;
    assertThat(banner(changed(image + 123, "T"))).isEqualTo("VEILED");
    assertThat(banner(changed(119, "CUSCDR"))).isEqualTo("GUARDED//CEDAR");
  }

  @Test
  void partsAreJoinedAndReleasingIsWhatAllAllow() {
    SecurityFields file = fields("C", List.of("CDR"), List.of("AV", "BZ"));
    SecurityFields image = fields("S", List.of("EMB"), List.of("BZ", "CY"));
    assertThat(marks.join(List.of(file, image)).map(vocabulary::banner))
        .hasValue("SEALED//CEDAR/EMBER//REL TO BRZ");
  }

  @Test
  void aCodeThatIsNotKnownIsRefusedAndNeverTakenForLess() throws Exception {
    for (Path file : List.of(changed(119, "Q"), changed(119, " "), changed(119, "UUSZZZ"))) {
      Fault fault = catchThrowableOfType(Fault.class, () -> marks.of(file));
      assertThat(fault).isNotNull();
      assertThat(fault.code()).isEqualTo("unknown-marking");
    }
  }

  @Test
  void aVocabularyOfItsOwnWithoutATableKnowsNoCode() throws Exception {
    Path own = folder.resolve("markings.yaml");
    try (var in = Vocabulary.class.getResourceAsStream("markings.yaml")) {
      Files.copy(in, own);
    }
    FileMarks none = FileMarks.load(vocabulary, Optional.of(own));
    assertThat(catchThrowableOfType(Fault.class, () -> none.of(PLAIN)).code())
        .isEqualTo("unknown-marking");
  }

  private static SecurityFields fields(String level, List<String> words, List<String> release) {
    return new SecurityFields("file", level, words, List.of(), release);
  }

  private String banner(Path file) throws Exception {
    return vocabulary.banner(marks.of(file).orElseThrow());
  }

  private Path changed(int at, String text) throws Exception {
    byte[] bytes = Files.readAllBytes(PLAIN);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, text.length());
    return Files.write(Files.createTempFile(folder, "changed", ".ntf"), bytes);
  }
}
