package org.graticule.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How requests come in. Immutable.
 *
 * @param tls empty where the server speaks plain HTTP, on loopback or behind a proxy
 * @param plain whether plain HTTP is spoken to whoever comes
 * @param proxies addresses of the proxies, whose X-Forwarded-For is believed
 * @param proxyCertificate SHA-256 of the certificate that a proxy shows when it hands on those of
 *     its callers; empty where none does
 */
public record TransportSettings(
    Optional<Tls> tls,
    boolean plain,
    List<AddressRange> proxies,
    Optional<String> proxyCertificate) {

  /**
   * The server's own TLS.
   *
   * @param certificate PEM chain, leaf first, or PKCS #12 with the key in it
   * @param key PEM; empty for PKCS #12
   */
  public record Tls(
      Path certificate, Optional<Path> key, Optional<Secret> password, Optional<Client> client) {}

  /**
   * Certificates that callers may show.
   *
   * @param anchors PEM file of the authorities they must descend from
   * @param revoked files of revocation lists; empty where it was said that nobody checks
   */
  public record Client(Path anchors, List<Path> revoked) {}

  private static final Setting<String> CERTIFICATE =
      text(
          "tls.certificate",
          "PEM file with the server's certificate and those up to its authority, or PKCS #12 file"
              + " (.p12, .pfx); read again when it changes; empty: plain HTTP");
  private static final Setting<String> KEY =
      text("tls.key", "PEM file with the private key of tls.certificate; none for PKCS #12");
  private static final Setting<String> PASSWORD =
      new Setting<>("tls.password", "", true, "Password of a PKCS #12 tls.certificate", t -> t);
  private static final Setting<String> CLIENT_AUTHORITIES =
      text(
          "tls.client.authorities",
          "PEM file with the authorities whose client certificates people may sign in with; read"
              + " again when it changes; empty: none are asked for");
  private static final Setting<String> CLIENT_REVOKED =
      text(
          "tls.client.revoked",
          "Certificate revocation lists (PEM or DER) of those authorities, with commas between;"
              + " read again when they change; none: revocation is not checked");
  private static final Setting<Boolean> PLAIN =
      new Setting<>(
          "http.plain",
          "false",
          false,
          "Whether plain HTTP may be spoken beyond this machine and the proxies, true or false",
          SettingText::yes);
  private static final Setting<List<AddressRange>> PROXIES =
      new Setting<>(
          "proxy.addresses",
          "",
          false,
          "Addresses of the proxies before the server, ADDRESS or ADDRESS/BITS with commas between;"
              + " X-Forwarded-For is believed from them and from nobody else",
          AddressRange::list);
  private static final Setting<String> PROXY_CERTIFICATE =
      new Setting<>(
          "proxy.certificate",
          "",
          false,
          "SHA-256 of the client certificate a proxy shows to this server, 64 hex digits; over such"
              + " a connection the header Client-Cert (RFC 9440) names the caller's; empty: never",
          TransportSettings::fingerprint);

  static final List<Setting<?>> ALL =
      List.of(
          CERTIFICATE,
          KEY,
          PASSWORD,
          CLIENT_AUTHORITIES,
          CLIENT_REVOKED,
          PLAIN,
          PROXIES,
          PROXY_CERTIFICATE);

  static TransportSettings read(SettingSource source, String host, Optional<URI> publicUrl) {
    Optional<Tls> tls = tls(source);
    boolean plain = source.get(PLAIN);
    List<AddressRange> proxies = source.get(PROXIES);
    String proxyCertificate = source.get(PROXY_CERTIFICATE);
    boolean https = publicUrl.map(u -> "https".equals(u.getScheme())).orElse(false);
    boolean behind = https && !proxies.isEmpty();
    if (tls.isEmpty() && !isLoopback(host) && !plain && !behind) {
      source.problem(
          "host: "
              + host
              + " is not a loopback address and the server has no TLS; set tls.certificate, or"
              + " proxy.addresses and public.url to the addresses and the https:// address of the"
              + " proxy before it, or http.plain to true");
    }
    if (tls.isPresent() && publicUrl.isPresent() && !https) {
      source.problem("public.url: " + publicUrl.get() + " must be https:// with tls.certificate");
    }
    if (!proxyCertificate.isEmpty() && (proxies.isEmpty() || tls.flatMap(Tls::client).isEmpty())) {
      source.problem(
          "proxy.certificate: needs proxy.addresses, tls.certificate and tls.client.authorities");
    }
    return new TransportSettings(
        tls, plain, proxies, Optional.of(proxyCertificate).filter(s -> !s.isEmpty()));
  }

  private static Optional<Tls> tls(SettingSource source) {
    Optional<Path> certificate = source.path(CERTIFICATE);
    Optional<Path> key = source.path(KEY);
    Optional<Client> client = client(source);
    if (certificate.isEmpty()) {
      if (key.isPresent() || client.isPresent()) {
        source.problem("tls.certificate: needed by tls.key and tls.client.authorities");
      }
      return Optional.empty();
    }
    if (isStore(certificate.get()) == key.isPresent()) {
      source.problem("tls.key: needed for a PEM tls.certificate, and only for one");
    }
    return Optional.of(new Tls(certificate.get(), key, source.secret(PASSWORD), client));
  }

  private static Optional<Client> client(SettingSource source) {
    Optional<Path> anchors = source.path(CLIENT_AUTHORITIES);
    String revoked = source.get(CLIENT_REVOKED).strip();
    if (anchors.isEmpty()) {
      return Optional.empty();
    }
    if (revoked.isEmpty()) {
      source.problem(
          "tls.client.revoked: name the revocation lists of tls.client.authorities, or say none");
    }
    List<Path> lists = new ArrayList<>();
    if (!revoked.equals("none")) {
      for (String file : revoked.split(",")) {
        lists.add(Path.of(file.strip()));
      }
    }
    return Optional.of(new Client(anchors.get(), lists));
  }

  /** Whether a file is PKCS #12, by its name. */
  public static boolean isStore(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx");
  }

  private static Setting<String> text(String key, String description) {
    return new Setting<>(key, "", false, description, t -> t);
  }

  private static String fingerprint(String text) {
    String hex = text.replace(":", "").strip().toLowerCase(Locale.ROOT);
    if (!hex.matches("([0-9a-f]{64})?")) {
      throw new IllegalArgumentException("64 hex digits are needed");
    }
    return hex;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
