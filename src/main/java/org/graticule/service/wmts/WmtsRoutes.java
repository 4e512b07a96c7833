package org.graticule.service.wmts;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Gate;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.image.SceneFilter;
import org.graticule.image.Scenes;
import org.graticule.service.Grids;
import org.graticule.service.Renderings;
import org.graticule.tile.MapTileRoutes;
import org.graticule.tile.MosaicRoutes;
import org.graticule.tile.TilePlace;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;

/**
 * WMTS 1.0.0 of a project, by query and by path. Layers are the scenes that the caller may see, and
 * one of all on top of one another. Tiles take the same way as everybody's: decided, drawn, on the
 * log. Whatever goes wrong is an ExceptionReport.
 */
public final class WmtsRoutes implements Routes.Module {
  private static final String WMTS = "/api/v1/projects/{project}/wmts";
  private static final String TILE = WMTS + "/1.0.0/{layer}/{style}/{grid}/{matrix}/{row}/{column}";
  private static final int MOST_LAYERS = 2_000;
  private static final int PAGE = 500;

  private final Projects projects;
  private final Scenes scenes;
  private final MapTileRoutes tiles;
  private final MosaicRoutes mosaics;
  private final FeatureInfo info;
  private final Grids grids;
  private final Site site;
  private final Gate gate;

  public WmtsRoutes(
      Projects projects,
      Scenes scenes,
      MapTileRoutes tiles,
      MosaicRoutes mosaics,
      FeatureInfo info,
      Grids grids,
      Site site,
      Gate gate) {
    this.projects = projects;
    this.scenes = scenes;
    this.tiles = tiles;
    this.mosaics = mosaics;
    this.info = info;
    this.grids = grids;
    this.site = site;
    this.gate = gate;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .direct(WMTS, Action.TILE_READ, (c, s, a) -> new Exchange(c, s, a).byQuery())
        .direct(
            WMTS + "/1.0.0/WMTSCapabilities.xml",
            Action.SCENE_READ,
            (c, s, a) -> new Exchange(c, s, a).capabilities())
        .direct(TILE, Action.TILE_READ, (c, s, a) -> new Exchange(c, s, a).tileByPath())
        .direct(
            TILE + "/{j}/{i}", Action.TILE_READ, (c, s, a) -> new Exchange(c, s, a).infoByPath());
  }

  /** A tile that is asked for, by whatever way. */
  private record Asked(
      String layer, String style, String format, String grid, int matrix, int row, int column) {

    /** What rendering understands. */
    @Nullable String parameter(String name) {
      return switch (name) {
        case "format" -> format;
        case "style" -> style.equals(Renderings.DEFAULT) ? null : style;
        default -> null;
      };
    }
  }

  /** Layers of one document; {@code next} is empty in the last. */
  private record Layers(List<Scenes.Seen> scenes, Optional<String> next) {}

  /** One request. */
  private final class Exchange {
    private final RoutingContext context;
    private final Subject subject;
    private final Answers answers;

    Exchange(RoutingContext context, @Nullable Subject subject, Answers answers) {
      if (subject == null) {
        throw new IllegalStateException("WMTS needs a subject");
      }
      this.context = context;
      this.subject = subject;
      this.answers = answers.as(ExceptionReport::of);
    }

    void byQuery() {
      guarded(() -> {
        WmtsRequest request = new WmtsRequest(new ArrayList<>(context.queryParams().entries()));
        request.oneOf("SERVICE", List.of("WMTS"));
        switch (request.oneOf("REQUEST", List.of("GetCapabilities", "GetTile", "GetFeatureInfo"))) {
          case "GetTile" -> {
            requireVersion(request);
            tile(asked(request));
          }
          case "GetFeatureInfo" -> {
            requireVersion(request);
            request.oneOf("INFOFORMAT", List.of(WmtsRequest.INFO_FORMAT));
            info(asked(request), request.whole("I"), request.whole("J"));
          }
          default -> capabilities();
        }
      });
    }

    private void requireVersion(WmtsRequest request) {
      request.oneOf("VERSION", List.of("1.0.0"));
    }

    private Asked asked(WmtsRequest request) {
      return new Asked(
          request.need("LAYER"),
          request.style(),
          WmtsRequest.FORMATS.get(
              request.oneOf("FORMAT", List.copyOf(WmtsRequest.FORMATS.keySet()))),
          request.oneOf("TILEMATRIXSET", grids.names()),
          request.whole("TILEMATRIX"),
          request.whole("TILEROW"),
          request.whole("TILECOL"));
    }

