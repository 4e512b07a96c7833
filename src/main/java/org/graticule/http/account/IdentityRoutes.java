package org.graticule.http.account;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Identities;
import org.graticule.access.Identity;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Way;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/accounts/{username}/identities}: as whom an account is known elsewhere. */
public final class IdentityRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/accounts/{username}/identities";

  private final Identities identities;
  private final Policy policy;
  private final PolicyEpoch epoch;

  public IdentityRoutes(Identities identities, Policy policy, PolicyEpoch epoch) {
    this.identities = identities;
    this.policy = policy;
    this.epoch = epoch;
  }

  record IdentityView(
      UUID id, String way, String issuer, String name, Instant boundAt, String boundBy) {
    static IdentityView of(Identity identity) {
      return new IdentityView(
          identity.id(),
          identity.way().label(),
          identity.issuer(),
          identity.name(),
          identity.boundAt(),
          identity.boundBy());
    }
  }

  record IdentityList(List<IdentityView> identities) {}

  record NewIdentity(@Nullable String way, @Nullable String issuer, @Nullable String name) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.ACCOUNT_READ, this::list)
        .post(PATH, Action.ACCOUNT_CHANGE, this::add)
        .delete(PATH + "/{identity}", Action.ACCOUNT_CHANGE, this::remove);
  }

  private Reply list(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_READ);
    return Reply.ok(
        new IdentityList(
            identities.of(call.subject(), call.text("username")).stream()
                .map(IdentityView::of)
                .toList()));
  }

  private Reply add(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_CHANGE);
    NewIdentity body = call.body(NewIdentity.class);
    if (body.way() == null || body.name() == null) {
      throw Fault.unacceptable("missing-field", "way and name are needed");
    }
    return Reply.created(
        IdentityView.of(
            identities.add(
                call.subject().origin(),
                call.text("username"),
                way(body.way()),
                body.issuer() == null ? "" : body.issuer(),
                body.name())));
  }

  private Reply remove(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_CHANGE);
    identities.remove(call.subject().origin(), call.text("username"), call.id("identity"));
    epoch.refresh();
    return Reply.noContent();
  }

  private static Way way(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "oidc" -> Way.OIDC;
      case "certificate" -> Way.CERTIFICATE;
      default ->
          throw Fault.unacceptable("bad-identity", "way must be \"oidc\" or \"certificate\"");
    };
  }
}
