package org.graticule.access.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.config.SignInSettings;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol with an OpenID provider: where to send people, and what the code they come back with
 * proves. Thread-safe. Of what the provider sends only the ID token is looked at, and nothing is
 * kept. Its keys are read anew for every sign-in, so one that it has withdrawn is good no more.
 */
final class OpenIdProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 5_000;
  private static final Duration METADATA_LIFE = Duration.ofMinutes(5);

  private final SignInSettings.OpenId settings;
  private final Optional<SSLSocketFactory> tls;
  private final Clock clock;
  private final Issuer issuer;
  private final ClientID client;
  private volatile @Nullable Described described;

  private record Described(OIDCProviderMetadata metadata, Instant until) {}

  /** Why a code proves nothing; the message is for the log. */
  static final class Unproved extends Exception {
    private static final long serialVersionUID = 1L;

    Unproved(String reason) {
      super(reason);
    }
  }

  OpenIdProvider(SignInSettings.OpenId settings, Optional<SSLSocketFactory> tls, Clock clock) {
    this.settings = settings;
    this.tls = tls;
    this.clock = clock;
    this.issuer = new Issuer(settings.issuer());
    this.client = new ClientID(settings.client());
  }

  /**
   * Where to send somebody.
   *
   * @param again whether they have to prove themselves anew, however lately they did
   */
  URI departure(Departure departure, String state, URI back, boolean again) {
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid", "profile"), client, back)
            .endpointURI(metadata().getAuthorizationEndpointURI())
            .state(new State(state))
            .nonce(new Nonce(departure.nonce()))
            .codeChallenge(new CodeVerifier(departure.verifier()), CodeChallengeMethod.S256);
    if (again) {
      // With an age the provider has to say when they proved themselves.
      request.prompt(Prompt.Type.LOGIN).maxAge(0);
    }
    return request.build().toURI();
  }

  /** Whether its answers say who gives them (RFC 9207), so that one that does not is a forgery. */
  boolean namesItself() {
    return metadata().supportsAuthorizationResponseIssuerParam();
  }

  String issuer() {
    return issuer.getValue();
  }

  /** What the ID token for this code says, all of it checked. */
  IDTokenClaimsSet redeem(String code, Departure departure, URI back) throws Unproved {
    OIDCProviderMetadata metadata = metadata();
    try {
      TokenRequest request =
          new TokenRequest.Builder(
                  metadata.getTokenEndpointURI(),
                  secret(metadata),
                  new AuthorizationCodeGrant(
                      new AuthorizationCode(code), back, new CodeVerifier(departure.verifier())))
              .build();
      TokenResponse response =
          OIDCTokenResponseParser.parse(modest(request.toHTTPRequest()).send());
      if (!response.indicatesSuccess()) {
        throw new Unproved("the code is refused: " + response.toErrorResponse().getErrorObject());
      }
      OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
      if (tokens.getOIDCTokens().getIDToken() == null) {
        throw new Unproved("there is no ID token");
      }
      IDTokenClaimsSet claims =
          validator(metadata)
              .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(departure.nonce()));
      requireAskedByUs(claims);
      return claims;
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new Unproved(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A token that others may use too has to say that it was we who asked for it. */
  private void requireAskedByUs(IDTokenClaimsSet claims) throws Unproved {
    AuthorizedParty asker = claims.getAuthorizedParty();
    boolean ours =
        asker == null
            ? claims.getAudience().size() == 1
            : asker.getValue().equals(client.getValue());
    if (!ours) {
      throw new Unproved("somebody else asked for the ID token");
    }
  }

  /**
   * Where to sign out there too. Without the ID token as a hint, which would put it into the
   * browser's history: the provider may ask whether it is meant.
   */
  Optional<URI> signOut(URI back) {
    try {
      return Optional.ofNullable(metadata().getEndSessionEndpointURI())
          .map(end -> new LogoutRequest(end, null, null, client, back, null, null).toURI());
    } catch (Fault unreachable) {
      return Optional.empty();
    }
  }

  private IDTokenValidator validator(OIDCProviderMetadata metadata)
      throws IOException, JOSEException {
    // Never by a shared secret, whatever the provider says it can do: keys of its own or nothing.
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);
    algorithms.retainAll(
        Optional.ofNullable(metadata.getIDTokenJWSAlgs()).orElse(List.of(JWSAlgorithm.RS256)));
    return new IDTokenValidator(
        issuer,
        client,
        new JWSVerificationKeySelector<SecurityContext>(
            algorithms, new ImmutableJWKSet<>(keys(metadata))),
        null);
  }

  private JWKSet keys(OIDCProviderMetadata metadata) throws IOException, JOSEException {
    HTTPRequest request = modest(new HTTPRequest(HTTPRequest.Method.GET, metadata.getJWKSetURI()));
    try {
      return JWKSet.parse(request.send().getBody());
    } catch (java.text.ParseException e) {
      throw new JOSEException("the provider's keys cannot be read", e);
    }
  }

  private ClientAuthentication secret(OIDCProviderMetadata metadata) {
    List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
    Secret secret = new Secret(settings.secret().reveal());
    boolean post =
        ways != null
            && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
  }

  private OIDCProviderMetadata metadata() {
    Described known = described;
    if (known != null && known.until().isAfter(clock.instant())) {
      return known.metadata();
    }
    try {
      // Refuses a description that names another issuer than it was asked for.
      OIDCProviderMetadata read = OIDCProviderMetadata.resolve(issuer, this::modest);
      described = new Described(read, clock.instant().plus(METADATA_LIFE));
      return read;
    } catch (IOException | GeneralException e) {
      throw unreachable(e);
    }
  }

  private HTTPRequest modest(HTTPRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setFollowRedirects(false);
    tls.ifPresent(request::setSSLSocketFactory);
    return request;
  }

  private Fault unreachable(Exception why) {
    LOG.warn("the OpenID provider {} cannot be used: {}", issuer, why.toString());
    return Fault.unavailable(
        "provider-unavailable", "The sign-in provider does not answer as it should.");
  }
}
