package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
      "Bring images into a project: into the data of this machine, beside a running server or",
      "without one, or with --server into a server elsewhere, in pieces that survive a lost",
      "connection; the same command again goes on where it was.",
      "What lies beside an image is taken along: its mask (FILE.msk), a world file",
      "(.wld, .tfw, .jgw, ...), a CRS (.prj), a camera (.rpb, _rpc.txt), the header of bare",
      "samples (.hdr). The originals are copied."
    },
    footer = {
      "",
      "Examples:",
      "  graticule ingest --project \"Harbour survey\" --as lead *.tif",
      "  graticule ingest --server https://labels.example --token-file token \\",
      "      --project \"Harbour survey\" *.tif"
    })
final class IngestCommand implements Runnable {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--project", required = true, description = "Name or id of the project.")
  private String project = "";

  @Option(
      names = "--as",
      paramLabel = "USERNAME",
      description =
          "Account in whose name it happens; needs the role project-lead. Not with --server.")
  private @Nullable String username;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Send the images to this server instead of working on this machine's data.")
  private @Nullable URI server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with an API token for --server that may do SCENE_INGEST and JOB_READ.")
  private @Nullable Path tokenFile;

  @Option(names = "--mark", description = "Marking in banner form; default: the lowest.")
  private @Nullable String mark;

  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<Path> images = List.of();

  @Override
  public void run() {
    boolean failed = server != null ? remotely(server) : locally();
    if (failed) {
      throw new IllegalStateException("not every image could be read");
    }
  }

  /** Whether anything failed. */
  private boolean remotely(URI server) {
    if (tokenFile == null || username != null) {
      throw new IllegalStateException("--server needs --token-file, and takes no --as");
    }
    boolean failed = false;
    try (RemoteUpload remote = new RemoteUpload(server, Files.readString(tokenFile).strip())) {
      String id = remote.project(project);
      for (Path image : images) {
        failed |= !send(remote, id, image);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage());
    }
    return failed;
  }

  private boolean send(RemoteUpload remote, String project, Path image) throws IOException {
    List<Path> files = new ArrayList<>(Sidecar.beside(image).values());
    files.add(image);
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    long whole = total;
    String name = image.getFileName().toString();
    ProgressBar sending = new ProgressBar(System.err, name);
    String job =
        remote.upload(
            project,
            files,
            Optional.ofNullable(mark),
            sent -> sending.at((double) sent / whole, "sending"));
    ProgressBar making = new ProgressBar(System.err, name);
    while (true) {
      JsonNode now = remote.job(job);
      making.at(now.get("progress").asDouble(), now.path("message").asText(null));
      switch (now.get("state").asText()) {
        case "done" -> {
          System.out.println(now.path("scene").asText() + " " + image);
          return true;
        }
        case "failed" -> {
          System.err.println(
              image + ": " + now.path("message").asText() + " [" + now.path("code").asText() + "]");
          return false;
        }
        default -> pause();
      }
    }
  }

  private boolean locally() {
    if (username == null) {
      throw new IllegalStateException("--as USERNAME is needed, or --server and --token-file");
    }
    Settings settings = options.load(Map.of());
    boolean failed = false;
    try (LocalNode local = LocalNode.open(settings)) {
      if (local.alone()) {
        local.node.startJobs();
      }
      Subject subject = local.actingAs(username);
      UUID id = local.project(project).id();
      for (Path image : images) {
        failed |= !ingest(local.node, subject, id, image);
      }
    }
    return failed;
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
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the job goes on where a server runs", e);
    }
  }

  private static IngestRequest.Arrival arrival(Node node, Path file, String suffix)
      throws IOException {
    UUID id = UUID.randomUUID();
    Files.copy(file, node.files.arrival(id));
    return new IngestRequest.Arrival(id, file.getFileName().toString(), suffix);
  }
}
