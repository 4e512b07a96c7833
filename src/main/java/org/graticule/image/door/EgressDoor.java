package org.graticule.image.door;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.fault.Fault;

/**
 * The only class that asks other hosts for anything: https with a certificate of the host named, a
 * name looked up once and the address that was found asked, no redirects, no proxies, ranges of
 * bounded size. Thread-safe; a fetch costs a connection a piece.
 */
public final class EgressDoor {
  private static final int PIECE = 8 << 20;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LONGEST_HEAD = 64 << 10;
  private static final int ATTEMPTS = 4;

  private final Limits limits;
  private final SSLSocketFactory tls;
  private final Clock clock;

  /**
   * @param hosts that may be asked; none means that nothing is ever asked
   * @param privateToo whether they may have addresses that only this network knows
   * @param bytes most of one file
   * @param time most for one file
   */
  public record Limits(List<String> hosts, boolean privateToo, long bytes, Duration time) {}

  public EgressDoor(Limits limits, SSLSocketFactory tls, Clock clock) {
    this.limits = limits;
    this.tls = tls;
    this.clock = clock;
  }

  /** Hosts that may be asked; none where the door is closed. */
  List<String> hosts() {
    return limits.hosts();
  }

  /**
   * Whether this address may be asked for, by its text and by what its name means now.
   *
   * @throws Fault unacceptable, with no connection made
   */
  void check(String url) {
    resolve(RemoteAddress.of(url, limits.hosts()));
  }

  /** The address to connect to; every one that the name has must be allowed. */
  private InetAddress resolve(RemoteAddress address) {
    try {
      InetAddress[] found = InetAddress.getAllByName(address.host());
      for (InetAddress one : found) {
        if (!limits.privateToo() && !PublicAddress.is(one)) {
          throw Fault.unacceptable(
              "import-host", address.host() + " has an address that is not a public one");
        }
      }
      return found[0];
    } catch (UnknownHostException e) {
      throw Fault.unacceptable("import-host", address.host() + " is a name that nobody knows");
    }
  }

  /** Where what comes is put. */
  interface Sink {
    /** Bytes that are there. */
    long length() throws IOException;

    void append(byte[] bytes) throws IOException;

    /** The content these bytes are of; empty at first. */
    String tag() throws IOException;

    /** Forgets all bytes: others will come, of this content. */
    void begin(String tag) throws IOException;
  }

  /** Fetches what is not there yet. */
  void fetch(String url, Sink sink, DoubleConsumer progress) throws IOException {
    RemoteAddress address = RemoteAddress.of(url, limits.hosts());
    InetAddress at = resolve(address);
    Instant late = clock.instant().plus(limits.time());
    int failures = 0;
    while (true) {
      if (clock.instant().isAfter(late)) {
        throw Fault.unacceptable(
            "import-timeout", "fetching took longer than " + limits.time() + " and was stopped");
      }
      try {
        long total = piece(address, at, sink);
        failures = 0;
        progress.accept((double) sink.length() / total);
        if (sink.length() >= total) {
          return;
        }
      } catch (IOException e) {
        if (++failures >= ATTEMPTS) {
          throw Fault.unacceptable(
              "import-failed", address.host() + " cannot be read: " + said(e.getMessage()));
        }
        rest(failures);
      }
    }
  }

  private static String said(String message) {
    return RemoteAddress.clip(String.valueOf(message));
  }

  /** Fetches one piece; returns how long the whole is. */
  private long piece(RemoteAddress address, InetAddress at, Sink sink) throws IOException {
    long from = sink.length();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(at, address.port()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (SSLSocket socket =
          (SSLSocket) tls.createSocket(plain, address.host(), address.port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.getOutputStream().write(request(address, from).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return answer(new BufferedInputStream(socket.getInputStream()), from, sink);
      }
    }
  }

  private static String request(RemoteAddress address, long from) {
    return """
    GET %s HTTP/1.1
    Host: %s
    Range: bytes=%d-%d
    Accept-Encoding: identity
    User-Agent: graticule
    Connection: close

    """
        .formatted(
            address.target(),
            address.port() == 443 ? address.host() : address.host() + ":" + address.port(),
            from,
            from + PIECE - 1)
        .replace("\n", "\r\n");
  }

  private long answer(InputStream in, long from, Sink sink) throws IOException {
    String[] head = head(in).split("\r\n");
    String[] line = head[0].split(" ", 3);
    int status = line.length > 1 && line[1].matches("\\d{3}") ? Integer.parseInt(line[1]) : 0;
    Map<String, String> headers = headers(head);
    if (status >= 500 || status == 429) {
      throw new IOException("it answers " + status);
    }
    if (status != 206) {
      throw Fault.unacceptable(
          "import-answer", "the host answers " + status + " to a range; allowed: 206");
    }
    Span span = Span.of(headers.getOrDefault("content-range", ""));
    long length = number(headers.get("content-length")).orElse(-1L);
    if (span.from != from || length != span.to - span.from + 1 || length > PIECE) {
      throw Fault.unacceptable("import-answer", "the host answers another range than was asked");
    }
    if (span.total > limits.bytes()) {
      throw Fault.unacceptable(
          "import-too-large", "it has " + span.total + " bytes; allowed: up to " + limits.bytes());
    }
    String tag = headers.getOrDefault("etag", headers.getOrDefault("last-modified", "-"));
    tag = tag + " " + span.total;
    if (!tag.equals(sink.tag())) {
      sink.begin(tag);
      if (from > 0) {
        // What is there is of other content: it all comes again.
        return span.total;
      }
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new IOException("the answer ends early");
    }
    sink.append(bytes);
    return span.total;
  }

  private record Span(long from, long to, long total) {
    static Span of(String header) {
      if (!header.matches("bytes \\d{1,15}-\\d{1,15}/\\d{1,15}")) {
        throw Fault.unacceptable("import-answer", "the host does not say how long the file is");
      }
      String[] parts = header.substring(6).split("[-/]");
      return new Span(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("no answer of HTTP");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  private static Map<String, String> headers(String[] head) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < head.length; i++) {
      int colon = head[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            head[i].substring(0, colon).toLowerCase(Locale.ROOT),
            head[i].substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static Optional<Long> number(@org.jspecify.annotations.Nullable String text) {
    return text != null && text.matches("\\d{1,15}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static void rest(int failures) throws IOException {
    try {
      Thread.sleep(250L << failures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("ingest-stopped", "the fetch was stopped before it ended");
    }
  }
}
