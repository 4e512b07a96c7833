package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.graticule.testing.TestAuthority;
import org.graticule.testing.TestAuthority.Issued;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS by the server itself, with a real handshake of a real client. */
final class TlsTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("Test authority");

  @TempDir private static Path folder;
  private static TestNode node;

  @BeforeAll
  static void open() {
    node = new TestNode(AUTHORITY.writeServer(folder));
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void everyAnswerAsksForHttpsAndTheCookieIsBoundToThisHost() throws Exception {
    RawClient client = new RawClient(node.base(), AUTHORITY.client());
    ApiClient.Answer in = client.session("lead", node.password("lead")).expect(200);
    assertThat(in.headers().firstValue("Strict-Transport-Security").orElseThrow())
        .startsWith("max-age=63072000");
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("__Host-graticule=[\\w-]{43}; Path=/; Secure; HTTPOnly; SameSite=Strict");
    assertThat(client.get("/").headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(client.get("/api/v1/nothing").headers().firstValue("Strict-Transport-Security"))
        .isPresent();
  }

  @Test
  void aBrowserMaySpeakHttp2() throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(AUTHORITY.client()).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(node.base().resolve("/api/v1/about")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("Graticule");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theTwoVersionsThatAreGoodAreSpoken(String version) throws Exception {
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getCipherSuite()).doesNotContain("_CBC_").contains("_");
    }
  }

  /** The client is made to offer what the JDK does not by itself. */
  @Test
  void olderVersionsAndPlainHttpAreNotAnswered() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(5_000);
      // A TLS 1.1 hello, as short as one can be.
      socket
          .getOutputStream()
          .write(
              HexFormat.of()
                  .parseHex("160301002d010000290302" + "00".repeat(32) + "0000020035" + "0100"));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(6);
      // Alert, fatal.
      assertThat(answer.length == 0 || answer[0] == 21 && answer[5] == 2).isTrue();
    }
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/about HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(readWhatComes(socket), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP/1.1").doesNotContain("Graticule");
    }
  }

  private static byte[] readWhatComes(Socket socket) {
    try {
      return socket.getInputStream().readNBytes(64);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @Test
  void aNewCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
    X509Certificate before = shown();
    Files.writeString(folder.resolve("server.pem"), "not a certificate");
    Thread.sleep(1_500);
    assertThat(shown()).isEqualTo(before);
    // A key that belongs to another certificate: a replacement that is half done.
    Issued next = issue();
    TestAuthority.writeCertificates(folder.resolve("server.pem"), next.chain());
    Thread.sleep(1_500);
    assertThat(shown()).isEqualTo(before);
    TestAuthority.writeKey(folder.resolve("server.key"), next);
    for (int i = 0; i < 100 && shown().equals(before); i++) {
      Thread.sleep(100);
    }
    assertThat(shown()).isEqualTo(next.certificate());
  }

  @Test
  void aFileThatIsNoCertificateKeepsTheServerFromStarting() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "-----BEGIN NOTHING-----");
    assertThatThrownBy(() ->
            new TestNode(
                Map.of(
                    "tls.certificate",
                    broken.toString(),
                    "tls.key",
                    folder.resolve("server.key").toString())))
        .hasMessageContaining("broken.pem");
  }

  @Test
  void aClientThatDoesNotKnowTheAuthorityIsNotServed() {
    RawClient stranger = new RawClient(node.base(), new TestAuthority("Another").client());
    assertThatThrownBy(() -> stranger.get("/api/v1/about"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static Issued issue() throws IOException {
    return AUTHORITY.issue(TestAuthority.server(InetAddress.ofLiteral("127.0.0.1")));
  }

  private static X509Certificate shown() throws IOException {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket socket() throws IOException {
    SSLContext fresh = AUTHORITY.client();
    return (SSLSocket) fresh.getSocketFactory().createSocket("127.0.0.1", node.server.port());
  }
}
