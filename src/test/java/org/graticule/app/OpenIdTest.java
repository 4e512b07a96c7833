package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.graticule.testing.KeycloakServer;
import org.graticule.testing.KeycloakServer.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Signing in with a real Keycloak, as a browser does it. */
final class OpenIdTest {
  private static final String OIDC = "/api/v1/session/oidc";
  private static final String READY = "{\"notice_acknowledged\":true}";

  private static KeycloakServer keycloak;
  private static TestNode node;
  private static RawClient admin;

  @BeforeAll
  static void open() throws Exception {
    keycloak = KeycloakServer.get();
    Map<String, String> settings = new HashMap<>(keycloak.settings());
    settings.put("oidc.accounts", "named");
    settings.put("oidc.label", "the harbour's Keycloak");
    node = new TestNode(settings);
    admin = client().signIn("admin", node.password("admin"));
    account("ida");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Nested
  class InChromium extends SignInJourney {}

  /** A browser on its way: what we gave it, and where it went. */
  private record Trip(RawClient client, Browser browser, URI departure) {}

  @Test
  void somebodyWhomKeycloakKnowsIsSignedInAndNoTokenIsEverSentToTheBrowser() throws Exception {
    Trip trip = leave(READY);
    String asked = trip.departure().getRawQuery();
    assertThat(asked)
        .contains("response_type=code", "code_challenge_method=S256", "code_challenge=")
        .contains("nonce=", "state=", "client_id=" + KeycloakServer.CLIENT)
        .doesNotContain(KeycloakServer.SECRET);
    ApiClient.Answer in = comeBack(trip, arrive(trip, "ida")).expect(303);
    assertThat(in.headers().firstValue("Location")).contains("/#/signed-in");
    assertThat(in.headers().allValues("Set-Cookie").toString())
        .matches("\\[graticule-session=[\\w-]{43}; Path=/; HTTPOnly; SameSite=Strict]");
    assertThat(in.headers().map().toString() + in.text()).doesNotContain("eyJ");
    JsonNode session = trip.client().with("Cookie", cookie(in)).get("/api/v1/session").json();
    assertThat(session.get("username").asText()).isEqualTo("ida");
    assertThat(session.get("way").asText()).isEqualTo("oidc");
    assertThat(session.get("strong").asBoolean()).isTrue();
    assertThat(session.get("sign_out").asText())
        .startsWith(keycloak.issuer() + "/protocol/openid-connect/logout?")
        .contains("post_logout_redirect_uri=", "client_id=" + KeycloakServer.CLIENT)
        .doesNotContain("id_token_hint");
    assertThat(session.toString()).doesNotContain("eyJ");
    trip.client().send("DELETE", "/api/v1/session", "").expect(204);
    trip.client().get("/api/v1/session").expect(401);
  }

  /** The name is a way to be bound once; what counts afterwards is issuer and subject. */
  @Test
  void theSubjectIsBoundAtTheFirstSignInAndToNoAccountWithAPassword() throws Exception {
    account("noor");
    comeBack(leave(READY), "noor").expect(303);
    JsonNode identity =
        admin.get("/api/v1/accounts/noor/identities").expect(200).json().at("/identities/0");
    assertThat(identity.get("issuer").asText()).isEqualTo(keycloak.issuer());
    assertThat(identity.get("name").asText()).endsWith("0002");
    // Keycloak has a "lead" too, who is not ours: ours has a password.
    comeBack(leave(READY), "lead").expect(401);
    assertThat(admin.get("/api/v1/accounts/lead/identities").json().at("/identities")).isEmpty();
  }

  @Test
  void somebodyWithoutAnAccountIsRefusedAndAnIdentityGivenByAnAdminOpensOne() throws Exception {
    comeBack(leave(READY), "sam").expect(401);
    admin
        .send(
            "POST",
            "/api/v1/accounts",
            "{\"username\":\"samira\",\"display_name\":\"S\",\"password\":false}")
        .expect(201);
    String identity =
        "{\"way\":\"oidc\",\"issuer\":\"%s\",\"name\":\"6f1f7a3e-0000-4000-8000-000000000003\"}"
            .formatted(keycloak.issuer());
    String id =
        admin
            .send("POST", "/api/v1/accounts/samira/identities", identity)
            .expect(201)
            .json()
            .get("id")
            .asText();
    admin.send("POST", "/api/v1/accounts/ida/identities", identity).expect(409);
    Trip trip = leave(READY);
    RawClient samira =
        client().with("Cookie", cookie(comeBack(trip, arrive(trip, "sam")).expect(303)));
    assertThat(samira.get("/api/v1/session").json().get("username").asText()).isEqualTo("samira");
    admin.send("DELETE", "/api/v1/accounts/samira/identities/" + id, "").expect(204);
    samira.get("/api/v1/session").expect(401);
    comeBack(leave(READY), "sam").expect(401);
  }

  @Test
  void anAnswerIsGoodOnceAndInTheBrowserThatAskedForIt() throws Exception {
    Trip trip = leave(READY);
    URI back = arrive(trip, "ida");
    // Without a cookie, with somebody else's, then as it should be: the first has spent it.
    client().get(target(back)).expect(401);
    comeBack(trip, back).expect(401);
    Trip victim = leave(READY);
    comeBack(victim, arrive(leave(READY), "ida")).expect(401);
    Trip good = leave(READY);
    URI once = arrive(good, "ida");
    comeBack(good, once).expect(303);
    comeBack(good, once).expect(401);
  }

  @Test
  void aCodeOfAnotherDepartureAndAnswersThatAreNotKeycloaksAreRefused() throws Exception {
    Trip one = leave(READY);
    Trip two = leave(READY);
    String code = parameter(arrive(one, "ida"), "code");
    URI second = arrive(two, "ida");
    // The code was asked for with another verifier and nonce.
    comeBack(two, URI.create(second.toString().replace(parameter(second, "code"), code)))
        .expect(401);
    Trip mixed = leave(READY);
    URI answer = arrive(mixed, "ida");
    comeBack(
            mixed,
            URI.create(answer.toString().replaceAll("iss=[^&]+", "iss=https://evil.example")))
        .expect(401);
    Trip nameless = leave(READY);
    comeBack(nameless, URI.create(arrive(nameless, "ida").toString().replaceAll("&?iss=[^&]+", "")))
        .expect(401);
    Trip refused = leave(READY);
    comeBack(
            refused,
            URI.create("/x?error=access_denied&state=" + parameter(refused.departure(), "state")))
        .expect(401);
    assertThat(client().get(OIDC).status()).isEqualTo(401);
  }

  @Test
  void keycloakMayReplaceItsKeyAtAnyTime() throws Exception {
    keycloak.replaceSigningKey();
    comeBack(leave(READY), "ida").expect(303);
  }

  @Test
  void whoHasToProveThemselvesAnewIsAskedThoughKeycloakKnowsThem() throws Exception {
    Trip trip = leave(READY);
    comeBack(trip, arrive(trip, "ida")).expect(303);
    // The same browser: Keycloak sends it straight back, unless it is told to ask.
    Trip next = leave(READY);
    URI straight = keycloak.signIn(trip.browser(), next.departure(), "nobody", "wrong");
    comeBack(next, straight).expect(303);
    Trip again = leave("{\"notice_acknowledged\":true,\"again\":true}");
    assertThat(again.departure().getQuery()).contains("prompt=login");
    URI asked = keycloak.signIn(trip.browser(), again.departure(), "ida", "ida-at-keycloak");
    comeBack(again, asked).expect(303);
  }

  @Test
  void nobodyLeavesWithoutHavingReadTheNoticeOrFromAnotherSite() throws Exception {
    client().send("POST", OIDC, "{\"notice_acknowledged\":false}").expect(422);
    client().with("Sec-Fetch-Site", "cross-site").send("POST", OIDC, READY).expect(403);
    assertThat(client().get("/api/v1/about").json().at("/ways/oidc").asText())
        .isEqualTo("the harbour's Keycloak");
  }

  @Test
  void failuresAreOnTheLogWithTheirReasonAndTheCallerHearsNone() throws Exception {
    ApiClient.Answer answer = client().get(OIDC + "?state=nothing&code=nothing");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).doesNotContain("no-departure");
    String events =
        client()
            .signIn("auditor", node.password("auditor"))
            .get("/api/v1/audit/events?type=session.sign-in-failed&limit=200")
            .expect(200)
            .text();
    assertThat(events).contains("no-departure").contains("\"oidc\"");
  }

