package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public key of a log, written as a C2SP signed-note verifier key: {@code name+id+base64(1,
 * key)}. Give a copy to whoever shall check the log. Immutable.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;

  /** DER before the 32 bytes of an Ed25519 public key (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] raw;
  private final PublicKey key;

  private VerifierKey(String name, byte[] raw) {
    this.name = name;
    this.raw = raw;
    byte[] encoded = Arrays.copyOf(X509, X509.length + 32);
    System.arraycopy(raw, 0, encoded, X509.length, 32);
    try {
      key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }

  static VerifierKey of(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new VerifierKey(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /** Reads the form that {@link #toString} writes; empty for anything else. */
  public static Optional<VerifierKey> parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    try {
      byte[] keyed = Base64.getDecoder().decode(parts[parts.length - 1]);
      if (parts.length != 3 || keyed.length != 33 || keyed[0] != ED25519) {
        return Optional.empty();
      }
      VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(keyed, 1, 33));
      return key.toString().equals(text.strip()) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Name of the log. */
  public String name() {
    return name;
  }

  /** First four bytes of SHA-256 of name, newline and key, as C2SP signed-note has it. */
  byte[] id() {
    MessageDigest sha256 = Chain.sha256();
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) '\n');
    sha256.update(keyed());
    return Arrays.copyOf(sha256.digest(), 4);
  }

  boolean verifies(byte[] text, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(text);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifierKey key && key.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  private byte[] keyed() {
    byte[] keyed = new byte[33];
    keyed[0] = ED25519;
    System.arraycopy(raw, 0, keyed, 1, 32);
    return keyed;
  }

  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(keyed());
  }
}
