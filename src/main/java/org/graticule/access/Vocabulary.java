package org.graticule.access;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.graticule.fault.Fault;

/**
 * The words markings are made of, from a file, and how a marking is written: {@code
 * SEALED//CEDAR/EMBER//REL TO AVL, BRZ} as a banner, {@code (S//CDR/EMB//REL TO AVL, BRZ)} as a
 * portion. Immutable.
 */
public record Vocabulary(List<Level> levels, List<Token> tokens, List<Group> groups) {
  private static final int LONGEST = 512;

  /** A level, lowest first; {@code portion} is its short form, colours are for the banner. */
  public record Level(String name, String portion, String colour, String textColour) {}

  /** A token that a reader must have. */
  public record Token(String name, String portion) {}

  /**
   * A group of which a reader must have one member; {@code first} leads the list, the rest follow
   * by name.
   */
  public record Group(String name, String first, List<String> members) {}

  /** Reads a vocabulary file, or the fictional one. */
  public static Vocabulary load(Optional<Path> file) {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .propertyNamingStrategy(
                com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
            .build();
    try (InputStream in =
        file.isPresent()
            ? Files.newInputStream(file.get())
            : Vocabulary.class.getResourceAsStream("markings.yaml")) {
      Vocabulary vocabulary = yaml.readValue(in, Vocabulary.class);
      if (vocabulary.levels.isEmpty()) {
        throw new IllegalStateException("the marking vocabulary has no level");
      }
      return vocabulary;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the marking vocabulary cannot be read: " + e.getMessage(), e);
    }
  }

  public Marking lowest() {
    return new Marking(0, new TreeSet<>(), new TreeMap<>());
  }

  /** The index of a level by name. */
  public Optional<Integer> level(String name) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Every word a person can be given. */
  public Set<String> accesses() {
    Set<String> all = new HashSet<>();
    tokens.forEach(token -> all.add(token.name()));
    groups.forEach(group -> all.addAll(group.members()));
    return all;
  }

  public String banner(Marking marking) {
    return write(marking, levels.get(marking.level()).name(), Token::name);
  }

  public String portion(Marking marking) {
    return "(" + write(marking, levels.get(marking.level()).portion(), Token::portion) + ")";
  }

  private String write(Marking marking, String level, Function<Token, String> form) {
    List<String> parts = new ArrayList<>(List.of(level));
    List<String> required =
        tokens.stream().filter(t -> marking.required().contains(t.name())).map(form).toList();
    if (!required.isEmpty()) {
      parts.add(String.join("/", required));
    }
    for (Group group : groups) {
      SortedSet<String> members = marking.anyOf().get(group.name());
      if (members != null) {
        parts.add(group.name() + " " + (members.isEmpty() ? "NONE" : list(group, members)));
      }
    }
    return String.join("//", parts);
  }

  private static String list(Group group, SortedSet<String> members) {
    Stream<String> first = members.contains(group.first()) ? Stream.of(group.first()) : Stream.of();
    Stream<String> rest = members.stream().filter(m -> !m.equals(group.first()));
    return String.join(", ", Stream.concat(first, rest).toList());
  }

  /**
   * Reads a banner form. Only what {@link #banner} writes is accepted: one way to write each
   * marking.
   *
   * @throws Fault unacceptable, code {@code bad-marking}
   */
  public Marking parse(String banner) {
    if (banner.length() <= LONGEST) {
      Optional<Marking> marking = read(banner);
      if (marking.isPresent() && banner(marking.get()).equals(banner)) {
        return marking.get();
      }
    }
    String shown = banner.length() > 80 ? banner.substring(0, 80) + "..." : banner;
    throw Fault.unacceptable(
        "bad-marking",
        "marking \""
            + shown
            + "\" is not in the vocabulary's banner form of 1 to "
            + LONGEST
            + " characters, for example "
            + example());
  }

  private Optional<Marking> read(String banner) {
    String[] parts = banner.split("//", -1);
    Optional<Integer> level = level(parts[0]);
    if (level.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> required = new TreeSet<>();
    TreeMap<String, SortedSet<String>> anyOf = new TreeMap<>();
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      Optional<Group> group =
          groups.stream().filter(g -> part.startsWith(g.name() + " ")).findFirst();
      if (group.isPresent()) {
        List<String> members =
            List.of(part.substring(group.get().name().length() + 1).split(", ", -1));
        if (!group.get().members().containsAll(members)) {
          return Optional.empty();
        }
        anyOf.put(group.get().name(), new TreeSet<>(members));
      } else {
        List<String> names = List.of(part.split("/", -1));
        if (!tokens.stream().map(Token::name).toList().containsAll(names)) {
          return Optional.empty();
        }
        required.addAll(names);
      }
    }
    return Optional.of(new Marking(level.get(), required, anyOf));
  }

  private String example() {
    return levels.getLast().name() + (tokens.isEmpty() ? "" : "//" + tokens.getFirst().name());
  }
}
