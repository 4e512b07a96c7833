package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A signed note (C2SP signed-note): text, an empty line, and a line for each signature. Immutable.
 *
 * @param text what is signed, ending in a newline
 * @param signatures one or more
 */
record Note(String text, List<Signed> signatures) {
  private static final String DASH = "— ";

  /**
   * One signature.
   *
   * @param keyId first bytes of the hash of the key
   */
  record Signed(String name, byte[] keyId, byte[] signature) {}

  static Note of(String text, List<SigningKey> keys) {
    List<Signed> signatures = new ArrayList<>();
    for (SigningKey key : keys) {
      VerifierKey verifier = key.verifier();
      byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
      signatures.add(new Signed(verifier.name(), verifier.id(), signature));
    }
    return new Note(text, signatures);
  }

  /**
   * Reads a note. Base64 has several spellings of the same bytes; only the one that would be
   * written again is accepted, so that no byte of a note can change unnoticed.
   */
  static Note parse(byte[] bytes) throws Checkpoint.Rejected {
    String whole = new String(bytes, StandardCharsets.UTF_8);
    int end = whole.lastIndexOf("\n\n");
    if (end < 0) {
      throw new Checkpoint.Rejected("it does not have the form of a signed note");
    }
    List<Signed> signatures = new ArrayList<>();
    for (String line : whole.substring(end + 2).split("\n")) {
      signatures.add(signed(line));
    }
    Note note = new Note(whole.substring(0, end + 1), signatures);
    if (!Arrays.equals(note.toString().getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new Checkpoint.Rejected("it is not in canonical form");
    }
    return note;
  }

  private static Signed signed(String line) throws Checkpoint.Rejected {
    String[] words = line.split(" ", -1);
    try {
      byte[] keyed = Base64.getDecoder().decode(words[words.length - 1]);
      if (words.length == 3 && keyed.length > 4) {
        return new Signed(
            words[1], Arrays.copyOf(keyed, 4), Arrays.copyOfRange(keyed, 4, keyed.length));
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw new Checkpoint.Rejected("it does not have the form of a signed note");
  }

  /** Whether the {@code n}-th signature is that key's, and right. */
  boolean isSigned(int n, VerifierKey key) {
    Signed signed = signatures.get(n);
    return signed.name().equals(key.name())
        && Arrays.equals(signed.keyId(), key.id())
        && key.verifies(text.getBytes(StandardCharsets.UTF_8), signed.signature());
  }

  @Override
  public String toString() {
    StringBuilder whole = new StringBuilder(text).append('\n');
    for (Signed signed : signatures) {
      byte[] keyed = Arrays.copyOf(signed.keyId(), 4 + signed.signature().length);
      System.arraycopy(signed.signature(), 0, keyed, 4, signed.signature().length);
      whole.append(DASH).append(signed.name()).append(' ');
      whole.append(Base64.getEncoder().encodeToString(keyed)).append('\n');
    }
    return whole.toString();
  }
}
