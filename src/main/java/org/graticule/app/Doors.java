package org.graticule.app;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Accounts;
import org.graticule.access.ApiTokens;
import org.graticule.access.Explanations;
import org.graticule.access.Identities;
import org.graticule.access.Marks;
import org.graticule.access.Passwords;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Sessions;
import org.graticule.access.SignIn;
import org.graticule.access.Strength;
import org.graticule.access.TokenHashes;
import org.graticule.access.Vocabulary;
import org.graticule.access.openid.OpenIdSignIn;
import org.graticule.config.Settings;
import org.graticule.db.Database;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.http.account.ApiTokenRoutes;
import org.graticule.http.account.ExplainRoutes;
import org.graticule.http.account.IdentityRoutes;
import org.graticule.http.account.SessionListRoutes;
import org.graticule.http.account.SessionRoutes;
import org.graticule.http.tls.Authorities;

/** Every way of coming in, wired: a part of {@link Node}. */
final class Doors {
  private final Settings settings;
  private final Database database;
  private final Accounts accounts;
  private final Clock clock;
  private final Sessions sessions;
  private final Identities identities;
  private final Optional<OpenIdSignIn> openId;
  private final Strength strength;
  final SignIn signIn;

  Doors(
      Settings settings,
      Database database,
      Sessions sessions,
      Passwords passwords,
      Accounts accounts,
      TokenHashes hashes,
      Clock clock) {
    this.settings = settings;
    this.database = database;
    this.accounts = accounts;
    this.clock = clock;
    this.sessions = sessions;
    this.identities = new Identities(database, accounts, clock);
    this.signIn = new SignIn(database, sessions, passwords, accounts, identities, clock);
    this.strength = Strength.of(settings.signIn().strong(), settings.signIn().strongFor());
    this.openId =
        settings
            .signIn()
            .openId()
            .map(provider ->
                new OpenIdSignIn(
                    database,
                    signIn,
                    provider,
                    provider.authorities().map(Authorities::trusting),
                    hashes,
                    clock));
  }

  List<Routes.Module> routes(
      ApiTokens tokens, Marks marks, Policy policy, PolicyEpoch epoch, Site site, String version) {
    Vocabulary vocabulary = marks.vocabulary();
    return List.of(
        new SessionRoutes(sessions, signIn, openId, strength, vocabulary, settings, site, version),
        new SessionListRoutes(sessions, policy),
        new IdentityRoutes(identities, policy, epoch),
        new ExplainRoutes(new Explanations(database, policy, accounts, marks, clock), vocabulary),
        new ApiTokenRoutes(tokens, sessions, strength));
  }
}
