package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.access.RoleTable;
import org.graticule.app.ApiClient.Answer;
import org.graticule.http.Routes;

/**
 * Every route of the contract, asked by everybody of the demo about what they may reach and what
 * they may not. What is expected comes from {@link RoleTable}, not from the code.
 */
final class RouteMatrix {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head");
  private static final Set<String> EVERYBODYS = Set.of("PUBLIC", "SESSION");
  private static final Pattern ANSWERED_AT = Pattern.compile("\"timeStamp\":\"[^\"]*\"");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> THINGS = Set.of("scene", "label", "job", "dataset", "request");

  /** Roles by the username that has them in the demo. */
  private static final Map<String, String> ROLES =
      Map.of(
          "viewer", "viewer",
          "annotator", "annotator",
          "reviewer", "reviewer",
          "exporter", "exporter",
          "lead", "project-lead",
          "officer", "security-officer",
          "auditor", "auditor",
          "admin", "system-admin");

  private final URI base;
  private final Map<String, String> passwords;
  private final List<Way> ways = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** A route of the contract. */
  record Way(String method, String path, String action) {
    boolean onProject() {
      return path.contains("{project}");
    }

    boolean onThing() {
      return THINGS.stream().anyMatch(thing -> path.contains("{" + thing + "}"));
    }

    boolean safe() {
      return method.equals("GET") || method.equals("HEAD");
    }
  }

  /** A project and things in it, by the names of path parameters. */
  record Place(Map<String, String> parameters) {
    Place with(String name, String value) {
      Map<String, String> more = new HashMap<>(parameters);
      more.put(name, value);
      return new Place(more);
    }

    String in(String path) {
      Matcher matcher = PARAMETER.matcher(path);
      StringBuilder filled = new StringBuilder();
      while (matcher.find()) {
        matcher.appendReplacement(filled, value(matcher.group(1)));
      }
      return matcher.appendTail(filled).toString();
    }

    private String value(String name) {
      return switch (name) {
        case "grid", "matrixSet" -> "WebMercatorQuad";
        case "username" -> "viewer";
        case "role" -> "viewer";
        case "group" -> "@nobody";
        default ->
            parameters.containsKey(name)
                ? parameters.get(name)
                : name.length() == 1 || name.equals("matrix") || name.matches("row|column")
                    ? "0"
                    : new UUID(1, 1).toString();
      };
    }
  }

