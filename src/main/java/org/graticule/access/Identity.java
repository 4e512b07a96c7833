package org.graticule.access;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * How an account is known elsewhere.
 *
 * @param issuer of an OpenID subject; empty for a certificate
 * @param name the subject, or the name in the certificate with its kind: {@code upn:}, {@code
 *     mail:} or {@code uri:}
 */
public record Identity(
    UUID id, UUID account, Way way, String issuer, String name, Instant boundAt, String boundBy) {

  /** The one form of a name: user principal names and mail addresses have no case. */
  static String oneForm(String name) {
    return name.startsWith("upn:") || name.startsWith("mail:")
        ? name.toLowerCase(Locale.ROOT)
        : name;
  }
}
