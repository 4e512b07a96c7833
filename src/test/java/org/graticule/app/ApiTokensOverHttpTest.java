package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.audit.Event;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs acting for people: what a token opens, what it does not, and everything that ends it.
 */
final class ApiTokensOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static String scene;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    Path image = folder.resolve("a.tif");
    Synthetic.rgb(image, 300, 200);
    scene = "/api/v1/scenes/" + new SceneUpload(node).scene(image, "a.tif");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void aTokenReadsWhatItsOwnerReadsByBearerAndByBasicUnderAnyName() throws Exception {
    String secret = secret("viewer", "{\"name\":\"QGIS\"}");
    for (String header :
        List.of("Bearer " + secret, "bearer  " + secret, basic("x", secret), basic("", secret))) {
      RawClient program = bare().with("Authorization", header);
      program.get(scene).expect(200);
      program.get(scene + "/tiles/0/0/0").expect(200);
      program.get("/api/v1/projects").expect(200);
    }
    // A pair without a colon is all password.
    bare().with("Authorization", "Basic " + encode(secret)).get(scene).expect(200);
  }

  @Test
  void theSecretIsShownOnceAndTheListTellsOfItsUse() throws Exception {
    Answer made = as("reviewer").send("POST", "/api/v1/tokens", "{\"name\":\"once\",\"days\":90}");
    assertThat(made.expect(201).json().get("secret").asText()).matches("gr_[\\w-]{43}");
    String id = made.json().get("id").asText();
    assertThat(listed("reviewer", id).has("secret")).isFalse();
    assertThat(listed("reviewer", id).has("used")).isFalse();
    with(made.json().get("secret").asText()).get(scene).expect(200);
    assertThat(listed("reviewer", id).has("used")).isTrue();
    assertThat(as("lead").get("/api/v1/tokens").expect(200).text()).doesNotContain(id);
  }

  @Test
  void whateverIsWrongWithATokenTheAnswerIsTheSame401() throws Exception {
    String revoked = secret("exporter", "{\"name\":\"gone\"}");
    String id = as("exporter").get("/api/v1/tokens").json().at("/tokens/0/id").asText();
    with(revoked).get(scene).expect(200);
    as("lead").send("DELETE", "/api/v1/tokens/" + id, "").expect(404);
    as("exporter").send("DELETE", "/api/v1/tokens/" + id, "").expect(204);
    as("exporter").send("DELETE", "/api/v1/tokens/" + id, "").expect(404);
    Answer first = with(revoked).get(scene).expect(401);
    assertThat(first.json().get("code").asText()).isEqualTo("bad-token");
    assertThat(first.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"graticule\"");
    for (String header :
        List.of(
            "Bearer gr_" + "A".repeat(43),
            "Bearer x",
            "Bearer",
            "Basic !!!",
            "Digest username=\"x\"",
            basic("lead", node.password("lead")))) {
      Answer other = bare().with("Authorization", header).get(scene);
      assertThat(other.status()).as(header).isEqualTo(401);
      assertThat(other.body()).isEqualTo(first.body());
    }
    // Even where nobody needs one, and beside a cookie that is good.
    with(revoked).get("/api/v1/about").expect(401);
    as("lead").with("Authorization", "Bearer " + revoked).get(scene).expect(401);
  }

  @Test
  void aTokenOfADisabledAccountIsDeadAndAliveAgainWithIt() throws Exception {
    String secret = secret("annotator", "{\"name\":\"sleeper\"}");
    with(secret).get(scene).expect(200);
    as("admin").send("PATCH", "/api/v1/accounts/annotator", "{\"active\":false}").expect(200);
    with(secret).get(scene).expect(401);
    as("admin").send("PATCH", "/api/v1/accounts/annotator", "{\"active\":true}").expect(200);
    with(secret).get(scene).expect(200);
  }

  @Test
  void aTokenLosesWhatItsOwnerLosesWithTheNextRequest() throws Exception {
    RawClient lead = as("lead");
    String grants = "/api/v1/projects/" + project + "/grants";
    lead.send("POST", grants, "{\"username\":\"officer\",\"role\":\"viewer\"}").expect(201);
    String secret = secret("officer", "{\"name\":\"short\"}");
    with(secret).get(scene + "/tiles/0/0/0").expect(200);
    lead.send("DELETE", grants + "/officer/viewer", "").expect(204);
    with(secret).get(scene + "/tiles/0/0/0").expect(404);
  }

  @Test
  void outOfScopeIs403AndOutOfItsProjectIs404() throws Exception {
    String reading = secret("lead", "{\"name\":\"reading\"}");
    Answer change = with(reading).send("PUT", "/api/v1/projects/" + project + "/ontology", "{}");
    assertThat(change.status()).isIn(400, 403);
    Answer grants = with(reading).get("/api/v1/projects/" + project + "/grants").expect(403);
    assertThat(grants.json().get("code").asText()).isEqualTo("not-in-scope");
    String other =
        as("admin")
            .send("POST", "/api/v1/projects", "{\"name\":\"Other\",\"lead\":\"lead\"}")
            .expect(201)
            .json()
            .get("id")
            .asText();
    String bound = secret("lead", "{\"name\":\"bound\",\"project\":\"" + other + "\"}");
    with(bound).get("/api/v1/projects/" + other).expect(200);
    assertThat(with(bound).get(scene).expect(404).body())
        .isEqualTo(with(bound).get("/api/v1/scenes/" + UUID.randomUUID()).expect(404).body());
    assertThat(with(bound).get("/api/v1/projects").expect(200).text()).doesNotContain(project);
  }

  @Test
  void aTokenNeedsNoHeaderAgainstForgeryButABrowsersBasicCredentialsDo() throws Exception {
    String secret =
        secret("lead", "{\"name\":\"w\",\"actions\":[\"PROJECT_READ\",\"GRANT_CHANGE\"]}");
    String grants = "/api/v1/projects/" + project + "/grants";
    String body = "{\"username\":\"officer\",\"role\":\"reviewer\"}";
    with(secret).send("POST", grants, body).expect(201);
    bare().with("Authorization", basic("x", secret)).send("POST", grants, body).expect(201);
    Answer forged =
        bare()
            .with("Authorization", basic("x", secret))
            .with("Sec-Fetch-Site", "cross-site")
            .send("POST", grants, body)
            .expect(403);
    assertThat(forged.json().get("code").asText()).isEqualTo("csrf");
    with(secret).send("DELETE", grants + "/officer/reviewer", "").expect(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?access_token=x", "?v=1&key=gr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void aTokenInAnAddressIsRefused(String query) throws Exception {
    Answer answer = bare().get(scene + query).expect(400);
    assertThat(answer.json().get("code").asText()).isEqualTo("token-in-url");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"\"}', bad-name",
    "'{\"name\":\"a\",\"days\":91}', bad-expiry",
    "'{\"name\":\"a\",\"days\":0}', bad-expiry",
    "'{\"name\":\"a\",\"actions\":[\"NOTHING\"]}', bad-scope",
    "'{\"name\":\"a\",\"actions\":[\"SESSION\"]}', bad-scope",
    "'{\"name\":\"a\",\"actions\":[\"LABEL_WRITE\"]}', bad-scope",
    "'{}', missing-field",
  })
  void aWishBeyondTheOwnersRightsOrTheLimitsIsRefused(String wish, String code) throws Exception {
    Answer answer = as("viewer").send("POST", "/api/v1/tokens", wish).expect(422);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void aTokenMakesListsAndRevokesNoTokens() throws Exception {
    String secret = secret("viewer", "{\"name\":\"parent\"}");
    for (Answer answer :
        List.of(
            with(secret).get("/api/v1/tokens"),
            with(secret).send("POST", "/api/v1/tokens", "{\"name\":\"child\"}"),
            with(secret).send("DELETE", "/api/v1/tokens/" + UUID.randomUUID(), ""))) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("code").asText()).isEqualTo("session-needed");
    }
  }

  @Test
  void theLogTiesWhatATokenDidToTheTokenAndNeverHoldsItsSecret() throws Exception {
    String secret = secret("viewer", "{\"name\":\"traced\"}");
    with(secret).get(scene + "/tiles/0/0/0").expect(200);
    SceneUpload log = new SceneUpload(node);
    Event made =
        log.events("token.made").stream()
            .filter(e -> "traced".equals(e.facts().get("name")))
            .findFirst()
            .orElseThrow();
    assertThat(log.events("tile.span-opened"))
        .anySatisfy(tile -> {
          assertThat(tile.session()).isEqualTo(made.facts().get("token"));
          assertThat(tile.actorName()).isEqualTo("viewer");
          assertThat(tile.source()).isEqualTo("127.0.0.1");
        });
    assertThat(made.facts().toString()).doesNotContain(secret.substring(3));
  }

  private static String secret(String username, String wish) throws Exception {
    return as(username)
        .send("POST", "/api/v1/tokens", wish)
        .expect(201)
        .json()
        .get("secret")
        .asText();
  }

  private static JsonNode listed(String username, String id) throws Exception {
    for (JsonNode token : as(username).get("/api/v1/tokens").expect(200).json().get("tokens")) {
      if (token.get("id").asText().equals(id)) {
        return token;
      }
    }
    throw new AssertionError(id);
  }

  private static RawClient bare() {
    return new RawClient(node.base()).with("X-Graticule", null);
  }

  private static RawClient with(String secret) {
    return bare().with("Authorization", "Bearer " + secret);
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }

  private static String basic(String name, String password) {
    return "Basic " + encode(name + ":" + password);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
