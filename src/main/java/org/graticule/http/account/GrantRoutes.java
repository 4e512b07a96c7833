package org.graticule.http.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.access.Grant;
import org.graticule.access.Grants;
import org.graticule.access.Role;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects/{project}/grants}: who holds which role. */
public final class GrantRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/projects/{project}/grants";

  private final Grants grants;

  public GrantRoutes(Grants grants) {
    this.grants = grants;
  }

  record GrantView(
      String username,
      String displayName,
      String role,
      String grantedBy,
      Instant at,
      Optional<JsonNode> area) {
    static GrantView of(Grant grant) {
      return new GrantView(
          grant.username(),
          grant.displayName(),
          grant.role().label(),
          grant.grantedBy(),
          grant.at(),
          Optional.ofNullable(grant.area()).map(GrantView::json));
    }

    private static JsonNode json(String area) {
      try {
        return Json.MAPPER.readTree(area);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an area that is no JSON", e);
      }
    }
  }

  record GrantList(List<GrantView> grants) {}

  record NewGrant(@Nullable String username, @Nullable String role, @Nullable JsonNode area) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(PATH, Action.GRANT_READ, this::list)
        .post(PATH, Action.GRANT_CHANGE, this::add)
        .delete(PATH + "/{username}/{role}", Action.GRANT_CHANGE, this::remove);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new GrantList(
            grants.list(call.subject(), call.id("project")).stream().map(GrantView::of).toList()));
  }

  private Reply add(Call call) {
    NewGrant body = call.body(NewGrant.class);
    if (body.username() == null || body.role() == null) {
      throw Fault.unacceptable("missing-field", "username and role are needed");
    }
    Role role = Role.parse(body.role(), Role.Kind.PROJECT);
    return Reply.created(
        GrantView.of(
            grants.add(
                call.subject(), call.id("project"), body.username(), role, area(body.area()))));
  }

  /** An area that is left out changes none; null takes it away. */
  private static Grants.@Nullable Area area(@Nullable JsonNode area) {
    return area == null ? null : new Grants.Area(area.isNull() ? null : area.toString());
  }

  private Reply remove(Call call) {
    Role role = Role.parse(call.text("role"), Role.Kind.PROJECT);
    grants.remove(call.subject(), call.id("project"), call.text("username"), role);
    return Reply.noContent();
  }
}