  RouteMatrix(URI base, Map<String, String> passwords) throws IOException {
    this.base = base;
    this.passwords = passwords;
    JsonNode contract = new YAMLMapper().readTree(Routes.class.getResourceAsStream("openapi.yaml"));
    contract
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (METHODS.contains(operation.getKey())) {
                    ways.add(
                        new Way(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue().get("x-action").asText()));
                  }
                }));
  }

  /** How many requests were made. */
  int asked() {
    return asked.get();
  }

  /** What a role does not contain is not done, and what it contains is not refused. */
  void rolesAreKept(Place own) throws Exception {
    atOnce(
        ROLES.keySet(),
        username -> {
          RawClient client = as(username);
          String role = ROLES.get(username);
          for (Way way : ways) {
            if (EVERYBODYS.contains(way.action())) {
              continue;
            }
            boolean may = RoleTable.may(role, way.action());
            if (may && !way.safe()) {
              continue;
            }
            int status = ask(client, way, own).status();
            if (!may) {
              // 404 where nothing in the project is theirs; 4xx where the words come before the
              // rights.
              assertThat(status).as("%s %s", role, way).isBetween(400, 499);
              boolean member = RoleTable.isMember(role) || RoleTable.onSystem(way.action());
              if (way.safe() && !member) {
                // 412 where the protocol of uploads is not spoken.
                assertThat(status).as("%s %s", role, way).isIn(400, 404, 412, 422);
              }
            } else {
              assertThat(status).as("%s %s", role, way).isNotIn(401, 403);
            }
          }
        });
  }

  /** What is hidden is answered byte for byte like what is not there. */
  void hiddenIsAbsent(Place hidden, String... usernames) throws Exception {
    Map<String, String> random = new HashMap<>(hidden.parameters());
    THINGS.forEach(thing -> random.put(thing, UUID.randomUUID().toString()));
    Place absent = new Place(random);
    atOnce(
        List.of(usernames),
        username -> {
          RawClient client = as(username);
          for (Way way : ways) {
            if (!way.onThing() || EVERYBODYS.contains(way.action())) {
              continue;
            }
            Answer there = ask(client, way, hidden);
            Answer nowhere = ask(client, way, absent);
            assertThat(there.status()).as("%s %s", username, way).isBetween(400, 499);
            assertThat(there.status()).as("%s %s", username, way).isEqualTo(nowhere.status());
            assertThat(there.body()).as("%s %s", username, way).isEqualTo(nowhere.body());
          }
        });
  }

  /** Whatever the status, no answer shows one of the hidden things. */
  void nothingLeaks(Place hidden, String... usernames) throws Exception {
    for (String username : usernames) {
      RawClient client = as(username);
      for (Way way : ways) {
        if (EVERYBODYS.contains(way.action()) || !(way.onThing() || way.onProject())) {
          continue;
        }
        Answer answer = ask(client, way, hidden);
        if (way.onThing()) {
          assertThat(answer.status()).as("%s %s", username, way).isBetween(400, 499);
        }
        if (way.safe()) {
          for (String thing : THINGS) {
            if (hidden.parameters().containsKey(thing)) {
              assertThat(answer.text())
                  .as("%s %s", username, way)
                  .doesNotContain("\"id\":\"" + hidden.parameters().get(thing));
            }
          }
        }
      }
    }
  }

  /** Of something that is seen partly, nothing is told or changed that lies beyond its edge. */
  void edgeIsKept(Place edge, String username) throws Exception {
    RawClient client = as(username);
    List<String> beyond =
        List.of(edge.parameters().get("across"), edge.parameters().get("outside"));
    for (Way way : ways) {
      if (EVERYBODYS.contains(way.action()) || !(way.onThing() || way.onProject())) {
        continue;
      }
      if (way.safe()) {
        assertNothingOf(beyond, ask(client, way, edge), way.toString());
      }
      for (String label : way.path().contains("{label}") ? beyond : List.<String>of()) {
        Answer there = ask(client, way, edge.with("label", label));
        Answer nowhere = ask(client, way, edge.with("label", UUID.randomUUID().toString()));
        assertThat(there.status()).as("%s", way).isBetween(400, 499).isEqualTo(nowhere.status());
        assertThat(there.body()).as("%s", way).isEqualTo(nowhere.body());
      }
    }
    String scene = "/api/v1/scenes/" + edge.parameters().get("scene");
    for (String path :
        List.of(
            "/labels?space=pixel",
            "/labels?space=pixel&bbox=0,0,512,512",
            "/labels/changes?since=0",
            "/labels/tiles/native/0/0/0")) {
      Answer answer = client.get(scene + path).expect(200);
      assertNothingOf(beyond, answer, path);
      assertThat(answer.text()).as(path).contains(edge.parameters().get("label"));
    }
    assertThat(client.get(scene).expect(200).json().get("label_count").asInt()).isEqualTo(1);
    for (String kind : List.of("update", "delete")) {
      for (String label : beyond) {
        assertThat(client.send("POST", scene + "/labels/batch", edit(kind, label)).status())
            .as("%s", kind)
            .isEqualTo(404);
      }
    }
  }

  private static void assertNothingOf(List<String> labels, Answer answer, String asked) {
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .as(asked)
        .doesNotContain(labels);
  }

  private static String edit(String kind, String label) {
    return """
    {"operations": [{"op_id": "%s", "kind": "%s", "element": "%s", "base_rev": 1%s}]}
    """
        .formatted(UUID.randomUUID(), kind, label, kind.equals("update") ? ", \"class\": 1" : "");
  }

  /** All that somebody sees by reading, as status and body. */
  Map<Way, String> seen(Place place, String username) throws Exception {
    RawClient client = as(username);
    Map<Way, String> seen = new HashMap<>();
    for (Way way : ways) {
      if (way.safe() && !EVERYBODYS.contains(way.action())) {
        Answer answer = ask(client, way, place);
        String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
        seen.put(way, answer.status() + " " + ANSWERED_AT.matcher(body).replaceAll(""));
      }
    }
    return seen;
  }

  /** Ways that answered otherwise, with what they answered. */
  static List<String> differences(Map<Way, String> before, Map<Way, String> after) {
    return before.keySet().stream()
        .filter(way -> !before.get(way).equals(after.get(way)))
        .map(way -> way + "\n  " + before.get(way) + "\n  " + after.get(way))
        .toList();
  }

  private interface Check {
    void of(String username) throws Exception;
  }

  /** Everybody at the same time: most of it is waiting until what is hidden is told. */
  private static void atOnce(Collection<String> usernames, Check check) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> checks = new ArrayList<>();
      for (String username : usernames) {
        checks.add(() -> {
          check.of(username);
          return null;
        });
      }
      for (Future<Void> each : threads.invokeAll(checks)) {
        each.get();
      }
    }
  }

  private Answer ask(RawClient client, Way way, Place place) throws Exception {
    asked.incrementAndGet();
    return client.send(way.method(), place.in(way.path()), way.safe() ? "" : "{}");
  }

  private RawClient as(String username) throws Exception {
    return new RawClient(base).signIn(username, passwords.get(username));
  }
}
