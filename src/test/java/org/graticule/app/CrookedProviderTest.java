package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.graticule.testing.CrookedProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way an ID token can be wrong while the access token beside it is good. */
final class CrookedProviderTest {
  private static final String OIDC = "/api/v1/session/oidc";

  private static CrookedProvider provider;
  private static RSAKey stranger;
  private static TestNode node;

  @BeforeAll
  static void open() throws Exception {
    provider = new CrookedProvider();
    stranger = new RSAKeyGenerator(2048).keyID("one").generate();
    Map<String, String> settings = new HashMap<>(provider.settings());
    settings.put("oidc.accounts", "made");
    node = new TestNode(settings);
  }

  @AfterAll
  static void close() {
    node.close();
    provider.close();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        token("whose signature is another's", n -> signed(claims(n), stranger)),
        token("without a signature", n -> CrookedProvider.unsigned(claims(n).build())),
        token(
            "signed with the client's secret",
            n -> CrookedProvider.maced(claims(n).build(), "x".repeat(32).getBytes())),
        token(
            "signed with the public key as a secret",
            n -> CrookedProvider.maced(claims(n).build(), publicKey())),
        token("of another issuer", n -> own(claims(n).issuer("https://evil.example"))),
        token("of the issuer with a slash", n -> own(claims(n).issuer(provider.issuer() + "/"))),
        token("for another client", n -> own(claims(n).audience("them"))),
        token(
            "for us and for another who asked",
            n -> own(claims(n).audience(List.of("us", "them")).claim("azp", "them"))),
        token("without a nonce", n -> own(claims(n).claim("nonce", null))),
        token("with another's nonce", n -> own(claims("replayed"))),
        token(
            "that has expired",
            n -> own(claims(n).expirationTime(Date.from(Instant.now().minusSeconds(300))))),
        token("without an end", n -> own(claims(n).expirationTime(null))),
        token("without a subject", n -> own(claims(n).subject(null))),
        token("that is none", n -> "nonsense"),
        token("that was changed", n -> own(claims(n)).replaceFirst("\\.ey", ".eY")));
  }

  private static Arguments token(String what, Function<String, String> token) {
    return Arguments.of(what, token);
  }

  @ParameterizedTest(name = "an ID token {0}")
  @MethodSource("wrong")
  void provesNothing(String what, Function<String, String> token) throws Exception {
    assertThat(signIn(token).status()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsRightIsTakenAndOneOfAWithdrawnKeyIsNot() throws Exception {
    assertThat(signIn(n -> own(claims(n))).status()).isEqualTo(303);
    provider.publish(new JWKSet(stranger));
    try {
      assertThat(signIn(n -> own(claims(n))).status()).isEqualTo(401);
      assertThat(signIn(n -> signed(claims(n), stranger)).status()).isEqualTo(303);
    } finally {
      provider.publish(new JWKSet(provider.key));
    }
  }

  @Test
  void anAccountThatIsMadeHasTheLowestLevelNoRoleAndNoPassword() throws Exception {
    assertThat(
            signIn(n -> own(claims(n).subject("new").claim("preferred_username", "new-here")))
                .status())
        .isEqualTo(303);
    String accounts =
        client().signIn("admin", node.password("admin")).get("/api/v1/accounts").expect(200).text();
    assertThat(accounts).contains("\"new-here\"");
    client().session("new-here", "").expect(401);
    // Names that are none of ours, and those of people with a password, make nothing.
    for (String name : List.of("Ada Admin", "../x", "", "admin", "lead")) {
      assertThat(
              signIn(n -> own(claims(n).subject("s" + name).claim("preferred_username", name)))
                  .status())
          .as(name)
          .isEqualTo(401);
    }
  }

  @Test
  void aProviderThatCallsItselfSomethingElseIsNotUsed() throws Exception {
    try (CrookedProvider other = new CrookedProvider()) {
      other.callItself("https://evil.example");
      try (TestNode asking = new TestNode(other.settings())) {
        ApiClient.Answer answer =
            new RawClient(asking.base()).send("POST", OIDC, "{\"notice_acknowledged\":true}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("code").asText()).isEqualTo("provider-unavailable");
      }
    }
  }

  private static ApiClient.Answer signIn(Function<String, String> token) throws Exception {
    RawClient client = client();
    ApiClient.Answer leave =
        client.send("POST", OIDC, "{\"notice_acknowledged\":true}").expect(200);
    String query = URI.create(leave.json().get("location").asText()).getQuery();
    provider.answerWith(token.apply(parameter(query, "nonce")));
    return client
        .with("Cookie", leave.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0])
        .get(OIDC + "?code=any&state=" + parameter(query, "state"));
  }

  private static String parameter(String query, String name) {
    return query.replaceAll("(?:.*&|^)" + name + "=([^&]+).*", "$1");
  }

  private static JWTClaimsSet.Builder claims(String nonce) {
    return provider.claims(nonce);
  }

  private static String own(JWTClaimsSet.Builder claims) {
    return signed(claims, provider.key);
  }

  private static String signed(JWTClaimsSet.Builder claims, RSAKey by) {
    return CrookedProvider.signed(claims.build(), by);
  }

  private static byte[] publicKey() {
    try {
      return provider.key.toRSAPublicKey().getEncoded();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RawClient client() {
    return new RawClient(node.base());
  }
}
