package org.graticule.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.graticule.testing.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of HTTP/2 that cost their sender little and a careless server much. */
final class Http2FloodTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("Test authority");
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW = 8;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** GET / by https, from the table that both sides have. */
  private static final byte[] REQUEST = {
    (byte) 0x82, (byte) 0x87, (byte) 0x84, 0x01, 4, 'h', 'e', 'r', 'e'
  };

  @TempDir private static Path folder;
  private static TestNode node;

  /** Appends frames of a stream. */
  private interface Flood {
    void write(ByteArrayOutputStream out, int stream);
  }

  @BeforeAll
  static void open() {
    node = new TestNode(AUTHORITY.writeServer(folder));
  }

  @AfterAll
  static void close() {
    node.close();
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        Arguments.of(
            "rapid reset",
            5_000,
            (Flood)
                (out, stream) -> {
                  frame(out, HEADERS, END_HEADERS | END_STREAM, stream, REQUEST);
                  frame(out, RESET, 0, stream, new byte[] {0, 0, 0, 8});
                }),
        Arguments.of(
            "resets that the server is made to send",
            5_000,
            (Flood)
                (out, stream) -> {
                  frame(out, HEADERS, END_HEADERS, stream, REQUEST);
                  frame(out, WINDOW, 0, stream, new byte[4]);
                }),
        Arguments.of(
            "headers without an end",
            5_000,
            (Flood)
                (out, stream) ->
                    frame(
                        out,
                        stream == 1 ? HEADERS : CONTINUATION,
                        0,
                        1,
                        stream == 1 ? REQUEST : header("x" + stream, "y".repeat(100)))),
        Arguments.of(
            "data of no bytes",
            5_000,
            (Flood)
                (out, stream) ->
                    frame(
                        out,
                        stream == 1 ? HEADERS : DATA,
                        stream == 1 ? END_HEADERS : 0,
                        1,
                        stream == 1 ? REQUEST : new byte[0])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aFloodEndsItsOwnConnectionAndNoOther(String what, int times, Flood flood) throws Exception {
    try (HttpClient other = HttpClient.newBuilder().sslContext(AUTHORITY.client()).build();
        SSLSocket socket = socket()) {
      about(other);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      frame(out, SETTINGS, 0, 0, new byte[0]);
      for (int i = 0; i < times; i++) {
        flood.write(out, 2 * i + 1);
      }
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  socket.getOutputStream().write(out.toByteArray());
                } catch (IOException e) {
                  // That is what it is to be told to go away.
                }
              });
      List<Integer> errors = goodbyes(socket);
      writer.join();
      assertThat(errors).as(what).isNotEmpty().doesNotContain(0);
      about(other);
    }
  }

  /** The error codes of all GOAWAY frames until the server hangs up. */
  private static List<Integer> goodbyes(SSLSocket socket) throws IOException {
    List<Integer> errors = new ArrayList<>();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.skipNBytes(5);
        byte[] payload = in.readNBytes(length);
        if (type == GOAWAY) {
          errors.add(payload[7] & 0xff);
        }
      }
    } catch (EOFException | SocketException | SSLException e) {
      return errors;
    }
  }

  private static void about(HttpClient client) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(node.base().resolve("/api/v1/about")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static SSLSocket socket() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            AUTHORITY.client().getSocketFactory().createSocket("127.0.0.1", node.base().getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    return socket;
  }

  private static byte[] header(String name, String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(US_ASCII));
    out.write(value.length());
    out.writeBytes(value.getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(payload);
  }
}