  private static Trip leave(String form) throws Exception {
    RawClient client = client();
    ApiClient.Answer answer = client.send("POST", OIDC, form).expect(200);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("graticule-departure=[\\w-]{43}; Max-Age=600;.*; Path=/; HTTPOnly; SameSite=Lax");
    client.with("Cookie", cookie(answer));
    return new Trip(client, new Browser(), URI.create(answer.json().get("location").asText()));
  }

  private static URI arrive(Trip trip, String username) throws Exception {
    return keycloak.signIn(trip.browser(), trip.departure(), username, username + "-at-keycloak");
  }

  private static ApiClient.Answer comeBack(Trip trip, String username) throws Exception {
    return comeBack(trip, arrive(trip, username));
  }

  private static ApiClient.Answer comeBack(Trip trip, URI back) throws Exception {
    return trip.client().get(target(back));
  }

  private static String target(URI back) {
    return OIDC + "?" + back.getRawQuery();
  }

  private static String parameter(URI address, String name) {
    return address.getRawQuery().replaceAll("(?:.*&|^)" + name + "=([^&]+).*", "$1");
  }

  private static String cookie(ApiClient.Answer answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  private static void account(String username) throws Exception {
    admin
        .send(
            "POST",
            "/api/v1/accounts",
            "{\"username\":\"%s\",\"display_name\":\"%s\",\"password\":false}"
                .formatted(username, username))
        .expect(201);
  }

  private static RawClient client() {
    return new RawClient(node.base());
  }
}
