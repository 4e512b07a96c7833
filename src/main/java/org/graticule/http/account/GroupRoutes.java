package org.graticule.http.account;

import java.util.List;
import org.graticule.access.Action;
import org.graticule.access.Group;
import org.graticule.access.Groups;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/groups}: accounts that hold roles together. */
public final class GroupRoutes implements Routes.Module {
  private static final String ALL = "/api/v1/groups";
  private static final String MEMBER = ALL + "/{group}/members/{username}";

  private final Groups groups;

  public GroupRoutes(Groups groups) {
    this.groups = groups;
  }

  record GroupList(List<Group> groups) {}

  record NewGroup(@Nullable String name) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(ALL, Action.ACCOUNT_READ, call -> Reply.ok(new GroupList(groups.list(call.subject()))))
        .post(ALL, Action.ACCOUNT_CHANGE, this::create)
        .delete(ALL + "/{group}", Action.ACCOUNT_CHANGE, this::delete)
        .put(MEMBER, Action.ACCOUNT_CHANGE, this::add)
        .delete(MEMBER, Action.ACCOUNT_CHANGE, this::remove);
  }

  private Reply create(Call call) {
    String name = call.body(NewGroup.class).name();
    if (name == null) {
      throw Fault.unacceptable("missing-field", "name is needed");
    }
    return Reply.created(groups.create(call.subject(), name));
  }

  private Reply delete(Call call) {
    groups.delete(call.subject(), call.text("group"));
    return Reply.noContent();
  }

  private Reply add(Call call) {
    groups.add(call.subject(), call.text("group"), call.text("username"));
    return Reply.noContent();
  }

  private Reply remove(Call call) {
    groups.remove(call.subject(), call.text("group"), call.text("username"));
    return Reply.noContent();
  }
}