    void tileByPath() {
      guarded(() -> tile(askedByPath()));
    }

    void infoByPath() {
      guarded(() -> info(askedByPath(), part("i"), part("j")));
    }

    private Asked askedByPath() {
      String format = context.queryParams().get("format");
      if (format == null) {
        format = "png";
      }
      if (!WmtsRequest.FORMATS.containsValue(format)) {
        throw ExceptionReport.invalid("FORMAT", format, "png or jpeg");
      }
      String grid = context.pathParam("grid");
      if (grids.find(grid).isEmpty()) {
        throw ExceptionReport.invalid(
            "TILEMATRIXSET", grid, "one of " + String.join(", ", grids.names()));
      }
      return new Asked(
          context.pathParam("layer"),
          WmtsRequest.style(context.pathParam("style")),
          format,
          grid,
          part("matrix"),
          part("row"),
          part("column"));
    }

    private int part(String name) {
      return WmtsRequest.whole(name, context.pathParam(name));
    }

    private void tile(Asked asked) {
      Grids.Grid grid = grids.find(asked.grid()).orElseThrow();
      if (!grid.set().contains(asked.matrix(), asked.column(), asked.row())) {
        throw new Fault(
            Fault.Kind.MALFORMED,
            "TileOutOfRange",
            "there is no tile %d, row %d, column %d in %s"
                .formatted(asked.matrix(), asked.row(), asked.column(), asked.grid()),
            Map.of("locator", "TILEROW"));
      }
      if (asked.layer().equals(Capabilities.MOSAIC)) {
        mosaics.serve(
            context,
            subject,
            answers,
            project(),
            new TilePlace(asked.grid(), asked.matrix(), asked.column(), asked.row()),
            asked::parameter);
      } else {
        UUID scene = layer(asked.layer());
        tiles.serve(
            context,
            subject,
            answers,
            scene,
            Optional.of(project()),
            new TilePlace(asked.grid(), asked.matrix(), asked.column(), asked.row()),
            asked::parameter);
      }
    }

    private void info(Asked asked, int i, int j) {
      UUID scene = layer(asked.layer());
      Grids.Grid grid = grids.find(asked.grid()).orElseThrow();
      UUID project = project();
      aside(
          Action.TILE_READ,
          () ->
              info.at(
                  subject,
                  project,
                  scene,
                  grid,
                  new TilePlace(asked.grid(), asked.matrix(), asked.column(), asked.row()),
                  i,
                  j));
    }

    void capabilities() {
      guarded(() -> {
        UUID project = project();
        String base = site.root(context) + "/api/v1/projects/" + project + "/wmts";
        aside(
            Action.SCENE_READ,
            () -> {
              String title = projects.get(subject, project).project().name();
              Layers layers = layers(project);
              byte[] xml = new Capabilities(grids, base).write(title, layers.scenes());
              Reply reply = Reply.bytes("application/xml", xml);
              return layers.next().isEmpty()
                  ? reply
                  : reply.with("Link", "<" + next(base, layers.next().get()) + ">; rel=\"next\"");
            });
      });
    }

    private static String next(String base, String cursor) {
      return base + "?SERVICE=WMTS&REQUEST=GetCapabilities&cursor=" + cursor;
    }

    /**
     * The newest of a project, or those after a cursor: no program reads a document of more layers
     * than these.
     */
    private Layers layers(UUID project) {
      List<Scenes.Seen> all = new ArrayList<>();
      Optional<String> next = Optional.ofNullable(context.queryParams().get("cursor"));
      do {
        Scenes.Page page = scenes.list(subject, project, SceneFilter.ALL, next, PAGE);
        all.addAll(page.scenes());
        next = page.next();
      } while (next.isPresent() && all.size() < MOST_LAYERS);
      return new Layers(all, next);
    }

    private UUID project() {
      return uuid(context.pathParam("project"));
    }

    private UUID layer(String text) {
      return uuid(text);
    }

    private UUID uuid(String text) {
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException e) {
        throw Fault.notFound();
      }
    }

    private void guarded(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        answers.fail(context, subject, Action.TILE_READ, e);
      }
    }

    /** Blocking work off the event loop. */
    private void aside(Action action, Supplier<Reply> work) {
      Context loop = context.vertx().getOrCreateContext();
      gate.run(() -> {
        try {
          Reply reply = work.get();
          loop.runOnContext(v -> answers.send(context, reply));
        } catch (RuntimeException | Error e) {
          loop.runOnContext(v -> answers.fail(context, subject, action, e));
        }
      });
    }
  }
}
