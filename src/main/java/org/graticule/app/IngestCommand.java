package org.graticule.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.config.Settings;
import org.graticule.image.IngestRequest;
import org.graticule.image.Sidecar;
import org.graticule.job.Job;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Bring images into a project, beside a running server or without one.",
      "What lies beside an image is taken along: its mask (FILE.msk), a world file",
      "(.wld, .tfw, .jgw, ...), a CRS (.prj). The originals are copied."
    },
    footer = {"", "Example: graticule ingest --project \"Harbour survey\" --as lead *.tif"})
final class IngestCommand implements Runnable {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--project", required = true, description = "Name or id of the project.")
  private String project = "";

  @Option(
      names = "--as",
      required = true,
      paramLabel = "USERNAME",
      description = "Account in whose name it happens; needs the role project-lead.")
  private String username = "";

  @Option(names = "--mark", description = "Marking in banner form; default: the lowest.")
  private @Nullable String mark;

  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<Path> images = List.of();

  @Override
  public void run() {
    Settings settings = options.load(Map.of());
    boolean failed = false;
    try (LocalNode local = LocalNode.open(settings)) {
      if (local.alone()) {
        local.node.startJobs();
      }
      Subject subject = local.actingAs(username);
      UUID id = local.node.database.read(tx -> local.node.projects.named(tx, project)).id();
      for (Path image : images) {
        failed |= !ingest(local.node, subject, id, image);
      }
    }
    if (failed) {
      throw new IllegalStateException("not every image could be read");
    }
  }

  private boolean ingest(Node node, Subject subject, UUID project, Path image) {
    try {
      node.scenes.requireIngest(subject, project, Optional.ofNullable(mark));
      List<IngestRequest.Arrival> arrivals = new ArrayList<>();
      arrivals.add(arrival(node, image, ""));
      for (Map.Entry<Sidecar, Path> beside : Sidecar.beside(image).entrySet()) {
        arrivals.add(arrival(node, beside.getValue(), beside.getKey().suffix()));
      }
      Job job = node.scenes.ingest(subject, project, arrivals, Optional.ofNullable(mark));
      Job ended = follow(node, subject, job, new ProgressBar(System.err, job.name()));
      if (ended.state() == Job.State.FAILED) {
        System.err.println(image + ": " + ended.message() + " [" + ended.code() + "]");
        return false;
      }
      System.out.println(ended.scene() + " " + image);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(image + " cannot be read", e);
    }
  }

  /** Waits for a job to end, showing how far it is. */
  static Job follow(Node node, Subject subject, Job job, ProgressBar bar) {
    while (true) {
      Job now = node.jobs.get(subject, job.id());
      bar.at(now.progress(), now.state() == Job.State.RUNNING ? now.message() : null);
      if (now.state().ended()) {
        return now;
      }
      try {
        Thread.sleep(150);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted; the job goes on where a server runs", e);
      }
    }
  }

  private static IngestRequest.Arrival arrival(Node node, Path file, String suffix)
      throws IOException {
    UUID id = UUID.randomUUID();
    Files.copy(file, node.files.arrival(id));
    return new IngestRequest.Arrival(id, file.getFileName().toString(), suffix);
  }
}
