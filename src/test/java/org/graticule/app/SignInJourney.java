package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graticule.testing.KeycloakServer;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Coming in through a real Keycloak in a real Chromium, and the pages about accounts: part of
 * {@link OpenIdTest}, so that a run starts one Keycloak.
 */
@Execution(ExecutionMode.SAME_THREAD)
abstract class SignInJourney {
  private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");

  private static TestNode test;

  @BeforeAll
  static void open() throws Exception {
    Map<String, String> settings = new HashMap<>(KeycloakServer.get().settings());
    settings.put("oidc.accounts", "named");
    settings.put("oidc.label", "Keycloak");
    settings.put("signin.strong.for", "PROJECT_CREATE");
    test = new TestNode(settings);
    RawClient admin = new RawClient(test.base()).signIn("admin", test.password("admin"));
    admin
        .send(
            "POST",
            "/api/v1/accounts",
            "{\"username\":\"ida\",\"display_name\":\"Ida\",\"password\":false}")
        .expect(201);
    admin
        .send(
            "POST",
            "/api/v1/accounts/admin/identities",
            "{\"way\":\"oidc\",\"issuer\":\"%s\",\"name\":\"%s\"}"
                .formatted(KeycloakServer.get().issuer(), "6f1f7a3e-0000-4000-8000-000000000002"))
        .expect(201);
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void aPersonComesInThroughKeycloakToThePlaceTheyWantedAndGoesOutThroughIt() {
    try (SharedBrowser.Person ida = SharedBrowser.person()) {
      Page page = ida.page;
      page.navigate(test.base() + "/#/sessions");
      leave(page);
      keycloak(page, "ida");
      PlaywrightAssertions.assertThat(page.locator("gr-sessions td").first())
          .hasText("Sign-in provider");
      assertThat(page.url()).isEqualTo(test.base() + "/#/sessions");
      PlaywrightAssertions.assertThat(page.locator("gr-last-sign-in"))
          .containsText("This is your first sign-in");
      assertThat(page.evaluate("JSON.stringify([document.cookie, {...localStorage}])").toString())
          .doesNotContain("eyJ");
      page.locator("gr-bar").getByText("Sign out").click();
      page.waitForURL(url -> url.startsWith(KeycloakServer.get().issuer()));
    }
  }

  @Test
  void whoIsRefusedReadsSoOnTheSignInPage() {
    try (SharedBrowser.Person sam = SharedBrowser.person()) {
      Page page = sam.page;
      page.navigate(test.base() + "/");
      leave(page);
      keycloak(page, "sam");
      PlaywrightAssertions.assertThat(page.locator("gr-sign-in-page [role=alert]"))
          .containsText("You were not signed in");
    }
  }

  /** The provider is in a window of its own: the page and what is typed on it stay. */
  @Test
  void anActionThatNeedsAStrongerSignInGoesOnAfterIt() throws Exception {
    try (SharedBrowser.Person admin = SignedIn.as(test, "admin")) {
      Page page = admin.page;
      page.locator("gr-projects rux-button").first().click();
      page.locator("gr-new-project input[name=name]").fill("Kept while stepping up");
      page.locator("gr-new-project input[name=name]").press("Enter");
      PlaywrightAssertions.assertThat(page.locator("gr-session-dialog"))
          .containsText("stronger way of signing in");
      assertThat(violations(page)).isEmpty();
      page.locator("gr-session-dialog input[name=notice]").check();
      Page provider =
          page.waitForPopup(
              () -> page.locator("gr-session-dialog").getByText("Sign in with Keycloak").click());
      keycloak(provider, "noor");
      PlaywrightAssertions.assertThat(page.locator("gr-session-dialog")).hasCount(0);
      page.getByText("Kept while stepping up").first().waitFor();
    }
  }

  @Test
  void aForgottenSessionIsEndedFromThePageAndByWhoKeepsTheAccounts() throws Exception {
    RawClient forgotten = new RawClient(test.base()).signIn("viewer", test.password("viewer"));
    try (SharedBrowser.Person viewer = SignedIn.as(test, "viewer")) {
      Page page = viewer.page;
      page.locator("gr-bar a[href='#/sessions']").click();
      page.locator("gr-session-table")
          .getByText("End", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
          .last()
          .click();
      PlaywrightAssertions.assertThat(page.locator("gr-session-table tbody tr")).hasCount(1);
      forgotten.get("/api/v1/session").expect(401);
      try (SharedBrowser.Person admin = SignedIn.as(test, "admin")) {
        admin.page.navigate(test.base() + "/#/accounts");
        admin.page.getByText("Vera", new Page.GetByTextOptions().setExact(false)).first().click();
        admin.page.locator("gr-account gr-session-table tbody tr button").first().click();
        PlaywrightAssertions.assertThat(admin.page.locator("gr-account")).containsText("Nowhere");
        assertThat(admin.complaints()).isEmpty();
      }
      page.reload();
      page.locator("input[name=password]").waitFor();
    }
  }

  @Test
  void axeFindsNothingToMendInEitherTheme() throws Exception {
    try (SharedBrowser.Person nobody = SharedBrowser.person();
        SharedBrowser.Person admin = SignedIn.as(test, "admin")) {
      for (String theme : List.of("dark", "light")) {
        nobody.page.navigate(test.base() + "/");
        nobody.page.evaluate("theme => localStorage.setItem('graticule.theme', theme)", theme);
        nobody.page.reload();
        nobody.page.locator("input[name=notice]").waitFor();
        picture(nobody.page, "sign-in-" + theme);
        assertThat(violations(nobody.page)).as(theme + " sign-in").isEmpty();
        admin.page.evaluate("theme => localStorage.setItem('graticule.theme', theme)", theme);
        for (String place : List.of("sessions", "markings", "accounts", "tokens")) {
          admin.page.navigate(test.base() + "/#/" + place);
          admin.page.reload();
          admin.page.locator("main h1").waitFor();
          admin.page.waitForTimeout(600);
          picture(admin.page, place + "-" + theme);
          assertThat(violations(admin.page)).as(theme + " " + place).isEmpty();
        }
        admin.page.navigate(test.base() + "/#/accounts");
        admin.page.locator("gr-accounts td button").first().click();
        admin.page.locator("gr-account h3").first().waitFor();
        picture(admin.page, "account-" + theme);
        assertThat(violations(admin.page)).as(theme + " account").isEmpty();
      }
      assertThat(admin.complaints()).isEmpty();
    }
  }

  private static void leave(Page page) {
    page.locator("input[name=notice]").check();
    page.getByText("Sign in with Keycloak").click();
  }

  private static void keycloak(Page page, String username) {
    page.locator("#username").fill(username);
    page.locator("#password").fill(username + "-at-keycloak");
    page.locator("#kc-login").click();
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page) throws Exception {
    page.evaluate(Files.readString(AXE));
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
              .violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
                `${id}: ${target.flat().join(' ')}: ${failureSummary}`))
            """);
  }
}
