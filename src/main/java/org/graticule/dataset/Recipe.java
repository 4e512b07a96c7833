package org.graticule.dataset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a dataset to hold. Immutable; a recipe that exists is within its ranges.
 *
 * @param name of the dataset; versions of one name follow each other
 * @param formats names of export formats, at least one, none twice
 * @param scenes null for every scene the asker may see
 * @param classes ids of classes to keep, null for all
 * @param chipSize side of a chip, pixels, 64 to 4096
 * @param overlap pixels shared by neighbouring chips, 0 to 2048, less than the chip
 * @param keepEmpty whether chips without any label are written
 * @param minimumRatio part of an object that must lie in a chip to be kept there, 0 to 1
 * @param minimumValid part of a chip that must show valid pixels for it to be kept, 0 to 1; a chip
 *     without any is never kept
 */
public record Recipe(
    String name,
    List<String> formats,
    @Nullable List<UUID> scenes,
    @Nullable List<Integer> classes,
    int chipSize,
    int overlap,
    boolean keepEmpty,
    double minimumRatio,
    double minimumValid) {
  public static final int CHIP_SIZE = 1024;
  public static final int OVERLAP = 200;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}";

  public Recipe {
    check(name.matches(NAME), "name '" + shown(name) + "'; allowed: " + NAME);
    formats = List.copyOf(formats);
    check(!formats.isEmpty(), "no formats; allowed: " + ExportFormats.names());
    for (String format : formats) {
      check(
          ExportFormats.names().contains(format),
          "format '" + shown(format) + "'; allowed: " + ExportFormats.names());
    }
    check(formats.stream().distinct().count() == formats.size(), "a format twice; allowed: once");
    scenes = scenes == null ? null : scenes.stream().distinct().toList();
    classes = classes == null ? null : classes.stream().distinct().sorted().toList();
    check(64 <= chipSize && chipSize <= 4096, "chip_size " + chipSize + "; allowed: 64 to 4096");
    check(0 <= overlap && overlap <= 2048, "overlap " + overlap + "; allowed: 0 to 2048");
    check(overlap < chipSize, "overlap " + overlap + "; allowed: less than chip_size " + chipSize);
    check(
        0 <= minimumRatio && minimumRatio <= 1,
        "minimum_ratio " + minimumRatio + "; allowed: 0 to 1");
    check(
        0 <= minimumValid && minimumValid <= 1,
        "minimum_valid " + minimumValid + "; allowed: 0 to 1");
  }

  /** The same as somebody sends it: what is left out is as usual. */
  public record Form(
      @Nullable String name,
      @Nullable List<String> formats,
      @Nullable List<UUID> scenes,
      @Nullable List<Integer> classes,
      @Nullable Integer chipSize,
      @Nullable Integer overlap,
      @Nullable Boolean keepEmpty,
      @Nullable Double minimumRatio,
      @Nullable Double minimumValid) {}

  /**
   * @throws Fault unacceptable, naming the member, the bad value and the allowed range
   */
  public static Recipe of(Form form) {
    check(form.name() != null, "no name; one is needed");
    check(form.formats() != null, "no formats; allowed: " + ExportFormats.names());
    return new Recipe(
        form.name(),
        form.formats(),
        form.scenes(),
        form.classes(),
        Optional.ofNullable(form.chipSize()).orElse(CHIP_SIZE),
        Optional.ofNullable(form.overlap()).orElse(OVERLAP),
        Optional.ofNullable(form.keepEmpty()).orElse(true),
        Optional.ofNullable(form.minimumRatio()).orElse(0.0),
        Optional.ofNullable(form.minimumValid()).orElse(0.0));
  }

  /** Everything the asker may see, cut as usual. */
  public static Recipe of(String name, List<String> formats) {
    return new Recipe(name, formats, null, null, CHIP_SIZE, OVERLAP, true, 0, 0);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw Fault.unacceptable("bad-recipe", "The recipe has " + what + ".");
    }
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
