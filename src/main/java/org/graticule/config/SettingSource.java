package org.graticule.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.graticule.config.Settings.BadSettings;
import org.graticule.config.Settings.Line;
import org.jspecify.annotations.Nullable;

/**
 * Joins command line, environment, file and defaults, and collects every problem before giving up.
 */
final class SettingSource {
  private final Map<String, String> commandLine;
  private final Map<String, String> environment;
  private final Properties file = new Properties();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param known the settings there are; the file may name no other
   */
  SettingSource(
      Map<String, String> commandLine,
      Map<String, String> environment,
      @Nullable Path file,
      List<Setting<?>> known) {
    this.commandLine = commandLine;
    this.environment = environment;
    if (file != null) {
      readFile(file, known);
    }
  }

  /** The value; one that cannot be used is a problem, and its default stands in. */
  <T> T get(Setting<T> setting) {
    String text = text(setting);
    try {
      return setting.read().apply(text);
    } catch (IllegalArgumentException e) {
      String shown = setting.secret() ? "(secret)" : text;
      problem(setting.key() + ": \"" + shown + "\" is not usable: " + e.getMessage());
      return setting.read().apply(fallback(setting));
    }
  }

  Optional<Secret> secret(Setting<String> setting) {
    return Optional.of(get(setting)).filter(s -> !s.isEmpty()).map(Secret::new);
  }

  /** A file that is named, or nothing. */
  Optional<Path> path(Setting<String> setting) {
    return Optional.of(get(setting)).filter(s -> !s.isEmpty()).map(Path::of);
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * @throws BadSettings where there was any problem
   */
  void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
  }

  List<Line> describe(List<Setting<?>> settings) {
    List<Line> lines = new ArrayList<>();
    for (Setting<?> setting : settings) {
      String text = text(setting);
      String shown = setting.secret() && !text.isEmpty() ? "(secret)" : text;
      lines.add(
          new Line(
              setting.key(), setting.variable(), shown, origin(setting), setting.description()));
    }
    return lines;
  }

  private String text(Setting<?> setting) {
    if (commandLine.containsKey(setting.key())) {
      return commandLine.get(setting.key());
    }
    String fromEnvironment = environment.get(setting.variable());
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    return file.getProperty(setting.key(), fallback(setting));
  }

  private String origin(Setting<?> setting) {
    if (commandLine.containsKey(setting.key())) {
      return "command line";
    }
    if (environment.containsKey(setting.variable())) {
      return "environment";
    }
    return file.containsKey(setting.key()) ? "file" : "default";
  }

  /**
   * The data folder's default depends on who runs the server: the system's place for root, the
   * user's otherwise.
   */
  private String fallback(Setting<?> setting) {
    String fallback = setting.fallback();
    if (fallback != null) {
      return fallback;
    }
    String shared = environment.get("XDG_DATA_HOME");
    if (shared != null && !shared.isEmpty()) {
      return Path.of(shared, "graticule").toString();
    }
    return "root".equals(System.getProperty("user.name"))
        ? "/var/lib/graticule"
        : Path.of(System.getProperty("user.home"), ".local/share/graticule").toString();
  }

  private void readFile(Path path, List<Setting<?>> known) {
    try (Reader reader = Files.newBufferedReader(path)) {
      file.load(reader);
    } catch (IOException e) {
      problem("settings file " + path + " cannot be read: " + e.getMessage());
    }
    Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
    known.forEach(setting -> unknown.remove(setting.key()));
    unknown.forEach(key -> problem(key + ": no such setting (in " + path + ")"));
  }
}
