package org.graticule.tile;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Routes;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.tile.render.Rendering;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Tiles and maps of all scenes of a project that the caller may see, the newest (or oldest) on top.
 * Every scene is decided on by itself; the log names each one that is shown.
 */
public final class MosaicRoutes implements Routes.Module {
  /** Of one tile: what one request may cost, and what one event can name. */
  private static final int MOST_SCENES = 200;

  private final RenderedRoutes rendered;
  private final SceneCatalogue catalogue;
  private final MapTiles tiles;
  private final Mosaics mosaics;
  private final Policy policy;
  private final Clock clock;

  public MosaicRoutes(
      RenderedRoutes rendered,
      SceneCatalogue catalogue,
      MapTiles tiles,
      Mosaics mosaics,
      Policy policy,
      Clock clock) {
    this.rendered = rendered;
    this.catalogue = catalogue;
    this.tiles = tiles;
    this.mosaics = mosaics;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void addTo(Routes routes) {
    routes.direct(
        "/api/v1/projects/{project}/map/{grid}/{z}/{x}/{y}", Action.TILE_READ, this::tile);
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
          MapTileRoutes.id(context, "project"),
          new TilePlace(
              context.pathParam("grid"),
              MapTileRoutes.whole(context, "z"),
              MapTileRoutes.whole(context, "x"),
              MapTileRoutes.whole(context, "y")),
          context.queryParams()::get);
    } catch (Fault e) {
      answers.fail(context, subject, Action.TILE_READ, e);
    }
  }

  /**
   * Answers with a tile, whatever protocol it was asked in.
   *
   * @param parameters {@code from}, {@code to}, {@code order} and those of the rendering, by name;
   *     null where one is not given
   * @throws Fault where the parameters cannot be read
   */
  public void serve(
      RoutingContext context,
      Subject subject,
      Answers answers,
      UUID project,
      TilePlace place,
      Function<String, @Nullable String> parameters) {
    serve(context, subject, answers, project, () -> new TileOfAll(place), parameters);
  }

  /**
   * Answers with a rectangle of ground as one picture.
   *
   * @param window worked out where the database may be asked
   */
  public void serveWindow(
      RoutingContext context,
      Subject subject,
      Answers answers,
      UUID project,
      Supplier<MapWindow> window,
      Function<String, @Nullable String> parameters) {
    serve(context, subject, answers, project, () -> new WindowOfAll(window.get()), parameters);
  }

  private void serve(
      RoutingContext context,
      Subject subject,
      Answers answers,
      UUID project,
      Supplier<Part> part,
      Function<String, @Nullable String> parameters) {
    MosaicReading reading =
        new MosaicReading(
            subject,
            project,
            part,
            time(parameters, "from", false),
            time(parameters, "to", true),
            newestFirst(parameters),
            MapTileRoutes.rendering(parameters));
    rendered.serve(context, subject, answers, reading);
  }

  /** Which part of the ground is shown. */
  private sealed interface Part {
    /** Degrees. */
    Envelope lonLat();

    RenderPool.Ticket<RenderedRoutes.Drawn> draw(List<Scene> scenes, Rendering rendering);

    EventDraft told(EventDraft event);
  }

  private final class TileOfAll implements Part {
    private final TilePlace place;

    TileOfAll(TilePlace place) {
      this.place = place;
    }

    @Override
    public Envelope lonLat() {
      return tiles
          .grid(place.grid(), place.z(), place.x(), place.y())
          .lonLat(place.z(), place.x(), place.y());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(List<Scene> scenes, Rendering rendering) {
      return mosaics.draw(scenes, place, rendering);
    }

    @Override
    public EventDraft told(EventDraft event) {
      return event
          .fact("grid", place.grid())
          .fact("z", place.z())
          .fact("x", place.x())
          .fact("y", place.y());
    }

    @Override
    public String toString() {
      return place.toString();
    }
  }

  private final class WindowOfAll implements Part {
    private final MapWindow window;

    WindowOfAll(MapWindow window) {
      this.window = window;
    }

    @Override
    public Envelope lonLat() {
      return tiles.grid(window).lonLat(window.bounds());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(List<Scene> scenes, Rendering rendering) {
      return mosaics.draw(scenes, window, rendering);
    }

    @Override
    public EventDraft told(EventDraft event) {
      Envelope b = window.bounds();
      return event
          .fact("grid", window.grid())
          .fact("bbox", "%s,%s,%s,%s".formatted(b.getMinX(), b.getMinY(), b.getMaxX(), b.getMaxY()))
          .fact("width", window.width())
          .fact("height", window.height());
    }

    @Override
    public String toString() {
      return window.toString();
    }
  }

  /** What is found of a mosaic: its part of the ground, and the scenes that may show there. */
  private record Found(Part part, List<Scene> scenes) {}

  private final class MosaicReading implements RenderedRoutes.Reading<Found> {
    private final Subject subject;
    private final UUID project;
    private final Supplier<Part> part;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final boolean newestFirst;
    private final Rendering rendering;

    MosaicReading(
        Subject subject,
        UUID project,
        Supplier<Part> part,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean newestFirst,
        Rendering rendering) {
      this.subject = subject;
      this.project = project;
      this.part = part;
      this.from = from;
      this.to = to;
      this.newestFirst = newestFirst;
      this.rendering = rendering;
    }

    /** Which scenes there are is only known to the database. */
    @Override
    public Optional<Found> known() {
      return Optional.empty();
    }

    @Override
    public Found find() {
      policy.require(subject, Action.TILE_READ, project);
      Part shown = part.get();
      var asked = new SceneCatalogue.Meeting(shown.lonLat(), from, to, newestFirst, MOST_SCENES);
      return new Found(
          shown,
          catalogue.meeting(subject, project, asked).stream().filter(this::visible).toList());
    }

    private boolean visible(Scene scene) {
      return policy.shows(subject, Action.TILE_READ, scene.project(), scene.id(), scene.markId());
    }

    @Override
    public void decide(Found found) {
      policy.require(subject, Action.TILE_READ, project);
      // As the catalogue knows them now: a scene may have got another mark in between.
      for (Scene scene : found.scenes()) {
        if (!catalogue
            .known(subject, scene.id())
            .map(this::visible)
            .orElseGet(() -> visible(scene))) {
          throw Fault.unavailable(
              "policy-changed", "What you may see changed meanwhile; ask again.");
        }
      }
    }

    @Override
    public String etag(Found found) {
      return "\"m%08x\"".formatted(Mosaics.key(found.scenes(), found.part(), rendering).hashCode());
    }

    @Override
    public RenderPool.Ticket<RenderedRoutes.Drawn> draw(Found found) {
      return found.part().draw(found.scenes(), rendering);
    }

    @Override
    public Event event(Found found, RenderedRoutes.@Nullable Drawn drawn) {
      // What the caller has already may be of any of them.
      List<Scene> shown = drawn == null ? found.scenes() : drawn.shown();
      EventDraft draft =
          found
              .part()
              .told(subject.event("mosaic.read").project(project))
              .fact("rendering", rendering.canonical())
              .fact(
                  "scenes",
                  shown.stream()
                      .map(s -> s.id() + " r" + s.revision() + " m" + s.markId())
                      .collect(Collectors.joining(", ")));
      List<Integer> marks = shown.stream().map(Scene::markId).distinct().toList();
      return draft.mark(marks.size() == 1 ? marks.getFirst() : null).at(clock);
    }

    @Override
    public boolean partly(Found found) {
      return found.scenes().stream().anyMatch(scene -> scene.part() != null);
    }

    @Override
    public Collection<Integer> marks(Found found) {
      return found.scenes().stream().map(Scene::markId).distinct().toList();
    }
  }

  private static boolean newestFirst(Function<String, @Nullable String> parameters) {
    String order = parameters.apply("order");
    if (order == null || order.equals("newest")) {
      return true;
    }
    if (order.equals("oldest")) {
      return false;
    }
    throw Fault.unacceptable("bad-order", "order; allowed: newest, oldest");
  }

  /**
   * @param end whether a day means its end
   */
  private static @Nullable Instant time(
      Function<String, @Nullable String> parameters, String name, boolean end) {
    String text = parameters.apply(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        LocalDate day = LocalDate.parse(text);
        return (end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      Instant time = Instant.parse(text);
      // What PostgreSQL holds with room to spare.
      if (Math.abs(time.getEpochSecond()) < 100_000_000_000L) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Answered below.
    }
    throw Fault.unacceptable(
        "bad-" + name, name + " must be like 2026-01-31 or 2026-01-31T09:00:00Z");
  }
}
