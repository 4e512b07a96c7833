package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.graticule.testing.SharedBrowser;

/** One of the demo's people at a browser of their own, past the form. */
final class SignedIn {
  private SignedIn() {}

  static SharedBrowser.Person as(TestNode node, String username) {
    SharedBrowser.Person person = SharedBrowser.person();
    Page page = person.page;
    page.navigate(node.base() + "/");
    page.locator("input[name=username]").fill(username);
    page.locator("input[name=password]").fill(node.password(username));
    page.locator("input[name=notice]").check();
    page.locator("input[name=password]").press("Enter");
    assertThat(page.locator("input[name=password]")).isHidden();
    // The first look at the page asks who is signed in, and nobody is: that is not a complaint.
    person.complaints().clear();
    return person;
  }
}
