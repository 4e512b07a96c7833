package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Accounts;
import org.graticule.access.ApiTokens;
import org.graticule.access.Identities;
import org.graticule.access.Sessions;
import org.graticule.access.SignIn;
import org.graticule.access.Strength;
import org.graticule.access.TokenHashes;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Origin;
import org.graticule.config.Settings;
import org.graticule.http.HotPath;
import org.graticule.http.Routes;
import org.graticule.http.Server;
import org.graticule.http.Site;
import org.graticule.http.account.SessionRoutes;
import org.graticule.work.ProjectRoutes;

/** The routes of labels in a real server, and somebody who is signed in at it. */
final class LabelServer implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LabelWorld world;
  private final Server server;
  private final String cookie;

  LabelServer(LabelWorld world, Path folder) throws Exception {
    this.world = world;
    this.server = start(folder);
    this.cookie = signIn("annotator");
  }

  private Server start(Path folder) {
    Clock clock = Clock.systemUTC();
    Settings settings =
        Settings.load(Map.of("data", folder.toString(), "port", "0"), Map.of(), null);
    AuditLog log = event -> CompletableFuture.completedFuture(1L);
    TokenHashes hashes = new TokenHashes(new byte[32]);
    Sessions sessions =
        new Sessions(
            world.database,
            world.marks,
            world.epoch,
            hashes,
            clock,
            settings.idle(),
            settings.lifetime());
    List<Routes.Module> modules =
        List.of(
            new SessionRoutes(
                sessions,
                new SignIn(
                    world.database,
                    sessions,
                    world.passwords,
                    world.accounts,
                    new Identities(world.database, world.accounts, clock),
                    clock),
                Optional.empty(),
                Strength.of(List.of(), List.of()),
                world.vocabulary,
                settings,
                new Site(Optional.empty(), "http"),
                "test"),
            new ProjectRoutes(world.projects),
            new LabelRoutes(world.labels, new Repairs(world.policy, world.catalogue)),
            new LabelTileRoutes(
                new LabelTiles(
                    world.database,
                    world.policy,
                    world.catalogue,
                    world.layers,
                    world.marks,
                    clock)),
            new LabelImportRoutes(new LabelImports(world.labels)),
            new LayerRoutes(world.layers),
            new LeaseRoutes(world.leases));
    ApiTokens tokens = new ApiTokens(world.database, world.marks, world.epoch, hashes, clock);
    return Server.start(
        Server.vertx(),
        settings,
        sessions,
        tokens,
        log,
        Routes.of(modules).all(),
        HotPath.NONE,
        clock);
  }

  private String signIn(String role) throws Exception {
    String name = "u" + UUID.randomUUID();
    Accounts.Draft draft = new Accounts.Draft(name, name, null, List.of(), null);
    String password = world.accounts.create(Origin.local("test"), draft).password();
    world.grant(name, role);
    HttpResponse<String> answer =
        client.send(
            posting(
                    "/api/v1/session",
                    "{\"username\":\"%s\",\"password\":\"%s\",\"notice_acknowledged\":true}"
                        .formatted(name, password))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  static String batch(String... operations) {
    return "{\"operations\":[" + String.join(",", operations) + "]}";
  }

  static JsonNode json(int status, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).header("Cookie", cookie).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path) throws Exception {
    return client.send(request(path).header("Cookie", cookie).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        posting(path, body).header("Cookie", cookie).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("X-Graticule", "1");
  }

  @Override
  public void close() {
    server.close();
  }
}
