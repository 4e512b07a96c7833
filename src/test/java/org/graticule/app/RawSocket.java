package org.graticule.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** Bytes to the server and back, as no client library would send them. */
final class RawSocket {
  private RawSocket() {}

  /** Everything the server answers until it hangs up; it may do so while we still send. */
  static String send(URI base, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(40_000);
      try {
        socket.getOutputStream().write(bytes);
      } catch (SocketException e) {
        // What it had to say is there to be read.
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      try {
        in.transferTo(answer);
      } catch (SocketException e) {
        // It hung up on what it had not read.
      }
      return answer.toString(ISO_8859_1);
    }
  }

  static String send(URI base, String text) throws IOException {
    return send(base, text.getBytes(ISO_8859_1));
  }
}
