package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graticule.app.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, and everything that ends it. Each test makes the person it spends. */
final class SessionsOverHttpTest {
  private static TestNode node;
  private static String project;

  @BeforeAll
  static void open() {
    node = new TestNode();
    project = "/api/v1/projects/" + node.project();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void threeWrongPasswordsLockTheAccountSoThatTheRightOneIsAnsweredTheSame() throws Exception {
    String password = person("ida");
    RawClient client = client();
    Answer unknown = client.session("nobody-of-this-name", "wrong").expect(401);
    for (int i = 0; i < 3; i++) {
      assertThat(client.session("ida", "wrong" + i).expect(401).body()).isEqualTo(unknown.body());
    }
    Answer right = client.session("ida", password);
    assertThat(right.status()).isEqualTo(401);
    assertThat(right.body()).isEqualTo(unknown.body());
    assertThat(right.headers().firstValue("Set-Cookie")).isEmpty();
    client.session("ida", "wrong").expect(401);
    assertThat(events("session.locked", "ida")).hasSize(1);
    assertThat(events("session.sign-in-failed", "ida")).hasSize(5);
    assertThat(events("session.signed-in", "ida")).isEmpty();
  }

  @Test
  void theRightPasswordAfterTwoWrongOnesWorksAndTellsOfThem() throws Exception {
    String password = person("jon");
    client().session("jon", "wrong").expect(401);
    client().session("jon", "wrong").expect(401);
    Answer in = client().session("jon", password).expect(200);
    assertThat(in.json().get("failures_since").asInt()).isEqualTo(2);
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("graticule-session=[\\w-]{43}; Path=/; HTTPOnly; SameSite=Strict");
    client().session("jon", "wrong").expect(401);
    client().session("jon", "wrong").expect(401);
    client().session("jon", password).expect(200);
    assertThat(events("session.locked", "jon")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\u0000b', x, 400",
    "lead, 'a\\u0000b', 400",
    "'', x, 401",
    "'\\ud800', x, 400",
    "'lead'' or 1=1--', x, 401",
    "LEAD, x, 401",
  })
  void aStrangeNameOrPasswordIsRefusedAndNeverAFailureOfTheServer(
      String username, String password, int status) throws Exception {
    String body =
        "{\"username\":\"%s\",\"password\":\"%s\",\"notice_acknowledged\":true}"
            .formatted(username, password);
    Answer answer = client().send("POST", "/api/v1/session", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  @Test
  void thePasswordOfAMebibyteIsRefusedBeforeItIsHashed() throws Exception {
    Answer answer = client().session("lead", "x".repeat(1 << 20));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void signingInNeedsTheNoticeToBeAcknowledged() throws Exception {
    String password = person("kim");
    for (String tail : List.of("", ",\"notice_acknowledged\":false")) {
      Answer answer =
          client()
              .send(
                  "POST",
                  "/api/v1/session",
                  "{\"username\":\"kim\",\"password\":\"" + password + "\"" + tail + "}");
      assertThat(answer.status()).isBetween(400, 422);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void signingOutEndsTheSessionAndOnlyThatOne() throws Exception {
    String password = person("lou");
    RawClient here = client().signIn("lou", password);
    RawClient there = client().signIn("lou", password);
    Answer out = here.send("DELETE", "/api/v1/session", "").expect(204);
    assertThat(out.headers().firstValue("Clear-Site-Data")).contains("\"cache\"");
    here.get("/api/v1/session").expect(401);
    there.get("/api/v1/session").expect(200);
    assertThat(events("session.signed-out", "lou")).hasSize(1);
  }

  @Test
  void aDisabledAccountsSessionsEndAtOnceAndItCannotSignIn() throws Exception {
    String password = person("max");
    RawClient max = client().signIn("max", password);
    max.get("/api/v1/session").expect(200);
    RawClient admin = as("admin");
    admin.send("PATCH", "/api/v1/accounts/max", "{\"active\":false}").expect(200);
    max.get("/api/v1/session").expect(401);
    client().session("max", password).expect(401);
    admin.send("PATCH", "/api/v1/accounts/max", "{\"active\":true}").expect(200);
    max.get("/api/v1/session").expect(401);
    client().session("max", password).expect(200);
  }

  @Test
  void aGrantThatIsTakenAwayIsGoneForTheNextRequest() throws Exception {
    RawClient nia = client().signIn("nia", person("nia"));
    RawClient lead = as("lead");
    nia.get(project).expect(404);
    for (int i = 0; i < 20; i++) {
      lead.send("POST", project + "/grants", "{\"username\":\"nia\",\"role\":\"viewer\"}")
          .expect(201);
      nia.get(project + "/scenes").expect(200);
      lead.send("DELETE", project + "/grants/nia/viewer", "").expect(204);
      nia.get(project + "/scenes").expect(404);
    }
  }

  /** A session that is worked out just while the grant goes must not stay as it was. */
  @Test
  void aGrantThatIsTakenAwayWhileItsHolderIsBusyIsGoneForTheNextRequest() throws Exception {
    Answer in = client().session("oda", person("oda")).expect(200);
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    RawClient oda = client().with("Cookie", cookie);
    RawClient lead = as("lead");
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService busy = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        busy.submit(() -> {
          while (!done.get()) {
            node.node.sessions.find(cookie.split("=")[1]);
            Thread.sleep(1);
          }
          return null;
        });
      }
      try {
        for (int i = 0; i < 30; i++) {
          lead.send("POST", project + "/grants", "{\"username\":\"oda\",\"role\":\"viewer\"}")
              .expect(201);
          lead.send("DELETE", project + "/grants/oda/viewer", "").expect(204);
          oda.get(project + "/scenes").expect(404);
        }
      } finally {
        done.set(true);
      }
    }
  }

  @Test
  void anAuditorHoldsNoOtherRole() throws Exception {
    Answer answer =
        as("lead")
            .send("POST", project + "/grants", "{\"username\":\"auditor\",\"role\":\"viewer\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").asText()).isEqualTo("auditor-excludes");
  }

  @Test
  void aTextThatNoDatabaseTakesIsRefused() throws Exception {
    Answer patch = as("admin").send("PATCH", "/api/v1/accounts/a%00b", "{\"active\":false}");
    Answer grant = as("lead").send("DELETE", project + "/grants/a%00b/viewer", "");
    Answer search = as("auditor").get("/api/v1/audit/events?actor=a%00b");
    assertThat(List.of(patch, grant, search)).extracting(Answer::status).containsOnly(400);
    Answer person =
        as("admin")
            .send(
                "POST",
                "/api/v1/accounts",
                "{\"username\":\"pia\",\"display_name\":\"a\\u0000b\"}");
    assertThat(person.status()).as(person.text()).isEqualTo(400);
  }

  private static String person(String username) throws Exception {
    return node.as("admin")
        .post("/api/v1/accounts", Map.of("username", username, "display_name", username))
        .expect(201)
        .json()
        .get("password")
        .asText();
  }

  private static RawClient client() {
    return new RawClient(node.base());
  }

  private static RawClient as(String username) throws Exception {
    return client().signIn(username, node.password(username));
  }

  private static JsonNode events(String type, String actor) throws Exception {
    return node.as("auditor")
        .get("/api/v1/audit/events?limit=500&type=" + type + "&actor=" + actor)
        .expect(200)
        .json()
        .get("events");
  }
}
