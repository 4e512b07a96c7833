package org.graticule.config;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its names, what it means and how it is read.
 *
 * @param key name in the settings file, for example {@code db.url}
 * @param fallback used where neither file nor environment says anything; null if there is none
 * @param secret whether its value may never be printed
 * @param description one line for the operator, with the unit and the allowed range
 * @param read turns the text into a value or throws IllegalArgumentException saying what is allowed
 */
record Setting<T>(
    String key,
    @Nullable String fallback,
    boolean secret,
    String description,
    Function<String, T> read) {

  /** {@code db.url} is {@code GRATICULE_DB_URL} in the environment. */
  String variable() {
    return "GRATICULE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
