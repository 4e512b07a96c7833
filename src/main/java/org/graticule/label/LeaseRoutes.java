package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/scenes/{scene}/lease}. */
public final class LeaseRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/scenes/{scene}/lease";

  private final Leases leases;

  public LeaseRoutes(Leases leases) {
    this.leases = leases;
  }

  record Taking(@Nullable UUID tab, @Nullable Boolean force) {}

  record Renewing(@Nullable Long token) {}

  /** What its holder hears. */
  record LeaseView(long token, UUID tab, String taken, String expires, long seconds) {
    static LeaseView of(Lease lease) {
      return new LeaseView(
          lease.token(),
          lease.tab(),
          lease.taken().toString(),
          lease.expires().toString(),
          Leases.TERM.toSeconds());
    }
  }

  /** What others see of it. */
  record Seat(String user, boolean mine, String taken, String expires) {}

  record Seats(List<Seat> editors) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.LABEL_READ, this::seats)
        .post(PATH, Action.LABEL_WRITE, this::take)
        .put(PATH, Action.LABEL_WRITE, this::renew)
        .delete(PATH, Action.LABEL_WRITE, this::release);
  }

  private Reply seats(Call call) {
    UUID me = call.subject().account();
    return Reply.ok(
        new Seats(
            leases.at(call.subject(), call.id("scene")).stream()
                .map(lease ->
                    new Seat(
                        lease.username(),
                        lease.account().equals(me),
                        lease.taken().toString(),
                        lease.expires().toString()))
                .toList()));
  }

  private Reply take(Call call) {
    Taking body = call.body(Taking.class);
    if (body.tab() == null) {
      throw Fault.unacceptable("missing-field", "tab is needed: a UUID that the tab keeps");
    }
    boolean force = body.force() != null && body.force();
    return Reply.ok(LeaseView.of(leases.take(call.subject(), call.id("scene"), body.tab(), force)));
  }

  private Reply renew(Call call) {
    Renewing body = call.body(Renewing.class);
    if (body.token() == null) {
      throw Fault.unacceptable("missing-field", "token is needed");
    }
    return Reply.ok(LeaseView.of(leases.renew(call.subject(), call.id("scene"), body.token())));
  }

  private Reply release(Call call) {
    leases.release(call.subject(), call.id("scene"), token(call));
    return Reply.noContent();
  }

  private static long token(Call call) {
    try {
      return Long.parseLong(call.query("token").orElse(""));
    } catch (NumberFormatException e) {
      throw Fault.malformed("bad-number", "token must be that of the lease");
    }
  }
}
