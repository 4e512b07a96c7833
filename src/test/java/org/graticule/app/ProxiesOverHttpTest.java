package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request says of its own way is believed from the proxies that are named. */
final class ProxiesOverHttpTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.9                          | 203.0.113.9
          8.8.8.8, 203.0.113.9                 | 203.0.113.9
          203.0.113.9, 127.0.0.1, 10.9.9.9     | 203.0.113.9
          203.0.113.9, nonsense                | 127.0.0.1
          localhost                            | 127.0.0.1
          2001:db8::1                          | 2001:db8:0:0:0:0:0:1
          """)
  void aProxyIsBelievedAboutTheAddressNextBeforeIt(String header, String source) throws Exception {
    try (TestNode node = new TestNode(Map.of("proxy.addresses", "127.0.0.0/8, 10.0.0.0/8"))) {
      assertThat(sourceOf(node, header)).isEqualTo(source);
    }
  }

  @Test
  void nobodyElseIsBelieved() throws Exception {
    try (TestNode node = new TestNode()) {
      assertThat(sourceOf(node, "203.0.113.9")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void noHeaderOfAProxyChangesTheAddressesThatAnswersName() throws Exception {
    try (TestNode node = new TestNode(Map.of("proxy.addresses", "127.0.0.1"))) {
      RawClient client =
          new RawClient(node.base())
              .signIn("lead", node.password("lead"))
              .with("X-Forwarded-Proto", "https")
              .with("X-Forwarded-Host", "evil.example")
              .with("Forwarded", "host=evil.example;proto=https");
      String stac = client.get("/stac").text();
      assertThat(stac).doesNotContain("evil.example").doesNotContain("https://127");
    }
  }

  /** The machine's own address beyond loopback stands for a neighbour's. */
  @Test
  void plainHttpFromAnythingButAProxyIsRefusedBeforeItIsRouted() throws Exception {
    String neighbour =
        NetworkInterface.networkInterfaces()
            .flatMap(i -> i.inetAddresses())
            .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
            .map(a -> a.getHostAddress())
            .findFirst()
            .orElse("");
    Assumptions.assumeFalse(neighbour.isEmpty());
    Map<String, String> behind =
        Map.of(
            "host", "0.0.0.0",
            "public.url", "https://labels.example",
            "proxy.addresses", "192.0.2.1");
    try (TestNode node = new TestNode(behind)) {
      RawClient direct =
          new RawClient(URI.create("http://" + neighbour + ":" + node.server.port()));
      for (String path : Stream.of("/", "/health/live", "/api/v1/about").toList()) {
        ApiClient.Answer answer = direct.get(path);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("code").asText()).isEqualTo("plain-http");
      }
      new RawClient(node.base()).get("/health/live").expect(200);
    }
  }

  private static String sourceOf(TestNode node, String header) throws Exception {
    new RawClient(node.base())
        .with("X-Forwarded-For", header)
        .session("nobody-at-all", "wrong")
        .expect(401);
    return node.as("auditor")
        .get("/api/v1/audit/events?type=session.sign-in-failed&actor=nobody-at-all")
        .expect(200)
        .json()
        .at("/events/0/source")
        .asText();
  }
}
