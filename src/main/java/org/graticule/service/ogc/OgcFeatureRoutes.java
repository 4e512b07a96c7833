package org.graticule.service.ogc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.http.Times;
import org.graticule.image.Scene;
import org.graticule.image.Scenes;
import org.graticule.label.LabelFeatures;
import org.graticule.label.LabelFeatures.Item;
import org.graticule.label.LabelFeatures.Items;
import org.locationtech.jts.geom.Envelope;

/**
 * OGC API - Features, Part 1 (17-069r4) and Part 2 (18-058r1), read-only: the labels of a scene are
 * the items of its collection.
 */
public final class OgcFeatureRoutes implements Routes.Module {
  private static final String ITEMS = OgcRoutes.COLLECTION + "/items";
  private static final String GEOJSON = "application/geo+json";

  private final Scenes scenes;
  private final LabelFeatures features;
  private final Site site;
  private final Clock clock;

  public OgcFeatureRoutes(Scenes scenes, LabelFeatures features, Site site, Clock clock) {
    this.scenes = scenes;
    this.features = features;
    this.site = site;
    this.clock = clock;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .asking("bbox", "bbox-crs", "crs", "datetime", "limit", "cursor", "f")
        .get(ITEMS, Action.LABEL_READ, this::items)
        .asking("crs", "f")
        .get(ITEMS + "/{item}", Action.LABEL_READ, this::item);
  }

  private Scene scene(Call call) {
    Scene scene = scenes.get(call.subject(), call.id("scene")).scene();
    if (!scene.project().equals(call.id("project"))) {
      throw Fault.notFound();
    }
    OgcRoutes.requireJson(call);
    return scene;
  }

  private String collection(Call call) {
    return site.root(call)
        + "/api/v1/projects/"
        + call.id("project")
        + "/ogc/collections/"
        + call.id("scene");
  }

  private Reply items(Call call) {
    Scene scene = scene(call);
    FeatureCrs crs = FeatureCrs.of(scene, call.query("crs"));
    FeatureCrs boxCrs = FeatureCrs.of(scene, call.query("bbox-crs"));
    Envelope box = call.query("bbox").map(text -> boxCrs.lonLat(box(text))).orElse(null);
    int limit = limit(call);
    Items found =
        features.items(
            call.subject(),
            scene.id(),
            box,
            call.query("datetime").map(OgcFeatureRoutes::since).orElse(null),
            call.queryId("cursor").orElse(null),
            limit);
    ObjectNode page = Json.object().put("type", "FeatureCollection");
    ArrayNode all = page.putArray("features");
    found.items().forEach(item -> all.add(feature(item, crs)));
    ArrayNode links = page.putArray("links");
    String self = collection(call) + "/items";
    links.add(TileSets.link("self", self + query(call, Optional.empty()), GEOJSON));
    found
        .next()
        .ifPresent(next ->
            links.add(TileSets.link("next", self + query(call, Optional.of(next)), GEOJSON)));
    links.add(TileSets.link("collection", collection(call), TileSets.JSON));
    page.put("timeStamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    page.put("numberReturned", found.items().size());
    return geoJson(page, crs);
  }

  private Reply item(Call call) {
    Scene scene = scene(call);
    FeatureCrs crs = FeatureCrs.of(scene, call.query("crs"));
    Item item = features.item(call.subject(), scene.id(), call.id("item"));
    ObjectNode feature = feature(item, crs);
    ArrayNode links = feature.putArray("links");
    links.add(TileSets.link("self", collection(call) + "/items/" + item.id(), GEOJSON));
    links.add(TileSets.link("collection", collection(call), TileSets.JSON));
    return geoJson(feature, crs);
  }

  private static Reply geoJson(ObjectNode body, FeatureCrs crs) {
    return Reply.bytes(GEOJSON, Json.write(body)).with("Content-Crs", "<" + crs.uri() + ">");
  }

  private static ObjectNode feature(Item item, FeatureCrs crs) {
    ObjectNode feature = Json.object().put("type", "Feature").put("id", item.id().toString());
    if (item.lonLat() == null) {
      feature.putNull("geometry");
    } else {
      feature.set("geometry", crs.write(item.lonLat()));
    }
    feature.set("properties", Json.MAPPER.valueToTree(item.properties()));
    return feature;
  }

  /** More than is ever given at once is asked for by many clients, and simply capped. */
  private static int limit(Call call) {
    int asked = call.query("limit", FeatureApi.USUAL, 1, Integer.MAX_VALUE);
    return Math.min(asked, FeatureApi.MOST);
  }

  private static String query(Call call, Optional<UUID> next) {
    StringBuilder query = new StringBuilder();
    call.queries()
        .forEach((name, value) -> {
          if (!name.equals("cursor") || next.isEmpty()) {
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    next.ifPresent(id -> query.append(query.isEmpty() ? '?' : '&').append("cursor=").append(id));
    return query.toString();
  }

  private static Envelope box(String text) {
    List<Double> numbers;
    try {
      numbers = List.of(text.split(",", -1)).stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      numbers = List.of();
    }
    boolean flat = numbers.size() == 4;
    if ((!flat && numbers.size() != 6) || !numbers.stream().allMatch(Double::isFinite)) {
      throw Fault.malformed("bad-bbox", "bbox must be four finite numbers, or six with heights");
    }
    int upper = flat ? 2 : 3;
    return new Envelope(numbers.get(0), numbers.get(upper), numbers.get(1), numbers.get(upper + 1));
  }

  /** Labels are as of now: only where an interval begins says which. */
  private static Instant since(String text) {
    String begin = text.split("/", 2)[0];
    return begin.isEmpty() || begin.equals("..") ? Instant.EPOCH : Times.instant("datetime", begin);
  }
}
