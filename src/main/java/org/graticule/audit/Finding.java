package org.graticule.audit;

import java.util.Locale;

/**
 * One place where a log is not what was written.
 *
 * @param kind how it differs
 * @param seq the first sequence number that is wrong, missing or out of place
 * @param file name of the file it shows in
 * @param message what was seen, for people
 */
public record Finding(Kind kind, long seq, String file, String message) {

  /** The ways of tampering that can be told apart. */
  public enum Kind {
    /** Bytes changed. */
    EDIT,
    /** Records missing in the middle. */
    GAP,
    /** Records swapped, repeated or put in. */
    REORDER,
    /** Records missing at the end. */
    TRUNCATE,
    /** A history that is sound in itself but not the one a checkpoint was signed for. */
    FORK
  }

  /** One line: {@code tampered kind=gap seq=17 file=00000000000000000000.log: ...}. */
  public String line() {
    return "tampered kind=%s seq=%d file=%s: %s"
        .formatted(kind.name().toLowerCase(Locale.ROOT), seq, file, message);
  }
}
