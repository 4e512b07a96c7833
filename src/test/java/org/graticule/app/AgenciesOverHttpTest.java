package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.db.DatabaseAddress;
import org.graticule.http.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agencies on one server: none learns that there is another. */
final class AgenciesOverHttpTest {
  private static final Map<String, String> PASSWORDS = new HashMap<>();
  private static TestNode node;
  private static String alpha;
  private static String beta;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    account("admin", "ann@alpha", "system-admin");
    account("admin", "olaf@alpha", "security-officer");
    account("ann@alpha", "lea@alpha", "none");
    account("ann@alpha", "vic@alpha", "none");
    account("ann@alpha", "ada@alpha", "auditor");
    alpha = project("ann@alpha", "Survey", "lea@alpha");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  /** Everything that an agency's people can list, as bytes. */
  private static Map<String, String> seen() throws Exception {
    Map<String, String> seen = new HashMap<>();
    for (String username : List.of("ann@alpha", "olaf@alpha", "lea@alpha", "ada@alpha")) {
      for (String path :
          List.of(
              "/api/v1/accounts",
              "/api/v1/groups",
              "/api/v1/projects",
              "/api/v1/markings",
              "/api/v1/projects/" + alpha,
              "/api/v1/projects/" + alpha + "/grants",
              "/api/v1/audit/events?type=project.created",
              "/api/v1/audit/events?type=account.created",
              "/api/v1/audit/sessions?type=project.created",
              "/api/v1/audit/looks?type=project.created",
              "/api/v1/audit/export?type=project.created",
              "/api/v1/audit/export?type=project.created&format=cef",
              "/api/v1/stac/collections")) {
        Answer answer = as(username).get(path);
        seen.put(
            username + " " + path,
            answer.status() + " " + answer.text().replaceAll("\"last_sign_in\":\"[^\"]*\"", ""));
      }
    }
    return seen;
  }

  @Test
  void whatAnotherAgencyHasAndDoesChangesNothingOfWhatAnAgencySees() throws Exception {
    as("ann@alpha").send("POST", "/api/v1/groups", "{\"name\": \"@crew@alpha\"}").expect(201);
    as("lea@alpha").get("/api/v1/projects").expect(200);
    as("olaf@alpha").get("/api/v1/projects").expect(200);
    as("ada@alpha").get("/api/v1/projects").expect(200);
    Map<String, String> before = seen();
    account("admin", "bea@beta", "system-admin");
    account("bea@beta", "ben@beta", "none");
    // The same name as a project of alpha is no conflict, for beta knows of none.
    beta = project("bea@beta", "Survey", "ben@beta");
    as("bea@beta").send("POST", "/api/v1/groups", "{\"name\": \"@crew@beta\"}").expect(201);
    RawClient ben = as("ben@beta");
    for (int i = 0; i < 6; i++) {
      ben.get("/api/v1/projects/" + alpha).expect(404);
    }
    assertThat(seen()).isEqualTo(before);
    assertThat(as("auditor").get("/api/v1/audit/alerts").expect(200).text()).contains("ben@beta");
    assertThat(as("ada@alpha").get("/api/v1/audit/alerts").expect(200).text())
        .contains("lea@alpha")
        .doesNotContain("beta");
    assertThat(before.get("ann@alpha /api/v1/accounts"))
        .contains("vic@alpha")
        .doesNotContain("\"admin\"", "lead");
    assertThat(before.get("ann@alpha /api/v1/projects")).contains(alpha).doesNotContain("Harbour");

    othersAreAbsent();
    rolesStayWithinTheAgency();
    as("admin").get("/api/v1/projects/" + beta).expect(200);
    assertThat(as("admin").get("/api/v1/accounts").expect(200).text())
        .contains("ben@beta", "vic@alpha");
  }

  @Test
  void anAuditorOfAnAgencyReadsWhatItsPeopleDidAndWhatWasDoneToItsThings() throws Exception {
    RawClient ada = as("ada@alpha");
    RawClient vic = as("vic@alpha");
    String length = ada.get("/api/v1/audit/status").expect(200).text();
    account("admin", "dee@delta", "system-admin");
    account("dee@delta", "dan@delta", "none");
    String delta = project("dee@delta", "Depot", "dan@delta");
    assertThat(ada.get("/api/v1/audit/status").expect(200).text()).isEqualTo(length);
    assertThat(ada.get("/api/v1/audit/status").json().get("sinks")).isEmpty();

    vic.get("/api/v1/projects/" + delta).expect(404);
    vic.get("/api/v1/projects/" + new UUID(7, 7)).expect(404);
    String denied = ada.get("/api/v1/audit/events?outcome=DENIED").expect(200).text();
    assertThat(denied).contains("vic@alpha", delta, "absent").doesNotContain("no-grant", "seq\":");
    assertThat(as("auditor").get("/api/v1/audit/events?actor=vic@alpha&outcome=DENIED").text())
        .contains("no-grant", "\"seq\":");

    List<String> actors = new ArrayList<>();
    String path = "/api/v1/audit/events?limit=3";
    JsonNode page = ada.get(path).expect(200).json();
    for (int pages = 1; page.hasNonNull("next") && pages < 100; pages++) {
      page.get("events").forEach(event -> actors.add(event.get("actor_name").asText()));
      page = ada.get(path + "&cursor=" + page.get("next").asText()).expect(200).json();
    }
    assertThat(actors).contains("ann@alpha", "lea@alpha", "ada@alpha", "admin");
    assertThat(actors).allMatch(actor -> actor.endsWith("@alpha") || actor.equals("admin"));
    assertThat(ada.get("/api/v1/audit/export?type=project.created").expect(200).text())
        .contains("ann@alpha")
        .doesNotContain("delta", "\"seq\"", "\"prev\"");
    vic.get("/api/v1/audit/events").expect(403);
    as("olaf@alpha").get("/api/v1/audit/events").expect(403);
  }

