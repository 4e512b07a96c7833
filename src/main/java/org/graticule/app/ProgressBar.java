package org.graticule.app;

import java.io.PrintStream;
import java.util.OptionalLong;
import org.graticule.job.Pace;
import org.jspecify.annotations.Nullable;

/**
 * Progress of one long thing on a terminal; a few plain lines where the output is no terminal. Not
 * thread-safe.
 */
final class ProgressBar {
  private static final int WIDTH = 32;

  private final PrintStream out;
  private final String title;
  private final boolean terminal;
  private final Pace pace = new Pace();
  private String said = "";
  private int shown = -1;

  ProgressBar(PrintStream out, String title) {
    this.out = out;
    this.title = title;
    this.terminal = System.console() != null && System.console().isTerminal();
  }

  void at(double fraction) {
    at(fraction, null);
  }

  /**
   * @param doing a few words; null where there is nothing to say
   */
  void at(double fraction, @Nullable String doing) {
    pace.at(System.nanoTime() / 1e9, fraction);
    int percent = (int) Math.round(100 * Math.clamp(fraction, 0, 1));
    int step = terminal ? 1 : 25;
    String said = doing == null || percent == 100 ? "" : doing;
    if (percent / step == shown && (!terminal || said.equals(this.said))) {
      return;
    }
    shown = percent / step;
    this.said = said;
    if (terminal) {
      int full = percent * WIDTH / 100;
      out.printf(
          "\r%s [%s%s] %3d %%  %s %s\033[K",
          title, "=".repeat(full), " ".repeat(WIDTH - full), percent, left(), said);
      if (percent == 100) {
        out.println();
      }
    } else {
      out.printf("%s %d %%%n", title, percent);
    }
    out.flush();
  }

  private String left() {
    OptionalLong seconds = pace.remaining();
    return shown < 100 && seconds.isPresent() ? "%4d s left ".formatted(seconds.getAsLong()) : "";
  }
}
