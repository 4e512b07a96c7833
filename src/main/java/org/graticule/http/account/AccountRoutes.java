package org.graticule.http.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Account;
import org.graticule.access.Accounts;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Role;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/accounts}: making, listing and disabling local accounts. */
public final class AccountRoutes implements Routes.Module {
  private final Accounts accounts;
  private final Policy policy;
  private final PolicyEpoch epoch;

  public AccountRoutes(Accounts accounts, Policy policy, PolicyEpoch epoch) {
    this.accounts = accounts;
    this.policy = policy;
    this.epoch = epoch;
  }

  record AccountView(
      String username,
      String displayName,
      boolean active,
      String systemRole,
      String level,
      List<String> accesses,
      Optional<Instant> lastSignIn) {
    static AccountView of(Account account) {
      return new AccountView(
          account.username(),
          account.displayName(),
          account.active(),
          Optional.ofNullable(account.systemRole()).map(Role::label).orElse("none"),
          account.level(),
          account.accesses(),
          Optional.ofNullable(account.lastSignIn()));
    }
  }

  record AccountList(List<AccountView> accounts) {}

  record Created(@JsonUnwrapped AccountView account, Optional<String> password) {}

  record NewAccount(
      @Nullable String username,
      @Nullable String displayName,
      @Nullable String level,
      @Nullable List<String> accesses,
      @Nullable String systemRole,
      @Nullable Boolean password) {}

  /** Each null to leave it. */
  record Change(
      @Nullable Boolean active, @Nullable String level, @Nullable List<String> accesses) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/accounts", Action.ACCOUNT_READ, this::list)
        .post("/api/v1/accounts", Action.ACCOUNT_CHANGE, this::create)
        .patch("/api/v1/accounts/{username}", Action.ACCOUNT_CHANGE, this::change);
  }

  private Reply list(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_READ);
    return Reply.ok(
        new AccountList(accounts.list(call.subject()).stream().map(AccountView::of).toList()));
  }

  private Reply create(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_CHANGE);
    NewAccount body = call.body(NewAccount.class);
    if (body.username() == null || body.displayName() == null) {
      throw Fault.unacceptable("missing-field", "username and display_name are needed");
    }
    boolean system = body.systemRole() != null && !body.systemRole().equals("none");
    Accounts.Draft draft =
        new Accounts.Draft(
            body.username(),
            body.displayName(),
            body.level(),
            body.accesses() == null ? List.of() : body.accesses(),
            system ? Role.parse(body.systemRole(), Role.Kind.SYSTEM) : null);
    if (Boolean.FALSE.equals(body.password())) {
      Account account = accounts.createWithoutPassword(call.subject().origin(), draft);
      return Reply.created(new Created(AccountView.of(account), Optional.empty()));
    }
    Accounts.Created created = accounts.create(call.subject().origin(), draft);
    return Reply.created(
        new Created(AccountView.of(created.account()), Optional.of(created.password())));
  }

  private Reply change(Call call) {
    policy.require(call.subject(), Action.ACCOUNT_CHANGE);
    String username = call.text("username");
    Change change = call.body(Change.class);
    if (change.active() == null && change.level() == null && change.accesses() == null) {
      throw Fault.unacceptable("missing-field", "active, level or accesses is needed");
    }
    if (username.equals(call.subject().username())) {
      // Nobody gives themselves more to see, and nobody locks themselves out.
      throw Fault.unacceptable("own-account", "you cannot change your own account");
    }
    if (change.level() != null || change.accesses() != null) {
      accounts.setClearance(call.subject().origin(), username, change.level(), change.accesses());
    }
    if (change.active() != null) {
      accounts.setActive(call.subject().origin(), username, change.active());
    }
    epoch.refresh();
    return Reply.ok(AccountView.of(accounts.named(call.subject().origin(), username)));
  }
}
