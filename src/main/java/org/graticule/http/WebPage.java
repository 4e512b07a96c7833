package org.graticule.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, read from the class path once and kept in memory, compressed where that helps.
 * Thread-safe. Only what was listed at start can ever be served.
 */
final class WebPage {
  private static final String ROOT = "web";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webp", "image/webp",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  /** One file; {@code zipped} is null where compression gains nothing. */
  private record Asset(String type, Buffer plain, @Nullable Buffer zipped) {}

  private final Map<String, Asset> assets = new HashMap<>();

  WebPage() {
    URL index = WebPage.class.getClassLoader().getResource(ROOT + "/index.html");
    if (index == null) {
      return;
    }
    try {
      URI uri = index.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          load(jar.getPath(ROOT));
        }
      } else {
        load(Path.of(uri).getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void load(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = "/" + root.relativize(file).toString().replace('\\', '/');
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type != null) {
          assets.put(name, asset(type, file));
        }
      }
    }
  }

  private static Asset asset(String type, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readAllBytes();
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    boolean smaller = zipped.size() < bytes.length * 9 / 10;
    return new Asset(
        type, Buffer.buffer(bytes), smaller ? Buffer.buffer(zipped.toByteArray()) : null);
  }

  /** Whether there is a file; addresses of the page's own (no file name) get its index. */
  boolean has(String path) {
    return asset(path) != null;
  }

  private @Nullable Asset asset(String path) {
    if (path.contains("/.")) {
      // No address of the page's own has a hidden part, and nobody looks for one by mistake.
      return null;
    }
    boolean view = path.lastIndexOf('.') < path.lastIndexOf('/') || path.equals("/");
    return assets.get(view ? "/index.html" : path);
  }

  /** Sends what {@link #has} has found. */
  void serve(RoutingContext context) {
    String path = context.normalizedPath();
    Asset asset = Objects.requireNonNull(asset(path));
    HttpServerResponse response = context.response().putHeader("Content-Type", asset.type());
    // Names under assets/ carry a hash of their content.
    response.putHeader(
        "Cache-Control",
        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    String encodings = context.request().getHeader("Accept-Encoding");
    if (asset.zipped() != null) {
      response.putHeader("Vary", "Accept-Encoding");
    }
    if (asset.zipped() != null && encodings != null && encodings.contains("gzip")) {
      response.putHeader("Content-Encoding", "gzip").end(asset.zipped());
    } else {
      response.end(asset.plain());
    }
  }
}
