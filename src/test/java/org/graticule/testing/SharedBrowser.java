package org.graticule.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Debian's own Chromium, one for all tests of a run. Playwright is not thread-safe: only the thread
 * that asked first may use it, so the browser tests are marked to run one after the other on the
 * same thread.
 */
public final class SharedBrowser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private SharedBrowser() {}

  private static final class Lazy {
    private static final Browser BROWSER = launch();
  }

  private static Browser launch() {
    return playwright()
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));
  }

  /** What drives browsers, without a browser of its own: it would fetch one from the network. */
  public static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** A person's own browser: cookies and storage of their own. */
  public static Person person() {
    BrowserContext context =
        Lazy.BROWSER.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    context.setDefaultTimeout(30_000);
    return new Person(context);
  }

  /** A context with one page, and everything the page complained about. */
  public static final class Person implements AutoCloseable {
    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    public final Page page;

    private Person(BrowserContext context) {
      this.context = context;
      this.page = anotherTab();
    }

    /** A further tab of the same browser; what it complains about counts as well. */
    public Page anotherTab() {
      Page tab = context.newPage();
      tab.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      tab.onPageError(complaints::add);
      return tab;
    }

    /** Errors on the console (a refused script or style is one) and uncaught exceptions. */
    public List<String> complaints() {
      return complaints;
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