  @Test
  void whoSomebodyIsElsewhereIsWrittenDownByEachAgencyForItself() throws Exception {
    account("admin", "cia@gamma", "system-admin");
    account("cia@gamma", "cy@gamma", "none");
    String who = "{\"way\": \"certificate\", \"name\": \"mail:cy@example.org\"}";
    as("cia@gamma").send("POST", "/api/v1/accounts/cy@gamma/identities", who).expect(201);
    RawClient ann = as("ann@alpha");
    ann.send("POST", "/api/v1/accounts/vic@alpha/identities", who).expect(201);
    assertThat(ann.get("/api/v1/accounts/vic@alpha/identities").expect(200).text())
        .contains("mail:cy@example.org");
    Answer twice = ann.send("POST", "/api/v1/accounts/lea@alpha/identities", who).expect(409);
    assertThat(twice.json().get("code").asText()).isEqualTo("identity-exists");
  }

  /** Answers about what is another agency's are those about what is nobody's. */
  private static void othersAreAbsent() throws Exception {
    RawClient ann = as("ann@alpha");
    String home = node.project();
    for (String there : List.of(beta, home)) {
      ann.get("/api/v1/projects/" + there).expect(404);
      ann.get("/api/v1/projects/" + there + "/grants").expect(404);
      as("olaf@alpha").get("/api/v1/projects/" + there).expect(404);
    }
    for (String name : List.of("ben@beta", "lead", "ghost@beta", "ghost")) {
      assertThat(without(name, ann.send("PATCH", "/api/v1/accounts/" + name, "{\"active\":false}")))
          .as(name)
          .isEqualTo(
              without(
                  "no@alpha",
                  ann.send("PATCH", "/api/v1/accounts/no@alpha", "{\"active\":false}")));
      assertThat(ann.get("/api/v1/accounts/" + name + "/sessions").status()).isEqualTo(404);
      assertThat(without(name, ann.get("/api/v1/accounts/" + name + "/identities")))
          .isEqualTo(without("no@alpha", ann.get("/api/v1/accounts/no@alpha/identities")));
      assertThat(without(name, grant(ann, alpha, name, "viewer")))
          .isEqualTo(without("no@alpha", grant(ann, alpha, "no@alpha", "viewer")));
      assertThat(without(name, created(ann, name, "none")))
          .isEqualTo(without("else@gamma", created(ann, "else@gamma", "none")));
    }
    for (String name : List.of("@crew@beta", "@ghost@beta")) {
      assertThat(ann.send("DELETE", "/api/v1/groups/" + name, "").status()).isEqualTo(404);
      assertThat(ann.send("POST", "/api/v1/groups", "{\"name\": \"" + name + "\"}").status())
          .isEqualTo(422);
    }
  }

  private static void rolesStayWithinTheAgency() throws Exception {
    // Even for the house, and even by SQL as the role that keeps the grants.
    assertThat(grant(as("admin"), alpha, "ben@beta", "viewer").json().get("code").asText())
        .isEqualTo("other-agency");
    DatabaseAddress registrar = node.database().roles().registrar();
    try (Handle handle =
        Jdbi.create(registrar.url(), registrar.user(), registrar.password().reveal()).open()) {
      assertThatThrownBy(() ->
              handle.execute(
                  "insert into authz.project_grant (account, project, role, granted_by, granted_at)"
                      + " select id, '"
                      + alpha
                      + "', 'viewer', 'x', now() from authz.account where username = 'ben@beta'"))
          .hasMessageContaining("another agency");
    }
  }

  /** Status and words, with the name that was asked for taken out. */
  private static String without(String name, Answer answer) {
    return answer.status() + " " + answer.text().replace(name, "NAME");
  }

  private static Answer grant(RawClient by, String project, String username, String role)
      throws Exception {
    return by.send(
        "POST",
        "/api/v1/projects/" + project + "/grants",
        "{\"username\": \"%s\", \"role\": \"%s\"}".formatted(username, role));
  }

  private static Answer created(RawClient by, String username, String role) throws Exception {
    return by.send(
        "POST",
        "/api/v1/accounts",
        Json.write(Map.of("username", username, "display_name", "Somebody", "system_role", role)));
  }

  private static void account(String by, String username, String role) throws Exception {
    JsonNode made = created(as(by), username, role).expect(201).json();
    PASSWORDS.put(username, made.get("password").asText());
  }

  private static String project(String by, String name, String lead) throws Exception {
    return as(by)
        .send(
            "POST",
            "/api/v1/projects",
            Json.write(Map.of("name", name, "description", "", "lead", lead)))
        .expect(201)
        .json()
        .get("id")
        .asText();
  }

  private static RawClient as(String username) throws Exception {
    String password =
        PASSWORDS.containsKey(username) ? PASSWORDS.get(username) : node.password(username);
    return new RawClient(node.base()).signIn(username, password);
  }
}
