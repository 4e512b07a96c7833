package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions as things to look at and to end, and what a session is too weak for. */
final class SessionListTest {
  private static TestNode node;
  private static RawClient admin;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode(Map.of("signin.strong.for", "PROJECT_CREATE"));
    admin = client().signIn("admin", node.password("admin"));
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void ownSessionsAreListedWithTheOneThatAsksAndEndedAtOnce() throws Exception {
    String password = person("ida");
    RawClient here = client().with("User-Agent", "Here 1.0").signIn("ida", password);
    RawClient there = client().with("User-Agent", "There\t2.0").signIn("ida", password);
    JsonNode listed = here.get("/api/v1/sessions").expect(200).json().get("sessions");
    assertThat(listed).hasSize(2);
    JsonNode other = listed.get(listed.get(0).get("current").asBoolean() ? 1 : 0);
    assertThat(other.get("agent").asText()).isEqualTo("There 2.0");
    assertThat(other.get("way").asText()).isEqualTo("password");
    assertThat(other.get("source").asText()).isEqualTo("127.0.0.1");
    assertThat(listed.toString()).doesNotContain("token").doesNotContain("hash");
    there.get("/api/v1/session").expect(200);
    here.send("DELETE", "/api/v1/sessions/" + other.get("id").asText(), "").expect(204);
    there.get("/api/v1/session").expect(401);
    here.get("/api/v1/session").expect(200);
    here.send("DELETE", "/api/v1/sessions/" + other.get("id").asText(), "").expect(404);
  }

  @Test
  void nobodyEndsASessionOfSomebodyElseButWhoKeepsTheAccounts() throws Exception {
    RawClient jon = client().signIn("jon", person("jon"));
    RawClient kim = client().signIn("kim", person("kim"));
    String id = jon.get("/api/v1/session").json().get("id").asText();
    kim.send("DELETE", "/api/v1/sessions/" + id, "").expect(404);
    kim.get("/api/v1/accounts/jon/sessions").expect(403);
    kim.send("DELETE", "/api/v1/accounts/jon/sessions/" + id, "").expect(403);
    jon.get("/api/v1/session").expect(200);
    assertThat(admin.get("/api/v1/accounts/jon/sessions").expect(200).json().get("sessions"))
        .hasSize(1);
    // The session is jon's and not kim's, whatever the path says.
    admin.send("DELETE", "/api/v1/accounts/kim/sessions/" + id, "").expect(404);
    admin.send("DELETE", "/api/v1/accounts/jon/sessions/" + id, "").expect(204);
    jon.get("/api/v1/session").expect(401);
    assertThat(
            client()
                .signIn("auditor", node.password("auditor"))
                .get("/api/v1/audit/events?type=session.ended&actor=admin")
                .json()
                .at("/events"))
        .isNotEmpty();
  }

  @Test
  void aProgramHasNoBusinessWithSessions() throws Exception {
    RawClient lea = client().signIn("lea", person("lea"));
    String secret =
        lea.send("POST", "/api/v1/tokens", "{\"name\":\"p\"}")
            .expect(201)
            .json()
            .get("secret")
            .asText();
    RawClient program = client().with("Authorization", "Bearer " + secret);
    program.get("/api/v1/sessions").expect(403);
    program.send("DELETE", "/api/v1/sessions/00000000-0000-4000-8000-000000000000", "").expect(403);
  }

  @Test
  void signingInAgainEndsTheSessionThatTheBrowserHad() throws Exception {
    String password = person("max");
    RawClient before = client().signIn("max", password);
    RawClient same = client();
    String old = before.get("/api/v1/sessions").json().at("/sessions/0/id").asText();
    assertThat(old).isNotEmpty();
    // The browser sends what it has.
    before.session("max", password).expect(200);
    before.get("/api/v1/session").expect(401);
    same.signIn("max", password).get("/api/v1/session").expect(200);
  }

  @Test
  void aPageThatIsLoadedAgainStillTellsOfTheLastSignInAndTheFailures() throws Exception {
    String password = person("nia");
    client().session("nia", password).expect(200);
    client().session("nia", "wrong").expect(401);
    RawClient nia = client().signIn("nia", password);
    JsonNode session = nia.get("/api/v1/session").expect(200).json();
    assertThat(session.get("failures_since").asInt()).isEqualTo(1);
    assertThat(session.get("last_sign_in").asText()).startsWith("20");
  }

  @Test
  void anActionThatAsksForAStrongSignInIsRefusedToAPasswordAndToItsTokens() throws Exception {
    ApiClient.Answer weak =
        admin.send("POST", "/api/v1/projects", "{\"name\":\"Too weak for this\"}");
    assertThat(weak.status()).isEqualTo(403);
    assertThat(weak.json().get("code").asText()).isEqualTo("step-up-required");
    assertThat(weak.json().get("ways").toString()).contains("oidc").contains("certificate");
    ApiClient.Answer token =
        admin.send(
            "POST", "/api/v1/tokens", "{\"name\":\"way round\",\"actions\":[\"PROJECT_CREATE\"]}");
    assertThat(token.status()).isEqualTo(403);
    assertThat(token.json().get("code").asText()).isEqualTo("step-up-required");
    admin.get("/api/v1/accounts").expect(200);
  }

  @Test
  void anAddressThatGoesOnFailingWaitsForItsAnswers() throws Exception {
    try (TestNode other = new TestNode()) {
      for (int i = 0; i < 12; i++) {
        new RawClient(other.base()).session("guess" + i, "Password1").expect(401);
      }
      assertThat(other.node.doors.signIn.delay("127.0.0.1").toMillis()).isEqualTo(200);
      assertThat(other.node.doors.signIn.delay("127.0.0.2").toMillis()).isZero();
      // Waiting is no lock: who knows the password comes in.
      new RawClient(other.base()).session("lead", other.password("lead")).expect(200);
    }
  }

  private static String person(String username) throws Exception {
    return admin
        .send(
            "POST",
            "/api/v1/accounts",
            "{\"username\":\"%s\",\"display_name\":\"%s\"}".formatted(username, username))
        .expect(201)
        .json()
        .get("password")
        .asText();
  }

  private static RawClient client() {
    return new RawClient(node.base());
  }
}
