package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a request, whatever it asks for: one that two programs on its way may read
 * differently is refused. Stateless.
 */
final class RequestForm {
  /** Methods that something here takes. */
  static final List<String> METHODS =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  private static final int MOST_HEADERS = 100;
  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  static final Refusal BAD_PATH = new Refusal(400, "bad-path", "The path is not readable.");

  private RequestForm() {}

  /** A reason not to look at a request at all. */
  record Refusal(int status, String code, String detail) {}

  /** What is wrong with its frame, before it can be routed; null where nothing is. */
  static @Nullable Refusal frame(HttpServerRequest request) {
    int headers = 0;
    for (Object ignored : request.headers()) {
      if (++headers > MOST_HEADERS) {
        return new Refusal(
            431, "header-too-large", "More than " + MOST_HEADERS + " headers are not read.");
      }
    }
    if (request.version() != HttpVersion.HTTP_2) {
      List<String> hosts = request.headers().getAll("Host");
      boolean named = hosts.size() == 1 && !hosts.getFirst().isBlank();
      boolean old = request.version() == HttpVersion.HTTP_1_0 && hosts.isEmpty();
      if (!old && (!named || request.authority() == null)) {
        return new Refusal(400, "bad-request", "A request names one host.");
      }
      // Of two lengths, one of them that of chunks, the framework has made a refusal already.
      List<String> encodings = request.headers().getAll("Transfer-Encoding");
      if (encodings.size() > 1
          || encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked")) {
        return new Refusal(400, "bad-request", "The one Transfer-Encoding read is chunked.");
      }
    }
    String target = request.uri();
    if (!target.startsWith("/") && !isAbsolute(target)) {
      return METHODS.contains(request.method().name())
          ? BAD_PATH
          : new Refusal(405, "method-not-allowed", "The method is not known here.");
    }
    return null;
  }

  /** As it is sent to a proxy, and has to be understood by all. */
  private static boolean isAbsolute(String target) {
    String text = target.toLowerCase(Locale.ROOT);
    return text.startsWith("http://") || text.startsWith("https://");
  }

  /** What is wrong with its address; null where nothing is. */
  static @Nullable Refusal address(HttpServerRequest request) {
    String path = request.path();
    if (path == null || !isPath(path)) {
      return BAD_PATH;
    }
    String query = request.query();
    String text = query == null ? "" : decoded(query);
    if (text == null || text.indexOf('\0') >= 0) {
      return new Refusal(400, "bad-query", "The query is not readable.");
    }
    return null;
  }

  /** Read once, it leads nowhere else when it is read twice or by another system's rules. */
  private static boolean isPath(String path) {
    String text = decoded(path);
    if (text == null || text.indexOf('\\') >= 0 || ENCODED.matcher(text).find()) {
      return false;
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    for (String part : text.split("/", -1)) {
      String name = part.split(";", 2)[0];
      if (name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Without its percent signs; null where it is not ASCII, or stands for no UTF-8. */
  private static @Nullable String decoded(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return null;
      }
      if (c == '%') {
        if (i + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          return null;
        }
        bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
