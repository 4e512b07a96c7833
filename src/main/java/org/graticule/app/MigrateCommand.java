package org.graticule.app;

import java.util.Map;
import org.graticule.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Bring the database's schema to this version and stop.",
      "The server does this by itself at start; run it apart where the server's start must be"
          + " short."
    })
final class MigrateCommand implements Runnable {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Override
  public void run() {
    Settings settings = options.load(Map.of());
    try (DataDirectory held = DataDirectory.take(settings.dataDirectory()).orElseThrow(Busy::of);
        Databases databases = Databases.open(settings)) {
      System.out.println(databases.migrate() + " migrations ran in " + held.folder());
    }
  }
}
