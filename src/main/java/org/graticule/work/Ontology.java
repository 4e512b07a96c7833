package org.graticule.work;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What can be labelled: a tree of classes, versioned. Immutable.
 *
 * @param version 1 for the first, rising
 */
public record Ontology(int version, List<LabelClass> classes) {
  private static final int MOST = 2_000;

  /**
   * One class.
   *
   * @param id stable for ever, from 1; gaps are fine
   * @param parent id of the class above it, null at the top
   * @param colour {@code #rrggbb}
   * @param key digit that picks it, null for none
   * @param retired still on old labels, no longer offered
   * @param minimumAreaM2 smallest allowed object, square metres; null for no limit
   * @param geometry {@code point}, {@code line} or {@code area}; null for anything
   * @param attributes what may be said of such an object; null or empty for anything
   * @param rules what else its labels are held to; null for the usual
   * @param mergedInto class that took its labels over; null for none
   */
  public record LabelClass(
      int id,
      String name,
      @Nullable Integer parent,
      String colour,
      @Nullable String key,
      boolean retired,
      @Nullable Double minimumAreaM2,
      @Nullable String geometry,
      @Nullable List<AttributeType> attributes,
      @Nullable ClassRules rules,
      @Nullable Integer mergedInto) {

    /** A class of anything of which anything may be said. */
    public LabelClass(
        int id,
        String name,
        @Nullable Integer parent,
        String colour,
        @Nullable String key,
        boolean retired,
        @Nullable Double minimumAreaM2) {
      this(id, name, parent, colour, key, retired, minimumAreaM2, null, null, null, null);
    }
  }

  public Ontology {
    classes = List.copyOf(classes);
  }

  public Optional<LabelClass> find(int id) {
    return classes.stream().filter(c -> c.id() == id).findFirst();
  }

  /** The classes as labels are held to them in a project that asks this of all its labels. */
  Ontology under(LabelRules rules) {
    return rules.version() == 0
        ? this
        : new Ontology(version, classes.stream().map(rules::on).toList());
  }

  /**
   * @throws Fault unacceptable, naming the class and what is wrong
   */
  public void check() {
    if (classes.isEmpty() || classes.size() > MOST) {
      throw Fault.unacceptable(
          "bad-ontology", classes.size() + " classes; allowed are 1 to " + MOST);
    }
    Map<Integer, LabelClass> byId = new HashMap<>();
    Set<String> names = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (LabelClass c : classes) {
      checkAlone(c);
      if (byId.put(c.id(), c) != null) {
        throw refuse(c, "its id is used twice");
      }
      if (!names.add(c.name())) {
        throw refuse(c, "its name is used twice");
      }
      if (c.key() != null && !keys.add(c.key())) {
        throw refuse(c, "its key " + c.key() + " is used twice");
      }
    }
    classes.forEach(c -> checkParents(c, byId));
  }

  private static void checkAlone(LabelClass c) {
    if (c.id() < 1) {
      throw refuse(c, "ids begin with 1");
    }
    if (c.name() == null || c.name().isBlank() || c.name().length() > 80) {
      throw refuse(c, "a name has 1 to 80 characters");
    }
    if (c.colour() == null || !c.colour().matches("#[0-9a-f]{6}")) {
      throw refuse(c, "colour \"" + c.colour() + "\" is not of the form #rrggbb");
    }
    if (c.key() != null && !c.key().matches("[1-9]")) {
      throw refuse(c, "key \"" + c.key() + "\" is not one of 1 to 9");
    }
    try {
      ClassChecks.check(c);
    } catch (IllegalArgumentException e) {
      throw refuse(c, e.getMessage());
    }
  }

  private static void checkParents(LabelClass c, Map<Integer, LabelClass> byId) {
    Set<Integer> seen = new HashSet<>(Set.of(c.id()));
    for (Integer parent = c.parent(); parent != null; parent = byId.get(parent).parent()) {
      if (!byId.containsKey(parent)) {
        throw refuse(c, "its parent " + parent + " is not in the ontology");
      }
      if (!seen.add(parent)) {
        throw refuse(c, "it is its own ancestor");
      }
    }
  }

  private static Fault refuse(LabelClass c, String why) {
    return Fault.unacceptable("bad-ontology", "class " + c.id() + " (" + c.name() + "): " + why);
  }
}
