package org.graticule.image;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.graticule.access.Marking;
import org.graticule.access.Vocabulary;
import org.graticule.fault.Fault;

/**
 * Turns the security fields that an image carries into a marking. What the table does not know is
 * never taken for less: the file is refused. Immutable.
 */
public final class FileMarks {
  private static final String TABLE = "file-markings.yaml";

  private final Vocabulary vocabulary;
  private final Table table;

  /**
   * The table: codes of files, and what they are in the vocabulary.
   *
   * @param levels one-letter codes to names of levels
   * @param words codewords and control markings to tokens
   * @param releasable countries to members of the group
   * @param group the group that releasing is about; empty without
   */
  private record Table(
      Map<String, String> levels,
      Map<String, String> words,
      Map<String, String> releasable,
      String group) {}

  private FileMarks(Vocabulary vocabulary, Table table) {
    this.vocabulary = vocabulary;
    this.table = table;
    table.levels.values().forEach(name -> require(vocabulary.level(name).isPresent(), name));
    table.words.values().forEach(name -> require(vocabulary.accesses().contains(name), name));
    table.releasable.values().forEach(name -> require(vocabulary.accesses().contains(name), name));
  }

  /**
   * Reads the table that lies beside the vocabulary, or the one of the fictional vocabulary. A
   * vocabulary of its own without a table knows no code at all.
   *
   * @param markings the vocabulary's file; empty for the fictional one
   */
  public static FileMarks load(Vocabulary vocabulary, Optional<Path> markings) {
    Optional<Path> own = markings.map(file -> file.toAbsolutePath().resolveSibling(TABLE));
    if (own.isPresent() && !Files.exists(own.get())) {
      return new FileMarks(vocabulary, new Table(Map.of(), Map.of(), Map.of(), ""));
    }
    try (InputStream in =
        own.isPresent()
            ? Files.newInputStream(own.get())
            : FileMarks.class.getResourceAsStream(TABLE)) {
      return new FileMarks(vocabulary, new YAMLMapper().readValue(in, Table.class));
    } catch (IOException e) {
      throw new IllegalStateException("file markings cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The least marking that protects all parts of a file; empty where its format carries none.
   *
   * @throws Fault {@code unknown-marking}
   */
  public Optional<Marking> of(Path file) throws IOException {
    ImageFormat format;
    try {
      format = ImageFormats.of(file);
    } catch (Fault unknown) {
      // What no format knows is refused as that, by whoever is to read it.
      return Optional.empty();
    }
    return join(format.security(file));
  }

  Optional<Marking> join(List<SecurityFields> parts) {
    return parts.stream().map(this::marking).reduce(Marking::join);
  }

  private Marking marking(SecurityFields fields) {
    String level = known(table.levels, fields.level(), "classification", fields);
    TreeSet<String> required = new TreeSet<>();
    for (String word : fields.codewords()) {
      required.add(known(table.words, word, "codeword", fields));
    }
    for (String word : fields.controls()) {
      required.add(known(table.words, word, "control marking", fields));
    }
    TreeMap<String, SortedSet<String>> anyOf = new TreeMap<>();
    if (!fields.releasable().isEmpty()) {
      TreeSet<String> members = new TreeSet<>();
      for (String country : fields.releasable()) {
        members.add(known(table.releasable, country, "releasing instruction", fields));
      }
      anyOf.put(table.group, members);
    }
    return new Marking(vocabulary.level(level).orElseThrow(), required, anyOf);
  }

  private static String known(
      Map<String, String> meanings, String code, String what, SecurityFields fields) {
    String meaning = meanings.get(code);
    if (meaning == null) {
      StringBuilder shown = new StringBuilder();
      code.chars().limit(40).forEach(c -> shown.append(c > ' ' && c < 127 ? (char) c : '?'));
      throw Fault.unacceptable(
          "unknown-marking",
          "the %s of the %s is \"%s\", which has no meaning here; allowed: %s"
              .formatted(what, fields.where(), shown, new TreeSet<>(meanings.keySet())));
    }
    return meaning;
  }

  private static void require(boolean known, String name) {
    if (!known) {
      throw new IllegalStateException(TABLE + " names " + name + ", which no marking knows");
    }
  }
}
