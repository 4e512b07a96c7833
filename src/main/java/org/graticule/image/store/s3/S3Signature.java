package org.graticule.image.store.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graticule.config.Secret;

/**
 * AWS Signature Version 4 for S3, as published by Amazon: proves who asks, and that neither request
 * nor body was changed on the way. Immutable.
 */
record S3Signature(String key, Secret secret, String region) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /**
   * The headers that sign a request.
   *
   * @param uri with its query in canonical form: sorted, each name with {@code =}
   * @param more further headers to be signed, names in lower case
   * @param bodyHash SHA-256 of the body, hex
   */
  Map<String, String> headers(
      String method, URI uri, Map<String, String> more, String bodyHash, Instant now) {
    String time = TIME.format(now);
    TreeMap<String, String> signed = new TreeMap<>(more);
    signed.put("host", host(uri));
    signed.put("x-amz-content-sha256", bodyHash);
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String canonical =
        String.join(
            "\n",
            method,
            uri.getRawPath(),
            query,
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            bodyHash);
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    String text = String.join("\n", ALGORITHM, time, scope, sha256(bytes(canonical)));
    byte[] signing = bytes("AWS4" + secret.reveal());
    for (String part : scope.split("/")) {
      signing = hmac(signing, part);
    }
    signed.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, key, scope, names, hex(hmac(signing, text))));
    // Java's client writes this one itself, the same way.
    signed.remove("host");
    return signed;
  }

  private static String host(URI uri) {
    boolean usual =
        uri.getPort() == -1
            || uri.getPort() == 443 && "https".equals(uri.getScheme())
            || uri.getPort() == 80 && "http".equals(uri.getScheme());
    return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  static String sha256(byte[] bytes) {
    return sha256(bytes, 0, bytes.length);
  }

  static String sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return hex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
