package org.graticule.access.openid;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.access.Sessions.Caller;
import org.graticule.access.Sessions.SignedIn;
import org.graticule.access.SignIn;
import org.graticule.access.TokenHashes;
import org.graticule.access.Way;
import org.graticule.config.SignInSettings;
import org.graticule.db.Database;
import org.graticule.fault.Fault;

/**
 * Signing in with an OpenID provider: authorization code with PKCE, for a client with a secret.
 * Thread-safe. Issuer and subject are who somebody is; names are not. No token of the provider's
 * ever reaches the browser, and none is kept.
 */
public final class OpenIdSignIn {
  private static final Duration LONGEST_WAY = Duration.ofMinutes(10);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Database database;
  private final SignIn signIn;
  private final SignInSettings.OpenId settings;
  private final OpenIdProvider provider;
  private final TokenHashes hashes;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final DepartureStore store = new DepartureStore();

  public OpenIdSignIn(
      Database database,
      SignIn signIn,
      SignInSettings.OpenId settings,
      Optional<SSLSocketFactory> tls,
      TokenHashes hashes,
      Clock clock) {
    this.database = database;
    this.signIn = signIn;
    this.settings = settings;
    this.provider = new OpenIdProvider(settings, tls, clock);
    this.hashes = hashes;
    this.clock = clock;
  }

  /**
   * A way to the provider.
   *
   * @param browser goes into a cookie, and has to come back with the answer
   */
  public record Leave(URI to, String browser) {}

  /** What the provider's answer carried; anything may be missing. */
  public record Answer(
      Optional<String> code,
      Optional<String> state,
      Optional<String> issuer,
      Optional<String> error,
      Optional<String> browser) {}

  public String label() {
    return settings.label();
  }

  /**
   * @param back where the provider sends people back to
   * @param again whether they have to prove themselves anew
   */
  public Leave begin(URI back, boolean again) {
    String state = secret();
    String browser = secret();
    Instant now = clock.instant();
    Departure departure = new Departure(secret(), secret(), again, now);
    URI to = provider.departure(departure, state, back, again);
    database
        .registry()
        .write(tx -> {
          store.forgetBefore(tx, now.minus(LONGEST_WAY));
          store.insert(tx, hashes.of(state), hashes.of(browser), departure);
          return null;
        });
    return new Leave(to, browser);
  }

  /** The session of who came back, or the same refusal whatever was wrong. */
  public SignedIn finish(Answer answer, URI back, Caller caller) {
    if (answer.state().isEmpty()) {
      throw signIn.refused(Way.OIDC, "no-departure", caller);
    }
    // Whoever brings a state spends it, with the right browser or without.
    String browser = answer.browser().orElse("");
    Optional<Departure> taken =
        database
            .registry()
            .write(tx -> store.take(tx, hashes.of(answer.state().get()), hashes.of(browser)));
    Departure departure =
        taken
            .filter(d -> d.begun().plus(LONGEST_WAY).isAfter(clock.instant()))
            .orElseThrow(() -> signIn.refused(Way.OIDC, "no-departure", caller));
    boolean fromProvider =
        answer.issuer().map(provider.issuer()::equals).orElseGet(() -> !provider.namesItself());
    if (!fromProvider) {
      throw signIn.refused(Way.OIDC, "issuer", caller);
    }
    if (answer.error().isPresent() || answer.code().isEmpty()) {
      throw signIn.refused(Way.OIDC, "provider-refused", caller);
    }
    return signIn.byProof(proof(answer.code().get(), departure, back, caller), caller);
  }

  private SignIn.Proof proof(String code, Departure departure, URI back, Caller caller) {
    IDTokenClaimsSet claims;
    try {
      claims = provider.redeem(code, departure, back);
    } catch (OpenIdProvider.Unproved e) {
      throw unproved(e.getMessage(), caller);
    }
    if (departure.again() && !sinceDeparture(claims, departure)) {
      throw unproved("not proved anew", caller);
    }
    return new SignIn.Proof(
        Way.OIDC,
        provider.issuer(),
        List.of(claims.getSubject().getValue()),
        Optional.ofNullable(claims.getStringClaim(settings.nameClaim())),
        Optional.ofNullable(claims.getStringClaim("name")),
        SignIn.Unknown.valueOf(settings.accounts().toUpperCase(Locale.ROOT)));
  }

  private static boolean sinceDeparture(IDTokenClaimsSet claims, Departure departure) {
    return claims.getAuthenticationTime() != null
        && !claims.getAuthenticationTime().toInstant().isBefore(departure.begun().minus(SKEW));
  }

  private Fault unproved(String reason, Caller caller) {
    return signIn.refused(
        Way.OIDC, reason.length() > 200 ? reason.substring(0, 200) : reason, caller);
  }

  /** Where somebody signs out at the provider too, to be sent back to us. */
  public Optional<URI> signOut(URI back) {
    return provider.signOut(back);
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
