package org.graticule.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostCookieTest {
  @Test
  void readsACookieThatStandsAlone() {
    assertThat(HostCookie.SESSION.alone("graticule-session=aZ0-_")).hasValue("aZ0-_");
    assertThat(HostCookie.SESSION.alone("__Host-graticule=b")).hasValue("b");
    assertThat(HostCookie.DEPARTURE.alone("graticule-departure=c")).hasValue("c");
  }

  /** The framework takes these apart. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=a",
        "graticule-session",
        "graticule-session=",
        "graticule-session=a; other=b",
        "other=b; graticule-session=a",
        "graticule-session=\"a\"",
        "graticule-session= a",
        "graticule-session=a,b",
        "graticule-session=a=b",
        "graticule-sessio=a",
        "Graticule-session=a",
        "graticule-departure=a"
      })
  void leavesAnythingElseToTheDecoder(String header) {
    assertThat(HostCookie.SESSION.alone(header)).isEmpty();
  }

  @Test
  void takesNoneThatIsLongerThanAToken() {
    assertThat(HostCookie.SESSION.alone("graticule-session=" + "a".repeat(128))).isPresent();
    assertThat(HostCookie.SESSION.alone("graticule-session=" + "a".repeat(129))).isEmpty();
    assertThat(HostCookie.SESSION.alone(null)).isEmpty();
  }
}
