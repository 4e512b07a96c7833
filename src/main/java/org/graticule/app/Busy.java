package org.graticule.app;

/** The data directory is in use. */
final class Busy {
  private Busy() {}

  static IllegalStateException of() {
    return new IllegalStateException(
        "another graticule process uses this data directory; stop it, or name another with --data");
  }
}
