package org.graticule.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.dataset.Dataset;
import org.graticule.dataset.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Freeze the labels of a project into a dataset and write its archive.",
      "The archive holds only what the named account may see."
    },
    footer = {
      "",
      "Example: graticule export --project \"Harbour survey\" --as exporter --name spring"
          + " --format coco,geojson --out spring.zip"
    })
final class ExportCommand implements Runnable {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--project", required = true, description = "Name or id of the project.")
  private String project = "";

  @Option(
      names = "--as",
      required = true,
      paramLabel = "USERNAME",
      description = "Account in whose name it happens; needs the role exporter.")
  private String username = "";

  @Option(names = "--name", required = true, description = "Name of the dataset.")
  private String name = "";

  @Option(
      names = "--format",
      split = ",",
      defaultValue = "geojson,coco",
      description = "Formats, comma separated; default ${DEFAULT-VALUE}.")
  private List<String> formats = List.of();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The zip to write.")
  private Path out = Path.of("");

  @Override
  public void run() {
    try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
      Subject subject = local.actingAs(username);
      UUID id = local.project(project).id();
      Recipe recipe =
          Recipe.of(new Recipe.Form(name, formats, null, null, null, null, null, null, null));
      ProgressBar bar = new ProgressBar(System.err, name);
      Dataset made =
          local.node.datasets.export(
              subject, id, recipe, out, (fraction, doing) -> bar.at(fraction));
      System.out.println(out + " " + made.name() + " version " + made.version());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
