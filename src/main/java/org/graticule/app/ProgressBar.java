package org.graticule.app;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Progress of one long thing on a terminal; a few plain lines where the output is no terminal. Not
 * thread-safe.
 */
final class ProgressBar {
  private static final int WIDTH = 32;

  private final PrintStream out;
  private final String title;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private int shown = -1;

  ProgressBar(PrintStream out, String title) {
    this.out = out;
    this.title = title;
    this.terminal = System.console() != null && System.console().isTerminal();
  }

  void at(double fraction) {
    int percent = (int) Math.round(100 * Math.clamp(fraction, 0, 1));
    int step = terminal ? 1 : 25;
    if (percent / step == shown) {
      return;
    }
    shown = percent / step;
    if (terminal) {
      int full = percent * WIDTH / 100;
      out.printf(
          "\r%s [%s%s] %3d %%  %s ",
          title, "=".repeat(full), " ".repeat(WIDTH - full), percent, left(fraction));
      if (percent == 100) {
        out.println();
      }
    } else {
      out.printf("%s %d %%%n", title, percent);
    }
    out.flush();
  }

  private String left(double fraction) {
    if (fraction < 0.05 || fraction >= 1) {
      return "            ";
    }
    long nanos = (long) ((System.nanoTime() - began) * (1 - fraction) / fraction);
    return "%4d s left ".formatted(Duration.ofNanos(nanos).toSeconds());
  }
}
