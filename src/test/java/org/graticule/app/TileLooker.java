package org.graticule.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks for one tile after the other over a connection of its own, several ahead, as fast as answers
 * come, until the server is gone. Whatever reached it counts: a tile of which one byte came is a
 * tile somebody saw a part of.
 */
final class TileLooker implements Runnable {
  private static final int AHEAD = 16;

  private final URI server;
  private final String cookie;
  private final List<String> paths;
  private final int first;
  private final Consumer<String> seen;

  /**
   * @param cookie of a session
   * @param first place in the list to begin at
   * @param seen told the path of each tile of whose answer a byte came
   */
  TileLooker(URI server, String cookie, List<String> paths, int first, Consumer<String> seen) {
    this.server = server;
    this.cookie = cookie;
    this.paths = paths;
    this.first = first;
    this.seen = seen;
  }

  @Override
  public void run() {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (int at = first; ; at += AHEAD) {
        StringBuilder requests = new StringBuilder();
        for (int n = 0; n < AHEAD; n++) {
          requests.append(
              "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n"
                  .formatted(path(at + n), server.getAuthority(), cookie));
        }
        out.write(requests.toString().getBytes(StandardCharsets.US_ASCII));
        for (int n = 0; n < AHEAD; n++) {
          answer(in, path(at + n));
        }
      }
    } catch (IOException e) {
      // The server is gone.
    }
  }

  private String path(int n) {
    return paths.get(n % paths.size());
  }

  private void answer(InputStream in, String path) throws IOException {
    String status = line(in, () -> seen.accept(path));
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new AssertionError(path + " answered " + status);
    }
    long length = -1;
    for (String line = line(in, () -> {}); !line.isEmpty(); line = line(in, () -> {})) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Long.parseLong(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  /** One line, without its end. */
  private static String line(InputStream in, Runnable atFirstByte) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (line.isEmpty()) {
        atFirstByte.run();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
