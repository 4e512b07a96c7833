package org.graticule.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How people prove who they are, beside passwords. Immutable.
 *
 * @param openId empty where no OpenID provider is asked
 * @param certificateNames kinds of names in a certificate that stand for people: upn, mail, uri, in
 *     the order in which they are looked at
 * @param strong ways that are strong
 * @param strongFor actions that need a strong one
 */
public record SignInSettings(
    Optional<OpenId> openId,
    List<String> certificateNames,
    List<String> strong,
    List<String> strongFor) {

  /**
   * An OpenID provider.
   *
   * @param issuer exactly as it calls itself
   * @param label what the button says
   * @param accounts what somebody may be whom nobody has bound to an account: refused, named, made
   * @param nameClaim claim that holds their user name for that
   * @param authorities PEM file of the authorities its certificate may come from; empty: the JDK's
   */
  public record OpenId(
      URI issuer,
      String client,
      Secret secret,
      String label,
      String accounts,
      String nameClaim,
      Optional<Path> authorities) {}

  private static final Setting<String> ISSUER =
      new Setting<>(
          "oidc.issuer",
          "",
          false,
          "OpenID provider that people may sign in with, exactly as it calls itself; https, or http"
              + " on loopback; empty: none",
          SignInSettings::issuer);
  private static final Setting<String> CLIENT =
      new Setting<>("oidc.client", "", false, "What the provider knows this server as", t -> t);
  private static final Setting<String> SECRET =
      new Setting<>("oidc.secret", "", true, "Secret that belongs to oidc.client", t -> t);
  private static final Setting<String> LABEL =
      new Setting<>(
          "oidc.label", "single sign-on", false, "What the button calls the provider", t -> t);
  private static final Setting<String> ACCOUNTS =
      new Setting<>(
          "oidc.accounts",
          "refused",
          false,
          "Somebody the provider knows and nobody has bound to an account is refused; named: is"
              + " bound, once, to the account of their name that has no password; made: or to a new"
              + " one without any role",
          oneOf("refused", "named", "made"));
  private static final Setting<String> NAME_CLAIM =
      new Setting<>(
          "oidc.claim",
          "preferred_username",
          false,
          "Claim that holds the user name for oidc.accounts",
          t -> t);
  private static final Setting<String> AUTHORITIES =
      new Setting<>(
          "oidc.authorities",
          "",
          false,
          "PEM file of the authorities of the provider's certificate; empty: those of the JDK",
          t -> t);
  private static final Setting<List<String>> CERTIFICATE_NAMES =
      new Setting<>(
          "signin.certificate.names",
          "upn,mail,uri",
          false,
          "Names in a client certificate that stand for people, in this order: upn, mail, uri",
          text -> words(text).stream().map(oneOf("upn", "mail", "uri")).toList());
  private static final Setting<List<String>> STRONG =
      new Setting<>(
          "signin.strong",
          "oidc,certificate",
          false,
          "Ways of signing in that are strong: password, oidc, certificate",
          text -> words(text).stream().map(oneOf("password", "oidc", "certificate")).toList());
  private static final Setting<List<String>> STRONG_FOR =
      new Setting<>(
          "signin.strong.for",
          "",
          false,
          "Actions that need a strong one, with commas between, for example"
              + " ACCOUNT_CHANGE,DATASET_DOWNLOAD; empty: none",
          SignInSettings::words);

  static final List<Setting<?>> ALL =
      List.of(
          ISSUER,
          CLIENT,
          SECRET,
          LABEL,
          ACCOUNTS,
          NAME_CLAIM,
          AUTHORITIES,
          CERTIFICATE_NAMES,
          STRONG,
          STRONG_FOR);

  static SignInSettings read(SettingSource source) {
    return new SignInSettings(
        openId(source), source.get(CERTIFICATE_NAMES), source.get(STRONG), source.get(STRONG_FOR));
  }

  private static Optional<OpenId> openId(SettingSource source) {
    String issuer = source.get(ISSUER);
    String client = source.get(CLIENT);
    Optional<Secret> secret = source.secret(SECRET);
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    if (client.isEmpty() || secret.isEmpty()) {
      source.problem("oidc.issuer: " + issuer + " needs oidc.client and oidc.secret");
    }
    return Optional.of(
        new OpenId(
            URI.create(issuer),
            client,
            secret.orElse(new Secret("")),
            source.get(LABEL),
            source.get(ACCOUNTS),
            source.get(NAME_CLAIM),
            source.path(AUTHORITIES)));
  }

  private static String issuer(String text) {
    if (!text.isEmpty()
        && !text.matches("https://[^\\s?#]+|http://(localhost|127[.0-9]+|\\[::1])[^\\s?#]*")) {
      throw new IllegalArgumentException("https:// is needed, or http:// on loopback");
    }
    return URI.create(text).toString();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(w -> !w.isEmpty()).toList();
  }

  private static Function<String, String> oneOf(String... words) {
    return text -> {
      if (!Arrays.asList(words).contains(text)) {
        throw new IllegalArgumentException("one of " + String.join(", ", words) + " is needed");
      }
      return text;
    };
  }
}
