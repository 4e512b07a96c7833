package org.graticule.app;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core over a page as it stands, with the rules of WCAG 2.2 AA. */
final class Axe {
  private static final Path SCRIPT = Path.of("src/main/web/node_modules/axe-core/axe.min.js");

  private Axe() {}

  /** What it finds, a line each; evaluated from outside, so that the policy stays strict. */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) throws IOException {
    page.evaluate(Files.readString(SCRIPT));
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
              .violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
                `${id}: ${target.flat().join(' ')}: ${failureSummary}`))
            """);
  }
}
