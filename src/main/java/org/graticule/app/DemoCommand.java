package org.graticule.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.graticule.config.Settings;
import org.graticule.db.EmbeddedCluster;
import org.graticule.http.Json;
import org.graticule.http.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run a complete Graticule with invented people and imagery.",
      "The first start prints each person's random password once; later starts take seconds."
    },
    footer = {
      "",
      "With --check: do the main job once through HTTP in a temporary directory, a line a step,",
      "and exit 0 if every step held."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes a free one.")
  private @Nullable Integer port;

  @Option(names = "--fresh", description = "Throw the data directory's content away first.")
  private boolean fresh;

  @Option(
      names = "--json",
      description = "Print one line of JSON with url and accounts when ready.")
  private boolean json;

  @Option(names = "--check", description = "Do the main job once and exit.")
  private boolean check;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "8000",
      description =
          "Width and height of the invented scene, 512 to 40000; default ${DEFAULT-VALUE}.")
  private int size;

  @Override
  public Integer call() throws Exception {
    if (size < 512 || size > 40_000) {
      throw new IllegalStateException("--size " + size + " must be 512 to 40000");
    }
    return check ? check() : run(options.load(given(port)));
  }

  private static Map<String, String> given(@Nullable Integer port) {
    Map<String, String> given = new HashMap<>();
    if (port != null) {
      given.put("port", port.toString());
    }
    return given;
  }

  private int run(Settings settings) {
    DataDirectory held = DataDirectory.take(settings.dataDirectory()).orElseThrow(Busy::of);
    if (fresh) {
      empty(settings.dataDirectory());
    }
    Node node = Node.open(settings, Databases.open(settings), Clock.systemUTC());
    Server server = node.serve(Main.version());
    DemoWorld world = new DemoWorld(node, settings);
    List<DemoWorld.Person> people = world.people();
    world.imagery(size);
    announce(settings.scheme() + "://" + settings.host() + ":" + server.port(), people);
    ServeCommand.untilStopped(node, held);
    return 0;
  }

  private void announce(String url, List<DemoWorld.Person> people) {
    if (json) {
      byte[] line = Json.write(Map.of("url", url, "accounts", people));
      System.out.println(new String(line, StandardCharsets.UTF_8));
      return;
    }
    System.out.println();
    System.out.println("  Graticule is ready:  " + url);
    System.out.println();
    if (people.isEmpty()) {
      System.out.println("  Passwords were printed at the first start;");
      System.out.println("  graticule user password NAME makes a new one.");
    } else {
      System.out.printf("  %-12s %-22s %s%n", "account", "password", "role");
      people.forEach(
          p -> System.out.printf("  %-12s %-22s %s%n", p.username(), p.password(), p.role()));
    }
    System.out.println();
    System.out.println("  Ctrl+C stops the server and its database; the data stay.");
  }

  private int check() throws Exception {
    // Others may pass through, so that the database's own account reaches its folder.
    Path folder =
        Files.createTempDirectory(
            "graticule-check",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    Map<String, String> given = given(0);
    given.put("data", folder.toString());
    Settings settings = Settings.load(given, Map.of(), null);
    try (Node node = Node.open(settings, Databases.open(settings), Clock.systemUTC())) {
      Server server = node.serve(Main.version());
      DemoWorld world = new DemoWorld(node, settings);
      List<DemoWorld.Person> people = world.people();
      DemoCheck main =
          new DemoCheck(URI.create("http://127.0.0.1:" + server.port()), people, settings);
      return main.run(Math.min(size, 2048)) ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  /** Everything but the lock that is held. */
  private static void empty(Path data) {
    EmbeddedCluster.stopLeftover(data);
    EmbeddedCluster.delete(data);
    try (Stream<Path> entries = Files.list(data)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!entry.getFileName().toString().equals("lock")) {
          delete(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
