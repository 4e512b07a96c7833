package org.graticule.tile.render;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.graticule.fault.Fault;
import org.graticule.image.SceneFacts;

/**
 * The bands of a scene by number and name: the file's own names and their usual spellings, or the
 * customary order for that many bands where the file names none ({@code styles/bands.json}).
 * Immutable.
 */
public final class BandNames {
  private static final Customs CUSTOMS = Customs.read();

  private final int count;
  private final Map<String, Integer> byName = new HashMap<>();

  /**
   * @param title for people
   * @param spellings a name's other ways of writing, lower case, letters and digits only
   * @param order names by number of bands
   */
  record Customs(
      String title, Map<String, List<String>> spellings, Map<Integer, List<String>> order) {
    static Customs read() {
      String file = "/org/graticule/data/styles/bands.json";
      try (InputStream in = BandNames.class.getResourceAsStream(file)) {
        return JsonMapper.builder().build().readValue(in, Customs.class);
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + file, e);
      }
    }
  }

  private BandNames(int count) {
    this.count = count;
  }

  public static BandNames of(SceneFacts facts) {
    BandNames names = new BandNames(facts.bands() - (facts.alpha() ? 1 : 0));
    List<String> told = facts.bandNames();
    for (int i = 0; i < Math.min(told.size(), names.count); i++) {
      String plain = plain(told.get(i));
      if (!plain.isEmpty()) {
        names.byName.putIfAbsent(plain, i);
        names.byName.putIfAbsent(usual(plain), i);
      }
    }
    if (names.byName.isEmpty()) {
      List<String> order = CUSTOMS.order.getOrDefault(names.count, List.of());
      for (int i = 0; i < order.size(); i++) {
        names.byName.put(order.get(i), i);
      }
    }
    return names;
  }

  /** Lower case letters, digits and underscores. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "");
  }

  private static String usual(String plain) {
    for (Map.Entry<String, List<String>> one : CUSTOMS.spellings.entrySet()) {
      if (one.getValue().contains(plain)) {
        return one.getKey();
      }
    }
    return plain;
  }

  /** Whether a name means a band here. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /**
   * @param name a number from 1, the same with a {@code b} before it, or a name
   * @return the band, from 0
   */
  public int index(String name) {
    Integer known = byName.get(name);
    if (known != null) {
      return known;
    }
    if (name.matches("b?[1-9][0-9]{0,4}")) {
      int number = Integer.parseInt(name.startsWith("b") ? name.substring(1) : name);
      if (number <= count) {
        return number - 1;
      }
    }
    throw Fault.unacceptable(
        "no-such-band",
        "band '%s' of a scene with %d; allowed: 1 to %d%s"
            .formatted(
                Words.clip(name),
                count,
                count,
                byName.isEmpty()
                    ? ""
                    : ", " + String.join(", ", byName.keySet().stream().sorted().toList())));
  }
}
