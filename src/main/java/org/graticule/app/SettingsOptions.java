package org.graticule.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graticule.config.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command with settings has. */
final class SettingsOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "Settings file (key = value).")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for originals, pyramids, the log and the embedded database.")
  private @Nullable Path data;

  Settings load(Map<String, String> more) {
    return Settings.load(commandLine(more), System.getenv(), file);
  }

  List<Settings.Line> describe() {
    return Settings.describe(commandLine(Map.of()), System.getenv(), file);
  }

  private Map<String, String> commandLine(Map<String, String> more) {
    Map<String, String> given = new HashMap<>(more);
    if (data != null) {
      given.put("data", data.toString());
    }
    return given;
  }
}
