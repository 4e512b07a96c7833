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
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.graticule.fault.Fault;

/**
 * The private key of a log, in a file only its owner can read: the public half as a verifier key on
 * the first line, PKCS #8 in base64 on the second. Whoever holds it can forge checkpoints, so keep
 * it off backups of the log. Immutable, thread-safe.
 */
final class SigningKey {
  private final PrivateKey key;
  private final VerifierKey verifier;

  private SigningKey(PrivateKey key, VerifierKey verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /** Reads the key, or makes one with a new log name where the file does not exist. */
  static SigningKey loadOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      return load(file);
    }
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String random = HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
      VerifierKey verifier = VerifierKey.of("graticule.local/audit/" + random, pair.getPublic());
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      DurableFile.replace(
          file,
          draft,
          verifier
              + "\n"
              + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
              + "\n");
      return new SigningKey(pair.getPrivate(), verifier);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static SigningKey load(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      VerifierKey verifier = VerifierKey.parse(lines.get(0)).orElseThrow();
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
      SigningKey signing = new SigningKey(key, verifier);
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
