package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graticule.fault.Fault;

/**
 * The private key of a log, in a file only its owner can read: the public half as a verifier key on
 * the first line, PKCS #8 in base64 on the second, on the third a secret for the mark of the log's
 * end, which outlives a change of keys. Whoever holds it can forge checkpoints, so keep it off
 * backups of the log. Immutable, thread-safe.
 */
final class SigningKey {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PrivateKey key;
  private final VerifierKey verifier;
  private final byte[] tailSecret;

  private SigningKey(PrivateKey key, VerifierKey verifier, byte[] tailSecret) {
    this.key = key;
    this.verifier = verifier;
    this.tailSecret = tailSecret;
  }

  /** Reads the key, or makes one with a new log name where the file does not exist. */
  static SigningKey loadOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      return load(file);
    }
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String random = HexFormat.of().toHexDigits(RANDOM.nextLong());
    return create(file, "graticule.local/audit/" + random, secret);
  }

  /** Makes another key for the same log. */
  SigningKey successor(Path file) throws IOException {
    return create(file, verifier.name(), tailSecret);
  }

  private static SigningKey create(Path file, String name, byte[] tailSecret) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      VerifierKey verifier = VerifierKey.of(name, pair.getPublic());
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Base64.Encoder base64 = Base64.getEncoder();
      DurableFile.replace(
          file,
          draft,
          verifier
              + "\n"
              + base64.encodeToString(pair.getPrivate().getEncoded())
              + "\n"
              + base64.encodeToString(tailSecret)
              + "\n");
      return new SigningKey(pair.getPrivate(), verifier, tailSecret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * Reads a key.
   *
   * @throws Fault UNAVAILABLE {@code audit-key} if the file holds none
   */
  static SigningKey load(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      VerifierKey verifier = VerifierKey.parse(lines.get(0)).orElseThrow();
      byte[] encoded = Base64.getDecoder().decode(lines.get(1));
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      // Keys of the first logs have no third line.
      byte[] secret =
          lines.size() > 2
              ? Base64.getDecoder().decode(lines.get(2))
              : Chain.sha256().digest(encoded);
      SigningKey signing = new SigningKey(key, verifier, secret);
      byte[] probe = {1};
      if (verifier.verifies(probe, signing.sign(probe))) {
        return signing;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // Falls through: whatever is wrong with the file, the answer is the same.
    }
    throw Fault.unavailable(
        "audit-key", file + " does not hold the key of an audit log; put the right file back");
  }

  VerifierKey verifier() {
    return verifier;
  }

  /** For the mark of the log's end. */
  Mac tailMac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(tailSecret, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC", e);
    }
  }

  byte[] sign(byte[] text) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(text);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with Ed25519", e);
    }
  }
}
