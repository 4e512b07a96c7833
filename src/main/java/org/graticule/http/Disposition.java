package org.graticule.http;

import java.nio.charset.StandardCharsets;

/** {@code Content-Disposition} of a file whose name is anybody's (RFC 6266, RFC 8187). */
public final class Disposition {
  private static final String PLAIN = "!#$&+-.^_`|~";

  private Disposition() {}

  /** A name in ASCII for old programs, and the true one. */
  public static String attachment(String name) {
    String ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
  }
}
