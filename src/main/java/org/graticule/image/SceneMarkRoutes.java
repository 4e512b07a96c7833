package org.graticule.image;

import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.account.RequestView;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/scenes/{scene}/mark}: raising it, or asking for a lower one. */
public final class SceneMarkRoutes implements Routes.Module {
  private final SceneMarks marks;
  private final Scenes scenes;

  public SceneMarkRoutes(SceneMarks marks, Scenes scenes) {
    this.marks = marks;
    this.scenes = scenes;
  }

  record Wish(@Nullable String mark, @Nullable String reason) {}

  record Marked(String mark) {}

  @Override
  public void addTo(Routes routes) {
    routes.put("/api/v1/scenes/{scene}/mark", Action.SCENE_REMARK, this::set);
  }

  private Reply set(Call call) {
    // Decided before the body is looked at: a hidden scene has nothing to say about it.
    scenes.require(call.subject(), Action.SCENE_REMARK, call.id("scene"));
    Wish wish = call.body(Wish.class);
    if (wish.mark() == null) {
      throw Fault.unacceptable("missing-field", "mark is needed, in banner form");
    }
    return marks
        .set(call.subject(), call.id("scene"), wish.mark(), wish.reason())
        .map(request -> Reply.accepted(RequestView.of(request)))
        .orElseGet(() -> Reply.ok(new Marked(wish.mark())));
  }
}
