package org.graticule.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.graticule.http.Json;

/**
 * An OpenID provider that says whatever a test wants: a code flow whose access token is always
 * good, with an ID token that may not be.
 */
public final class CrookedProvider implements AutoCloseable {
  private final HttpServer server;
  public final RSAKey key;
  private final AtomicReference<String> idToken = new AtomicReference<>("");
  private final AtomicReference<String> named = new AtomicReference<>();
  private final AtomicReference<JWKSet> published;

  public CrookedProvider() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    published = new AtomicReference<>(new JWKSet(key));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", e -> send(e, description()));
    server.createContext("/keys", e -> send(e, published.get().toString()));
    server.createContext(
        "/token",
        e -> {
          e.getRequestBody().readAllBytes();
          send(
              e,
              new String(
                  Json.write(
                      Map.of(
                          "access_token",
                          "a-good-access-token",
                          "token_type",
                          "Bearer",
                          "expires_in",
                          300,
                          "id_token",
                          idToken.get())),
                  StandardCharsets.UTF_8));
        });
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Map<String, String> settings() {
    return Map.of("oidc.issuer", issuer(), "oidc.client", "us", "oidc.secret", "x".repeat(32));
  }

  /** What it calls itself in its description. */
  public void callItself(String issuer) {
    named.set(issuer);
  }

  public void answerWith(String token) {
    idToken.set(token);
  }

  public void publish(JWKSet keys) {
    published.set(keys);
  }

  /** Claims as they should be. */
  public JWTClaimsSet.Builder claims(String nonce) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience("us")
        .subject("somebody")
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("nonce", nonce)
        .claim("preferred_username", "somebody");
  }

  public static String signed(JWTClaimsSet claims, RSAKey by) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with a secret that two know, and a name for it. */
  public static String maced(JWTClaimsSet claims, byte[] secret) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private String description() {
    String base = issuer();
    String name = named.get();
    return new String(
        Json.write(
            Map.of(
                "issuer",
                name == null ? base : name,
                "authorization_endpoint",
                base + "/authorize",
                "token_endpoint",
                base + "/token",
                "jwks_uri",
                base + "/keys",
                "response_types_supported",
                new String[] {"code"},
                "subject_types_supported",
                new String[] {"public"},
                "id_token_signing_alg_values_supported",
                new String[] {"RS256", "HS256", "none"})),
        StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
