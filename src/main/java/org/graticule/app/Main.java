package org.graticule.app;

/** Entry point of every command. */
final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
