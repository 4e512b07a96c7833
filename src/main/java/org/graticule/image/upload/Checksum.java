package org.graticule.image.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.graticule.fault.Fault;

/** What the bytes of one request must come to, as {@code Upload-Checksum} says. One thread. */
final class Checksum {
  /** Names of the protocol, with those of Java. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256");

  static final String NAMES = "sha1,sha256";

  private final MessageDigest digest;
  private final byte[] expected;

  private Checksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected;
  }

  static Checksum parse(String header) {
    String[] parts = header.strip().split(" ");
    String algorithm = ALGORITHMS.get(parts[0]);
    if (parts.length != 2 || algorithm == null) {
      throw Fault.malformed(
          "bad-checksum", "Upload-Checksum must be one of " + NAMES + ", a space and base64");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] expected = Base64.getDecoder().decode(parts[1]);
      if (expected.length != digest.getDigestLength()) {
        throw Fault.malformed(
            "bad-checksum",
            "a %s has %d bytes, this has %d"
                .formatted(parts[0], digest.getDigestLength(), expected.length));
      }
      return new Checksum(digest, expected);
    } catch (IllegalArgumentException e) {
      throw Fault.malformed("bad-checksum", "Upload-Checksum is not base64");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(byte[] piece) {
    digest.update(piece);
  }

  boolean holds() {
    return MessageDigest.isEqual(digest.digest(), expected);
  }
}
