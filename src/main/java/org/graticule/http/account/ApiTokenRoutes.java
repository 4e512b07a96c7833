package org.graticule.http.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.ApiToken;
import org.graticule.access.ApiTokens;
import org.graticule.access.Sessions;
import org.graticule.access.Strength;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.HostCookie;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/tokens}: what programs act with, for whoever is signed in at the page. */
public final class ApiTokenRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/tokens";
  private static final int DAYS = 30;

  private final ApiTokens tokens;
  private final Sessions sessions;
  private final Strength strength;

  public ApiTokenRoutes(ApiTokens tokens, Sessions sessions, Strength strength) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.strength = strength;
  }

  record TokenView(
      UUID id,
      String name,
      Optional<UUID> project,
      List<String> actions,
      Instant created,
      Instant expires,
      Optional<Instant> used,
      Optional<Instant> revoked,
      Optional<String> secret) {
    static TokenView of(ApiToken token, @Nullable String secret) {
      return new TokenView(
          token.id(),
          token.name(),
          Optional.ofNullable(token.project()),
          token.actions().stream().map(Enum::name).sorted().toList(),
          token.created(),
          token.expires(),
          Optional.ofNullable(token.used()),
          Optional.ofNullable(token.revoked()),
          Optional.ofNullable(secret));
    }
  }

  record TokenList(List<TokenView> tokens) {}

  record Wish(
      @Nullable String name,
      @Nullable UUID project,
      @Nullable List<String> actions,
      @Nullable Integer days) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.SESSION, this::list)
        .post(PATH, Action.SESSION, this::make)
        .delete(PATH + "/{token}", Action.SESSION, this::revoke);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new TokenList(
            tokens.list(call.subject()).stream().map(t -> TokenView.of(t, null)).toList()));
  }

  private Reply make(Call call) {
    Wish wish = call.body(Wish.class);
    if (wish.name() == null) {
      throw Fault.unacceptable("missing-field", "name is needed");
    }
    Set<Action> actions = actions(wish.actions() == null ? List.of() : wish.actions());
    // A token must not do what its maker's session is too weak for.
    call.cookie(HostCookie.SESSION)
        .flatMap(sessions::session)
        .ifPresent(session -> strength.require(session, actions));
    ApiTokens.Made made =
        tokens.make(
            call.subject(),
            new ApiTokens.Wish(
                wish.name(), wish.project(), actions, wish.days() == null ? DAYS : wish.days()));
    return Reply.created(TokenView.of(made.token(), made.secret()));
  }

  private Reply revoke(Call call) {
    tokens.revoke(call.subject(), call.id("token"));
    return Reply.noContent();
  }

  private static Set<Action> actions(List<String> names) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (String name : names) {
      actions.add(
          Arrays.stream(Action.values())
              .filter(a -> a.name().equals(name) && a.scope() != Action.Scope.OPEN)
              .findFirst()
              .orElseThrow(() ->
                  Fault.unacceptable(
                      "bad-scope",
                      "action \"%s\" is not known"
                          .formatted(name.substring(0, Math.min(40, name.length()))))));
    }
    return actions;
  }
}
