package org.graticule.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Another host with files, over TLS with a certificate for {@code localhost}; counts who asks. */
public final class TlsHost implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final SSLContext context;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  public final AtomicInteger asked = new AtomicInteger();

  /** How many answers from now on end early. */
  public final AtomicInteger broken = new AtomicInteger();

  public TlsHost(Path folder) throws Exception {
    Path store = folder.resolve("host.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "host",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    server.start();
  }

  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** Trusts this host and nobody else. */
  public SSLContext context() {
    return context;
  }

  /** As the setting import.hosts names it. */
  public String name() {
    return "localhost:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return "https://" + name() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/moved")) {
        exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      byte[] content = files.get(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String[] range =
          exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length()).split("-");
      int from = Integer.parseInt(range[0]);
      int to = (int) Math.min(content.length - 1L, Long.parseLong(range[1]));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to, content.length));
      exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(content) + "\"");
      exchange.sendResponseHeaders(206, to - from + 1);
      int length = to - from + 1;
      boolean whole = broken.getAndUpdate(n -> Math.max(0, n - 1)) == 0;
      exchange.getResponseBody().write(content, from, whole ? length : length / 2);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
