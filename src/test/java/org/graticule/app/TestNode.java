package org.graticule.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graticule.config.Settings;
import org.graticule.http.Server;
import org.graticule.testing.SharedCluster;

/** A whole server with the demo's people on a database and a folder of its own. */
final class TestNode implements AutoCloseable {
  private final Path folder;
  private final SharedCluster.Addresses database;
  private final Map<String, String> more;
  final List<DemoWorld.Person> people;
  Settings settings;
  Node node;
  Server server;

  TestNode() {
    this(Map.of());
  }

  /**
   * @param more settings besides folder and port
   */
  TestNode(Map<String, String> more) {
    this.more = more;
    try {
      this.folder = Files.createTempDirectory("graticule-node");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.database = SharedCluster.get().database();
    start(0);
    this.people = new DemoWorld(node, settings).people();
    QuickPasswords.store(database.superuser(), people);
  }

  private void start(int port) {
    Map<String, String> given = new HashMap<>(more);
    given.put("db.volatile", "true");
    given.put("data", folder.toString());
    given.put("port", Integer.toString(port));
    settings = Settings.load(given, Map.of(), null);
    node = Node.open(settings, Databases.at(database.roles(), database.owner()), Clock.systemUTC());
    server = node.serve("test");
  }

  /** Stops the server and starts it again on the same port and data. */
  void restart() {
    int port = server.port();
    node.close();
    start(port);
  }

  SharedCluster.Addresses database() {
    return database;
  }

  URI base() {
    return URI.create(
        (settings.transport().tls().isPresent() ? "https" : "http")
            + "://127.0.0.1:"
            + server.port());
  }

  String password(String username) {
    return people.stream()
        .filter(p -> p.username().equals(username))
        .findFirst()
        .orElseThrow()
        .password();
  }

  ApiClient as(String username) {
    try {
      return new ApiClient(base()).signIn(username, password(username));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The demo's project. */
  String project() {
    try {
      return as("lead").get("/api/v1/projects").expect(200).json().at("/projects/0/id").asText();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two people agree that a published version may leave. */
  void release(String dataset) throws IOException, InterruptedException {
    String request =
        as("exporter")
            .post(dataset + "/release", Map.of("reason", "for a test"))
            .expect(202)
            .json()
            .get("id")
            .asText();
    as("lead")
        .post("/api/v1/requests/" + request + "/decision", Map.of("approve", true))
        .expect(200);
  }

  @Override
  public void close() {
    node.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
