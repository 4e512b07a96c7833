package org.graticule.image.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.graticule.config.Secret;
import org.junit.jupiter.api.Test;

/** The examples that Amazon publishes with its description of the signature. */
final class S3SignatureTest {
  private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
  private static final String NOTHING = S3Signature.sha256(new byte[0]);
  private final S3Signature signature =
      new S3Signature(
          "AKIAIOSFODNN7EXAMPLE",
          new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          "us-east-1");

  @Test
  void aRangeIsSignedAsPublished() {
    Map<String, String> headers =
        signature.headers(
            "GET",
            URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
            Map.of("range", "bytes=0-9"),
            NOTHING,
            AT);
    assertThat(headers.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void aQueryIsSignedAsPublished() {
    Map<String, String> headers =
        signature.headers(
            "GET",
            URI.create("https://examplebucket.s3.amazonaws.com/?lifecycle="),
            Map.of(),
            NOTHING,
            AT);
    assertThat(headers.get("authorization"))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }
}
