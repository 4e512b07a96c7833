package org.graticule.tile;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.tile.render.Rendering;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** Pictures of any rectangle of ground, for protocols that ask for such; they bring the routes. */
public final class MapWindowRoutes {
  private final RenderedRoutes rendered;
  private final SceneCatalogue catalogue;
  private final MapTiles tiles;
  private final Policy policy;
  private final Clock clock;

  public MapWindowRoutes(
      RenderedRoutes rendered,
      SceneCatalogue catalogue,
      MapTiles tiles,
      Policy policy,
      Clock clock) {
    this.rendered = rendered;
    this.catalogue = catalogue;
    this.tiles = tiles;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Answers with the picture.
   *
   * @param project the one the scene must be in
   * @param window of the scene, once it is decided that the caller may see it
   * @param parameters of the rendering, by name; null where one is not given
   * @throws Fault where the parameters cannot be read
   */
  public void serve(
      RoutingContext context,
      Subject subject,
      Answers answers,
      UUID scene,
      UUID project,
      Function<Scene, MapWindow> window,
      Function<String, @Nullable String> parameters) {
    rendered.serve(
        context,
        subject,
        answers,
        new WindowReading(subject, scene, project, window, MapTileRoutes.rendering(parameters)));
  }

  private final class WindowReading extends SceneReading {
    private final Function<Scene, MapWindow> window;
    private final Rendering rendering;

    WindowReading(
        Subject subject,
        UUID id,
        UUID project,
        Function<Scene, MapWindow> window,
        Rendering rendering) {
      super(subject, id, Optional.of(project), catalogue, policy);
      this.window = window;
      this.rendering = rendering;
    }

    @Override
    public String etag(Scene scene) {
      return "\"r%d-%08x\""
          .formatted(
              scene.revision(),
              (rendering.canonical() + scene.seen() + window.apply(scene)).hashCode());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(Scene scene) {
      return tiles
          .draw(scene, window.apply(scene), rendering)
          .map(picture -> new RenderedRoutes.Drawn(picture, List.of(scene)));
    }

    @Override
    public Event event(Scene scene, RenderedRoutes.@Nullable Drawn drawn) {
      MapWindow shown = window.apply(scene);
      Envelope b = shown.bounds();
      return subject
          .event("map.read")
          .project(scene.project())
          .scene(scene.id())
          .mark(scene.markId())
          .fact("revision", scene.revision())
          .fact("grid", shown.grid())
          .fact("bbox", "%s,%s,%s,%s".formatted(b.getMinX(), b.getMinY(), b.getMaxX(), b.getMaxY()))
          .fact("width", shown.width())
          .fact("height", shown.height())
          .fact("rendering", rendering.canonical())
          .at(clock);
    }
  }
}
