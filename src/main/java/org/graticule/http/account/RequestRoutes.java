package org.graticule.http.account;

import java.util.List;
import org.graticule.access.Action;
import org.graticule.access.Requests;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** What takes two people: the list of a project, and the second person's decision. */
public final class RequestRoutes implements Routes.Module {
  private final Requests requests;
  private final Requests.Effect effect;

  /**
   * @param effect makes an approved request true, whatever its kind
   */
  public RequestRoutes(Requests requests, Requests.Effect effect) {
    this.requests = requests;
    this.effect = effect;
  }

  record RequestList(List<RequestView> requests) {}

  record Decision(@Nullable Boolean approve) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/projects/{project}/requests", Action.REQUEST_READ, this::list)
        .post("/api/v1/requests/{request}/decision", Action.REQUEST_DECIDE, this::decide);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new RequestList(
            requests.list(call.subject(), call.id("project")).stream()
                .map(RequestView::of)
                .toList()));
  }

  private Reply decide(Call call) {
    Boolean approve = call.body(Decision.class).approve();
    if (approve == null) {
      throw Fault.unacceptable("missing-field", "approve is needed, true or false");
    }
    return Reply.ok(
        RequestView.of(requests.decide(call.subject(), call.id("request"), approve, effect)));
  }
}
