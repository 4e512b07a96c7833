package org.graticule.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a token elsewhere: a SHA-256 in the database, a keyed hash on the log.
 * Thread-safe.
 */
public final class TokenHashes {
  private static final String HMAC = "HmacSHA256";

  /** To be cloned: looking the algorithm up costs as much as the hash. */
  private static final MessageDigest SHA_256 = sha256();

  private final SecretKeySpec key;

  /**
   * @param key random, kept with the node's secrets; without it a log line cannot be tied to a
   *     token
   */
  public TokenHashes(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  public byte[] of(String token) {
    try {
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      return digest.digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String forTheLog(byte[] tokenHash) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(tokenHash), 0, 8);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
