package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to write each marking; nothing else is read. */
final class VocabularyTest {
  private final Vocabulary vocabulary = Vocabulary.load(Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPEN|(O)",
        "SEALED//CEDAR|(S//CDR)",
        "SEALED//CEDAR/EMBER|(S//CDR/EMB)",
        "GUARDED//REL TO AVL|(G//REL TO AVL)",
        "SEALED//CEDAR/EMBER//REL TO AVL, BRZ|(S//CDR/EMB//REL TO AVL, BRZ)",
        "VEILED//CEDAR/LANTERN/TIDEWAY/QUARTZ/HALCYON/EMBER//REL TO AVL, BRZ, CYN, DRV"
            + "|(V//CDR/LTN/TWY/QTZ/HCN/EMB//REL TO AVL, BRZ, CYN, DRV)",
      })
  void theBannerIsReadBackAndHasItsPortion(String banner, String portion) {
    Marking marking = vocabulary.parse(banner);
    assertThat(vocabulary.banner(marking)).isEqualTo(banner);
    assertThat(vocabulary.portion(marking)).isEqualTo(portion);
  }

  @Test
  void whatIsWrittenIsReadBackTheSameForARandomWorld() {
    Random random = new Random(7);
    Set<String> written = new HashSet<>();
    Set<Marking> markings = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Marking marking = any(random);
      String banner = vocabulary.banner(marking);
      assertThat(vocabulary.parse(banner)).isEqualTo(marking);
      written.add(banner);
      markings.add(marking);
    }
    assertThat(written).hasSameSizeAs(markings).hasSizeGreaterThan(3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "//",
        "CEDAR",
        "REL TO AVL",
        "sealed",
        "Sealed//CEDAR",
        "SEALED//cedar",
        " SEALED",
        "SEALED ",
        "SEALED//",
        "SEALED////CEDAR",
        "SEALED//CEDAR/",
        "SEALED/CEDAR",
        "SEALED//XX",
        "TS//CEDAR",
        "SEALED//EMBER/CEDAR",
        "SEALED//CEDAR//EMBER",
        "SEALED//CEDAR/CEDAR",
        "SEALED//CEDAR//CEDAR",
        "SEALED//REL TO AVL//CEDAR",
        "SEALED//REL TO BRZ, AVL",
        "SEALED//REL TO AVL, AVL",
        "SEALED//REL TO AVL,BRZ",
        "SEALED//REL TO AVL//REL TO BRZ",
        "SEALED//REL TO AVL//REL TO AVL",
        "SEALED//REL TO ",
        "SEALED//REL TO",
        "SEALED//REL TO NONE",
        "SEALED//REL TO XXX",
        "(S//CDR)",
        "S",
        "SEALED//CDR",
        "SEALED\n//CEDAR",
        "SEALED//CEDAR\0",
        "S\u0415ALED", // Cyrillic IE
        "SEALED//\u0421EDAR", // Cyrillic ES
        "SEALED//CEDA\uFF32", // fullwidth R
        "SEALED//CEDAR\u200B", // zero-width space
        "SEALED\u2215\u2215CEDAR", // division slashes
        "SEALED//REL\u00A0TO AVL", // no-break space
      })
  void anythingElseIsABadMarking(String text) {
    assertThatThrownBy(() -> vocabulary.parse(text))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.UNACCEPTABLE);
              assertThat(fault.code()).isEqualTo("bad-marking");
            });
  }

  @Test
  void tenKibibytesAreABadMarkingAndAreNotRepeatedToTheCaller() {
    String long10 = "SEALED//CEDAR" + "/CEDAR".repeat(1_706);
    assertThat(long10).hasSizeGreaterThan(10_240);
    assertThatThrownBy(() -> vocabulary.parse(long10))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("bad-marking");
              assertThat(fault.getMessage()).hasSizeLessThan(300);
            });
  }

  @Test
  void whatNobodyMaySeeIsWrittenButCannotBeChosen() {
    Marking nobody =
        vocabulary.parse("SEALED//REL TO AVL").join(vocabulary.parse("OPEN//REL TO BRZ"));
    assertThat(vocabulary.banner(nobody)).isEqualTo("SEALED//REL TO NONE");
    assertThatThrownBy(() -> vocabulary.parse("SEALED//REL TO NONE")).isInstanceOf(Fault.class);
  }

  @Test
  void anAgencysOwnWordsReplaceTheFictionalOnes(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("markings.yaml"),
            """
            levels:
              - { name: LOW, portion: L, colour: '#000000', text_colour: '#ffffff' }
            tokens: []
            groups:
              - { name: FOR, first: ZED, members: [ABE, ZED] }
            """);
    Vocabulary own = Vocabulary.load(Optional.of(file));
    assertThat(own.banner(own.parse("LOW//FOR ZED, ABE"))).isEqualTo("LOW//FOR ZED, ABE");
    assertThat(own.accesses()).containsExactlyInAnyOrder("ABE", "ZED");
    assertThatThrownBy(() -> own.parse("OPEN")).isInstanceOf(Fault.class);
  }

  @Test
  void aVocabularyThatCannotBeReadStopsTheStart(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("markings.yaml"), "levels: []\ntokens: []\ngroups: []\n");
    assertThatThrownBy(() -> Vocabulary.load(Optional.of(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no level");
    assertThatThrownBy(() -> Vocabulary.load(Optional.of(folder.resolve("absent.yaml"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read");
  }

  private Marking any(Random random) {
    TreeSet<String> required = new TreeSet<>();
    vocabulary.tokens().stream()
        .filter(t -> random.nextBoolean())
        .forEach(t -> required.add(t.name()));
    TreeMap<String, SortedSet<String>> groups = new TreeMap<>();
    TreeSet<String> members = new TreeSet<>();
    vocabulary.groups().getFirst().members().stream()
        .filter(m -> random.nextBoolean())
        .forEach(members::add);
    if (!members.isEmpty()) {
      groups.put(vocabulary.groups().getFirst().name(), members);
    }
    return new Marking(random.nextInt(vocabulary.levels().size()), required, groups);
  }
}
