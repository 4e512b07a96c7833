package org.graticule.app;

import java.util.List;
import java.util.Map;
import org.graticule.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Print every setting: its effective value, where that comes from, what it means.")
final class ConfigCommand implements Runnable {
  @Mixin private SettingsOptions settings = new SettingsOptions();
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Settings.Line> lines = settings.describe();
    for (Settings.Line line : lines) {
      spec.commandLine()
          .getOut()
          .printf(
              "# %s%n# %s, from %s%n%s = %s%n%n",
              line.description(), line.variable(), line.origin(), line.key(), line.value());
    }
    spec.commandLine().getOut().flush();
    settings.load(Map.of());
  }
}
