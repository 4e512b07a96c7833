package org.graticule.config;

/** A value that cannot be printed by accident. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
