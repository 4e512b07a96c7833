package org.graticule.tile;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    TileReading reading;
    try {
      reading =
          new TileReading(
              subject,
              id(context, "scene"),
              context.pathParam("grid"),
              whole(context, "z"),
              whole(context, "x"),
              whole(context, "y"),
              Optional.ofNullable(context.queryParams().get("v")),
              rendering(context));
    } catch (Fault e) {
      answers.fail(context, subject, Action.TILE_READ, e);
      return;
    }
    rendered.serve(context, subject, answers, reading);
  }

  private final class TileReading implements RenderedRoutes.Reading<Scene> {
    private final Subject subject;
    private final UUID id;
    private final String grid;
    private final int z;
    private final int x;
    private final int y;
    private final Optional<String> version;
    private final Rendering rendering;

    TileReading(
        Subject subject,
        UUID id,
        String grid,
        int z,
        int x,
        int y,
        Optional<String> version,
        Rendering rendering) {
      this.subject = subject;
      this.id = id;
      this.grid = grid;
      this.z = z;
      this.x = x;
      this.y = y;
      this.version = version;
      this.rendering = rendering;
    }

    @Override
    public Optional<Scene> known() {
      return catalogue.known(id);
    }

    @Override
    public Scene find() {
      return catalogue.find(id).orElseThrow(Fault::notFound);
    }

    @Override
    public void decide(Scene scene) {
      policy.require(subject, Action.TILE_READ, scene.project(), scene.markId());
      if (version.isPresent() && !version.get().equals(Integer.toString(scene.revision()))) {
        throw Fault.notFound();
      }
    }

    @Override
    public String etag(Scene scene) {
      // A style's file may change what the same address means.
      return "\"r%d-%08x\"".formatted(scene.revision(), rendering.canonical().hashCode());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(Scene scene) {
      return tiles
          .draw(scene, grid, z, x, y, rendering)
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
          .fact("grid", grid)
          .fact("z", z)
          .fact("x", x)
          .fact("y", y)
          .fact("rendering", rendering.canonical())
          .at(clock);
    }

    @Override
    public List<Integer> marks(Scene scene) {
      return List.of(scene.markId());
    }
  }

  /** From the query; refuses before anything is looked at. */
  static Rendering rendering(RoutingContext context) {
    Rendering rendering = RenderingReader.read(name -> context.queryParams().get(name));
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
