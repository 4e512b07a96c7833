package org.graticule.tile;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Routes;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.tile.render.Rendering;
import org.graticule.tile.render.RenderingReader;
import org.jspecify.annotations.Nullable;

/** Tiles of one scene in any grid, drawn as asked. */
public final class MapTileRoutes implements Routes.Module {
  private final RenderedRoutes rendered;
  private final SceneCatalogue catalogue;
  private final MapTiles tiles;
  private final Policy policy;
  private final Clock clock;

  public MapTileRoutes(
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

  @Override
  public void addTo(Routes routes) {
    routes.direct("/api/v1/scenes/{scene}/map/{grid}/{z}/{x}/{y}", Action.TILE_READ, this::tile);
  }

  private void tile(RoutingContext context, @Nullable Subject subject, Answers answers) {
    if (subject == null) {
      throw new IllegalStateException("TILE_READ needs a subject");
    }
    try {
      serve(
          context,
          subject,
          answers,
          id(context, "scene"),
          Optional.empty(),
          new TilePlace(
              context.pathParam("grid"),
              whole(context, "z"),
              whole(context, "x"),
              whole(context, "y")),
          context.queryParams()::get);
    } catch (Fault e) {
      answers.fail(context, subject, Action.TILE_READ, e);
    }
  }

  /**
   * Answers with a tile, whatever protocol it was asked in. The parameter {@code v} of the query
   * counts in each.
   *
   * @param project the only one the scene may be in; empty for any
   * @param parameters of the rendering, by name; null where one is not given
   * @throws Fault where the parameters cannot be read
   */
  public void serve(
      RoutingContext context,
      Subject subject,
      Answers answers,
      UUID scene,
      Optional<UUID> project,
      TilePlace place,
      Function<String, @Nullable String> parameters) {
    Optional<String> version = Optional.ofNullable(context.queryParams().get("v"));
    TileReading reading =
        new TileReading(subject, scene, project, place, version, rendering(parameters));
    rendered.serve(context, subject, answers, reading);
  }

  private final class TileReading extends SceneReading {
    private final TilePlace place;
    private final Optional<String> version;
    private final Rendering rendering;

    TileReading(
        Subject subject,
        UUID id,
        Optional<UUID> project,
        TilePlace place,
        Optional<String> version,
        Rendering rendering) {
      super(subject, id, project, catalogue, policy);
      this.place = place;
      this.version = version;
      this.rendering = rendering;
    }

    @Override
    public void decide(Scene scene) {
      super.decide(scene);
      if (version.isPresent() && !version.get().equals(Integer.toString(scene.revision()))) {
        throw Fault.notFound();
      }
    }

    @Override
    public String etag(Scene scene) {
      // A style's file may change what the same address means.
      return "\"r%d-%08x\""
          .formatted(scene.revision(), (rendering.canonical() + scene.seen()).hashCode());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(Scene scene) {
      return tiles
          .draw(scene, place.grid(), place.z(), place.x(), place.y(), rendering)
          .map(picture -> new RenderedRoutes.Drawn(picture, List.of(scene)));
    }

    @Override
    public Event event(Scene scene, RenderedRoutes.@Nullable Drawn drawn) {
      return subject
          .event("tile.read")
          .project(scene.project())
          .scene(scene.id())
          .mark(scene.markId())
          .fact("revision", scene.revision())
          .fact("grid", place.grid())
          .fact("z", place.z())
          .fact("x", place.x())
          .fact("y", place.y())
          .fact("rendering", rendering.canonical())
          .at(clock);
    }
  }

  /** From the query; refuses before anything is looked at. */
  static Rendering rendering(Function<String, @Nullable String> parameters) {
    Rendering rendering = RenderingReader.read(parameters);
    Picture.require(rendering.format());
    return rendering;
  }

  static UUID id(RoutingContext context, String name) {
    try {
      return UUID.fromString(context.pathParam(name));
    } catch (IllegalArgumentException e) {
      throw Fault.notFound();
    }
  }

  static int whole(RoutingContext context, String name) {
    try {
      int value = Integer.parseInt(context.pathParam(name));
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-number", name + " must be 0 to 2147483647");
  }
}
