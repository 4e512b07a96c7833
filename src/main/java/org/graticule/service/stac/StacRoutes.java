package org.graticule.service.stac;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.image.LonLatBox;
import org.graticule.image.SceneExtent;
import org.graticule.image.Scenes;
import org.graticule.service.TileLinks;
import org.graticule.work.Projects;

/**
 * STAC API 1.0: projects are collections, scenes are items. Every answer is made of what the caller
 * may see, and what they may not see is not counted, either.
 */
public final class StacRoutes implements Routes.Module {
  private static final String STAC = "/api/v1/stac";
  private static final String COLLECTION = STAC + "/collections/{project}";
  private static final List<String> CONFORMS =
      List.of(
          "https://api.stacspec.org/v1.0.0/core",
          "https://api.stacspec.org/v1.0.0/collections",
          "https://api.stacspec.org/v1.0.0/ogcapi-features",
          "https://api.stacspec.org/v1.0.0/item-search",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson");

  private final Projects projects;
  private final Scenes scenes;
  private final Site site;

  public StacRoutes(Projects projects, Scenes scenes, Site site) {
    this.projects = projects;
    this.scenes = scenes;
    this.site = site;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .asking()
        .get(STAC, Action.SESSION, this::landing)
        .get(STAC + "/conformance", Action.SESSION, call -> Reply.ok(conformance()))
        .get(STAC + "/collections", Action.SESSION, this::collections)
        .get(COLLECTION, Action.SCENE_READ, this::collection)
        .get(COLLECTION + "/items/{scene}", Action.SCENE_READ, this::item)
        .post(STAC + "/search", Action.SESSION, this::post)
        .asking("bbox", "datetime", "cursor", "limit")
        .get(COLLECTION + "/items", Action.SCENE_READ, this::items)
        .asking("bbox", "intersects", "datetime", "ids", "collections", "cursor", "limit")
        .get(STAC + "/search", Action.SESSION, call -> search(call, StacSearch.of(call)));
  }

  private Reply landing(Call call) {
    String root = site.root(call);
    ObjectNode catalog = Json.object().put("type", "Catalog").put("stac_version", "1.1.0");
    catalog.put("id", "graticule").put("title", "Graticule");
    catalog.put("description", "Scenes that the caller may see, a collection for each project.");
    catalog.set("conformsTo", conformance().get("conformsTo"));
    ArrayNode links = catalog.putArray("links");
    String landing = StacLinks.landing(root);
    links.add(StacLinks.link("self", landing, StacLinks.JSON));
    links.add(StacLinks.link("root", landing, StacLinks.JSON));
    links.add(StacLinks.link("conformance", landing + "/conformance", StacLinks.JSON));
    links.add(StacLinks.link("data", landing + "/collections", StacLinks.JSON));
    links.add(
        StacLinks.link(
            "service-desc", root + "/openapi.yaml", "application/vnd.oai.openapi;version=3.1"));
    for (String method : List.of("GET", "POST")) {
      links.add(
          StacLinks.link("search", landing + "/search", StacLinks.GEOJSON).put("method", method));
    }
    for (Projects.Overview project : readable(call.subject())) {
      links.add(
          StacLinks.link(
                  "child", StacLinks.collection(root, project.project().id()), StacLinks.JSON)
              .put("title", project.project().name()));
    }
    return Reply.ok(catalog);
  }

  private static ObjectNode conformance() {
    ObjectNode node = Json.object();
    ArrayNode classes = node.putArray("conformsTo");
    CONFORMS.forEach(classes::add);
    return node;
  }

  private Reply collections(Call call) {
    String root = site.root(call);
    ObjectNode node = Json.object();
    ArrayNode all = node.putArray("collections");
    for (Projects.Overview project : readable(call.subject())) {
      all.add(collection(root, call.subject(), project));
    }
    ArrayNode links = node.putArray("links");
    links.add(StacLinks.link("self", StacLinks.landing(root) + "/collections", StacLinks.JSON));
    links.add(StacLinks.link("root", StacLinks.landing(root), StacLinks.JSON));
    return Reply.ok(node);
  }

  private Reply collection(Call call) {
    return Reply.ok(
        collection(
            site.root(call), call.subject(), projects.get(call.subject(), call.id("project"))));
  }

  private List<Projects.Overview> readable(Subject subject) {
    return projects.list(subject).stream()
        .filter(project -> project.actions().contains(Action.SCENE_READ))
        .toList();
  }

  private ObjectNode collection(String root, Subject subject, Projects.Overview project) {
    UUID id = project.project().id();
    ObjectNode node = Json.object().put("type", "Collection").put("stac_version", "1.1.0");
    node.put("id", id.toString()).put("title", project.project().name());
    String description = project.project().description();
    node.put("description", description.isBlank() ? project.project().name() : description);
    node.put("license", "other");
    SceneExtent extent = scenes.extent(subject, id);
    LonLatBox box = extent.box() == null ? new LonLatBox(-180, -90, 180, 90) : extent.box();
    ObjectNode extents = node.putObject("extent");
    extents
        .putObject("spatial")
        .putArray("bbox")
        .addArray()
        .add(box.west())
        .add(box.south())
        .add(box.east())
        .add(box.north());
    ArrayNode interval = extents.putObject("temporal").putArray("interval").addArray();
    interval.add(extent.from() == null ? null : extent.from().toString());
    interval.add(extent.to() == null ? null : extent.to().toString());
    String self = StacLinks.collection(root, id);
    ArrayNode links = node.putArray("links");
    links.add(StacLinks.link("self", self, StacLinks.JSON));
    links.add(StacLinks.link("root", StacLinks.landing(root), StacLinks.JSON));
    links.add(StacLinks.link("parent", StacLinks.landing(root), StacLinks.JSON));
    links.add(StacLinks.link("items", self + "/items", StacLinks.GEOJSON));
    return node;
  }

  private Reply items(Call call) {
    UUID project = call.id("project");
    // Decides first: a project that is hidden is not found, whatever else is asked.
    projects.get(call.subject(), project);
    StacSearch asked = StacSearch.of(call);
    Scenes.Page page =
        scenes.list(call.subject(), project, asked.filter(), asked.cursor(), asked.limit());
    String root = site.root(call);
    String path = StacLinks.collection(root, project) + "/items";
    ObjectNode found = found(root, call.subject(), page);
    ArrayNode links = found.putArray("links");
    links.add(StacLinks.link("self", path, StacLinks.GEOJSON));
    links.add(StacLinks.link("root", StacLinks.landing(root), StacLinks.JSON));
    links.add(StacLinks.link("collection", StacLinks.collection(root, project), StacLinks.JSON));
    page.next()
        .ifPresent(
            next -> links.add(StacLinks.link("next", path + query(call, next), StacLinks.GEOJSON)));
    return geoJson(found);
  }

  private Reply item(Call call) {
    UUID project = call.id("project");
    Scenes.Seen seen = scenes.get(call.subject(), call.id("scene"));
    if (!seen.scene().project().equals(project)) {
      throw Fault.notFound();
    }
    return geoJson(
        new StacItem(site.root(call), seen, exports(call.subject(), project), true).json());
  }

  private Reply post(Call call) {
    StacSearch asked = StacSearch.of(call.body(ObjectNode.class));
    ObjectNode found = search(call, asked, "POST");
    return geoJson(found);
  }

  private Reply search(Call call, StacSearch asked) {
    return geoJson(search(call, asked, "GET"));
  }

  private ObjectNode search(Call call, StacSearch asked, String method) {
    Subject subject = call.subject();
    Set<UUID> wanted =
        asked.collections().isEmpty() ? subject.roles().keySet() : asked.collections();
    Scenes.Page page =
        scenes.search(subject, wanted, asked.filter(), asked.cursor(), asked.limit());
    String root = site.root(call);
    String path = StacLinks.landing(root) + "/search";
    ObjectNode found = found(root, subject, page);
    ArrayNode links = found.putArray("links");
    links.add(StacLinks.link("self", path, StacLinks.GEOJSON));
    links.add(StacLinks.link("root", StacLinks.landing(root), StacLinks.JSON));
    if (page.next().isPresent()) {
      boolean get = method.equals("GET");
      ObjectNode next =
          StacLinks.link(
              "next", get ? path + query(call, page.next().get()) : path, StacLinks.GEOJSON);
      next.put("method", method);
      if (!get) {
        next.set("body", asked.asked().deepCopy().put("cursor", page.next().get()));
      }
      links.add(next);
    }
    return found;
  }

  private ObjectNode found(String root, Subject subject, Scenes.Page page) {
    ObjectNode collection = Json.object().put("type", "FeatureCollection");
    ArrayNode features = collection.putArray("features");
    for (Scenes.Seen seen : page.scenes()) {
      features.add(
          new StacItem(root, seen, exports(subject, seen.scene().project()), false).json());
    }
    return collection.put("numberReturned", page.scenes().size());
  }

  /** The query of this page as that of the next. */
  private static String query(Call call, String cursor) {
    StringBuilder query = new StringBuilder();
    call.queries()
        .forEach((name, value) -> {
          if (!name.equals("cursor")) {
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(TileLinks.encode(name))
                .append('=')
                .append(TileLinks.encode(value));
          }
        });
    return query.append(query.isEmpty() ? '?' : '&').append("cursor=").append(cursor).toString();
  }

  private static boolean exports(Subject subject, UUID project) {
    return subject.actionsIn(project).contains(Action.SCENE_EXPORT);
  }

  private static Reply geoJson(ObjectNode node) {
    return new Reply.Value(200, StacLinks.GEOJSON, node, Map.of());
  }
}
