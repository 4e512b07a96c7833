package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a log vouches for at one moment, as a signed note in C2SP tlog-checkpoint form (see
 * https://c2sp.org/tlog-checkpoint): origin, size and Merkle root, and one Ed25519 signature. A
 * copy kept elsewhere proves any later rewriting or truncation.
 *
 * @param origin name of the log, and of the key
 * @param size records covered
 * @param root Merkle tree hash of them, 32 bytes
 */
record Checkpoint(String origin, long size, byte[] root) {

  /** Why a note is not a checkpoint of this log. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }
  }

  static Checkpoint of(String origin, LogHead head) {
    return new Checkpoint(origin, head.size(), head.root());
  }

  /** The signed part of the note. */
  String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  String signedBy(SigningKey key) {
    byte[] signature = key.sign(text().getBytes(StandardCharsets.UTF_8));
    return text()
        + "\n— "
        + key.verifier().name()
        + " "
        + encode(key.verifier().id(), signature)
        + "\n";
  }

  /**
   * Opens a note. Base64 has several spellings of the same bytes; only the one that would be
   * written again is accepted, so that no byte of a note can change unnoticed.
   */
  static Checkpoint open(byte[] note, VerifierKey key) throws Rejected {
    String[] lines = new String(note, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 6 || !lines[3].isEmpty() || !lines[5].isEmpty()) {
      throw new Rejected("it does not have the form of a checkpoint");
    }
    byte[] signature;
    Checkpoint checkpoint;
    try {
      checkpoint =
          new Checkpoint(lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
      String[] signed = lines[4].split(" ", -1);
      byte[] keyed = Base64.getDecoder().decode(signed[signed.length - 1]);
      signature = Arrays.copyOfRange(keyed, Math.min(4, keyed.length), keyed.length);
    } catch (IllegalArgumentException e) {
      throw new Rejected("it does not have the form of a checkpoint");
    }
    String text = checkpoint.text();
    String same = text + "\n— " + key.name() + " " + encode(key.id(), signature) + "\n";
    if (!Arrays.equals(same.getBytes(StandardCharsets.UTF_8), note)
        || checkpoint.size() < 0
        || checkpoint.root().length != 32) {
      throw new Rejected("it is not in canonical form, or not signed with key " + key.name());
    }
    if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
      throw new Rejected("its signature is wrong");
    }
    return checkpoint;
  }

  private static String encode(byte[] keyId, byte[] signature) {
    byte[] keyed = Arrays.copyOf(keyId, keyId.length + signature.length);
    System.arraycopy(signature, 0, keyed, keyId.length, signature.length);
    return Base64.getEncoder().encodeToString(keyed);
  }
}
