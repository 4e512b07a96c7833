package org.graticule.dataset;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes a frozen snapshot to an archive in every format its recipe names, the manifest last.
 * Either the whole archive appears under its name or nothing does. Stateless.
 */
public final class Release {
  /** Never the line ends of the machine it runs on. */
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private final String software;

  /**
   * @param software name and version of this server, for the manifest
   */
  public Release(String software) {
    this.software = software;
  }

  /**
   * What was published.
   *
   * @param archive the file itself
   * @param listing the manifest as a member
   * @param manifest what it says
   * @param labels number of labels inside
   */
  public record Published(Member archive, Member listing, JsonNode manifest, long labels) {}

  /**
   * @param target where the archive appears; what is there is replaced
   * @param checkpoint the audit log's head when the snapshot was frozen; null where unknown
   */
  public Published publish(
      Snapshot snapshot, Path target, @Nullable String checkpoint, Progress progress)
      throws IOException {
    Losses losses = new Losses();
    SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
    LabelCount labels = new LabelCount(snapshot);
    try (Archive archive = new Archive(target)) {
      int formats = snapshot.recipe().formats().size();
      for (int i = 0; i < formats; i++) {
        ExportFormat format = ExportFormats.named(snapshot.recipe().formats().get(i));
        Progress part = progress.between((double) i / formats, (double) (i + 1) / formats);
        counts.put(
            format.name(),
            format.write(i == 0 ? labels.counting() : snapshot, archive, losses, part));
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORM,
              software,
              snapshot.version(),
              snapshot.recipe(),
              checkpoint,
              labels.byClass(),
              counts,
              losses.all(),
              snapshot.scenes(),
              archive.members());
      JsonNode json = Json.MAPPER.valueToTree(manifest);
      try (OutputStream out = archive.compressed(Manifest.NAME)) {
        Json.MAPPER.writer(PRINTER).writeValue(out, json);
      }
      Member listing = archive.members().getLast();
      return new Published(archive.publish(), listing, json, labels.total());
    }
  }
}
