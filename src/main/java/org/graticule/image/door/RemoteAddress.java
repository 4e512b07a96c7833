package org.graticule.image.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.graticule.fault.Fault;

/**
 * An address that may be asked for: https (or an S3 object that anybody may read), of a host that
 * the operator named, and nothing else that such a text could mean to some library.
 *
 * @param host as the operator wrote it
 * @param target path and query, as they go on the wire
 */
record RemoteAddress(String host, int port, String target) {
  private static final int LONGEST = 2_000;

  /**
   * Decides by the text alone; no name is looked up.
   *
   * @param hosts allowed, in lower case, with a port where it is not 443
   * @throws Fault unacceptable for anything else
   */
  static RemoteAddress of(String text, List<String> hosts) {
    if (hosts.isEmpty()) {
      throw Fault.unacceptable(
          "imports-off", "nothing is fetched from other hosts here; the setting is import.hosts");
    }
    URI uri = parse(text);
    if ("s3".equals(uri.getScheme())) {
      uri = parse("https://" + uri.getRawAuthority() + ".s3.amazonaws.com" + uri.getRawPath());
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean plain =
        "https".equals(uri.getScheme())
            && uri.getRawUserInfo() == null
            && uri.getRawFragment() == null
            && !uri.getRawPath().isEmpty();
    if (!plain) {
      throw bad(text, "https://HOST/PATH or s3://BUCKET/KEY");
    }
    int port = uri.getPort() == -1 ? 443 : uri.getPort();
    if (!hosts.contains(port == 443 ? host : host + ":" + port)) {
      throw Fault.unacceptable(
          "import-host", "images are not fetched from \"" + clip(host) + "\" here");
    }
    String query = uri.getRawQuery();
    return new RemoteAddress(host, port, uri.getRawPath() + (query == null ? "" : "?" + query));
  }

  private static URI parse(String text) {
    boolean visible = text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (text.length() > LONGEST || !visible || text.contains("\\")) {
      throw bad(text, "an address of up to " + LONGEST + " visible ASCII characters");
    }
    try {
      URI uri = new URI(text);
      if (uri.isOpaque() || uri.getScheme() == null || uri.getRawPath() == null) {
        throw bad(text, "https://HOST/PATH or s3://BUCKET/KEY");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw bad(text, "https://HOST/PATH or s3://BUCKET/KEY");
    }
  }

  private static Fault bad(String text, String allowed) {
    return Fault.unacceptable(
        "import-address", "url is \"" + clip(text) + "\"; allowed: " + allowed);
  }

  static String clip(String text) {
    String shown = text.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() > 120 ? shown.substring(0, 120) + "..." : shown;
  }
}
