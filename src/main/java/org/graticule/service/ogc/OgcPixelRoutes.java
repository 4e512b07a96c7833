package org.graticule.service.ogc;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Routes;
import org.graticule.http.Times;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.graticule.image.Scenes;
import org.graticule.service.Grids;
import org.graticule.service.SceneGround;
import org.graticule.service.TileLinks;
import org.graticule.tile.MapTileRoutes;
import org.graticule.tile.MapWindowRoutes;
import org.graticule.tile.MosaicRoutes;
import org.graticule.tile.TilePlace;
import org.jspecify.annotations.Nullable;

/**
 * Tiles and maps of OGC API. They take the same way as everybody's: decided, drawn, on the log; the
 * rendering parameters of the other addresses are good here, too.
 */
public final class OgcPixelRoutes implements Routes.Module {
  /** Characters of a day without a time. */
  private static final int DAY = 10;

  private static final String TILE = "/map/tiles/{grid}/{matrix}/{row}/{column}";

  /** What a picture can be asked for. */
  private static final List<String> WINDOW =
      Stream.concat(
              Stream.of("bbox", "bbox-crs", "crs", "width", "height", "bgcolor", "f"),
              TileLinks.DRAWING.stream())
          .toList();

  private final MapTileRoutes tiles;
  private final MosaicRoutes mosaics;
  private final MapWindowRoutes windows;
  private final Grids grids;
  private final Scenes scenes;

  public OgcPixelRoutes(
      MapTileRoutes tiles,
      MosaicRoutes mosaics,
      MapWindowRoutes windows,
      Grids grids,
      Scenes scenes) {
    this.tiles = tiles;
    this.mosaics = mosaics;
    this.windows = windows;
    this.grids = grids;
    this.scenes = scenes;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .direct(OgcRoutes.OGC + TILE, Action.TILE_READ, this::mosaic)
        .direct(OgcRoutes.COLLECTION + TILE, Action.TILE_READ, this::tile)
        .asking(WINDOW.toArray(String[]::new))
        .direct(OgcRoutes.COLLECTION + "/map", Action.TILE_READ, this::map)
        .asking(
            Stream.concat(WINDOW.stream(), Stream.of("from", "to", "datetime", "order"))
                .toArray(String[]::new))
        .direct(OgcRoutes.OGC + "/map", Action.TILE_READ, this::mosaicMap);
  }

  private void tile(RoutingContext context, @Nullable Subject subject, Answers answers) {
    guarded(
        context,
        subject,
        answers,
        by ->
            tiles.serve(
                context,
                by,
                answers,
                id(context, "scene"),
                Optional.of(id(context, "project")),
                place(context),
                rendering(context)));
  }

  private void mosaic(RoutingContext context, @Nullable Subject subject, Answers answers) {
    guarded(
        context,
        subject,
        answers,
        by ->
            mosaics.serve(
                context, by, answers, id(context, "project"), place(context), rendering(context)));
  }

  private void mosaicMap(RoutingContext context, @Nullable Subject subject, Answers answers) {
    guarded(
        context,
        subject,
        answers,
        by -> {
          MapRequest request = new MapRequest(grids, asked(context));
          UUID project = id(context, "project");
          mosaics.serveWindow(
              context,
              by,
              answers,
              project,
              () -> request.window(extent(by, project)),
              rendering(context));
        });
  }

  private LonLatBox extent(Subject by, UUID project) {
    LonLatBox box = scenes.extent(by, project).box();
    if (box == null) {
      throw Fault.unacceptable(
          "not-on-a-map", "no scene of this project has a known place on Earth");
    }
    return box;
  }

  private static Map<String, String> asked(RoutingContext context) {
    Map<String, String> asked = new TreeMap<>();
    context.queryParams().forEach(p -> asked.putIfAbsent(p.getKey(), p.getValue()));
    return asked;
  }

  private void map(RoutingContext context, @Nullable Subject subject, Answers answers) {
    guarded(
        context,
        subject,
        answers,
        by -> {
          Map<String, String> asked = asked(context);
          UUID scene = id(context, "scene");
          windows.serve(
              context,
              by,
              answers,
              scene,
              id(context, "project"),
              found -> new MapRequest(grids, asked).window(bounds(found)),
              rendering(context));
        });
  }

  private static LonLatBox bounds(Scene scene) {
    return SceneGround.of(scene)
        .bounds()
        .orElseThrow(() ->
            Fault.unacceptable(
                "not-on-a-map", "scene " + scene.id() + " has no known place on Earth"));
  }

  /** OGC's names of things that rendering knows by others. */
  private static Function<String, @Nullable String> rendering(RoutingContext context) {
    return name ->
        switch (name) {
          case "format" -> format(context.queryParams().get("f"));
          case "background" ->
              Optional.ofNullable(context.queryParams().get("bgcolor"))
                  .map(colour -> colour.replaceFirst("^0x", ""))
                  .orElse(null);
          case "from" -> end(context, name, 0);
          case "to" -> end(context, name, 1);
          default -> context.queryParams().get(name);
        };
  }

  /**
   * One end of the time that is asked for, by its own name or as OGC has it: a time, or two with a
   * slash between, either of which may be {@code ..} or nothing.
   */
  private static @Nullable String end(RoutingContext context, String name, int which) {
    String own = context.queryParams().get(name);
    String both = context.queryParams().get("datetime");
    if (own != null || both == null) {
      return own;
    }
    String[] ends = both.split("/", -1);
    if (ends.length > 2) {
      throw Fault.malformed("bad-datetime", "datetime must be a time, or two with a slash between");
    }
    String end = ends[Math.min(which, ends.length - 1)];
    if (end.isEmpty() || end.equals("..")) {
      return null;
    }
    return which == 1 && end.length() > DAY ? justAfter(end) : end;
  }

  /** Ends of OGC's intervals belong to them, those of ours do not. */
  private static String justAfter(String time) {
    return Times.instant("datetime", time).plusMillis(1).toString();
  }

  private static String format(@Nullable String f) {
    return switch (f) {
      case null -> "png";
      case "png", "image/png" -> "png";
      case "jpeg", "jpg", "image/jpeg" -> "jpeg";
      case "webp", "image/webp" -> "webp";
      default -> throw Fault.malformed("bad-format", "f must be png, jpeg or webp");
    };
  }

  private static TilePlace place(RoutingContext context) {
    return new TilePlace(
        context.pathParam("grid"),
        whole(context, "matrix"),
        whole(context, "column"),
        whole(context, "row"));
  }

  private static int whole(RoutingContext context, String name) {
    String text = context.pathParam(name);
    if (text.matches("[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    throw Fault.malformed("bad-number", name + " must be 0 to 999999999");
  }

  private static UUID id(RoutingContext context, String name) {
    try {
      return UUID.fromString(context.pathParam(name));
    } catch (IllegalArgumentException e) {
      throw Fault.notFound();
    }
  }

  private static void guarded(
      RoutingContext context, @Nullable Subject subject, Answers answers, Consumer<Subject> step) {
    if (subject == null) {
      throw new IllegalStateException("TILE_READ needs a subject");
    }
    try {
      step.accept(subject);
    } catch (Fault e) {
      answers.fail(context, subject, Action.TILE_READ, e);
    }
  }
}
