package org.graticule.app;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.graticule.access.Accounts;
import org.graticule.access.Role;
import org.graticule.audit.Origin;
import org.graticule.config.Settings;
import org.graticule.http.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Run the server until it is told to stop (SIGTERM or Ctrl+C).",
      "On an empty database it makes the account \"admin\" and prints its password once."
    })
final class ServeCommand implements Runnable {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes a free one.")
  private @Nullable Integer port;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on.")
  private @Nullable String host;

  @Override
  public void run() {
    Map<String, String> given = new HashMap<>();
    if (port != null) {
      given.put("port", port.toString());
    }
    if (host != null) {
      given.put("host", host);
    }
    Settings settings = options.load(given);
    DataDirectory held = DataDirectory.take(settings.dataDirectory()).orElseThrow(Busy::of);
    Node node = Node.open(settings, Databases.open(settings), Clock.systemUTC());
    Server server = node.serve(Main.version());
    if (!node.accounts.any()) {
      Accounts.Created admin =
          node.accounts.create(
              Origin.local("graticule"),
              new Accounts.Draft("admin", "Administrator", null, List.of(), Role.SYSTEM_ADMIN));
      System.out.println("First start. Sign in as admin with password " + admin.password());
    }
    System.out.println(
        "Graticule serves on " + settings.scheme() + "://" + settings.host() + ":" + server.port());
    untilStopped(node, held);
  }

  /** Waits for the signal to stop, then closes everything before the process ends. */
  static void untilStopped(Node node, DataDirectory held) {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              stop.countDown();
              try {
                closed.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      node.close();
      held.close();
      closed.countDown();
    }
  }
}
