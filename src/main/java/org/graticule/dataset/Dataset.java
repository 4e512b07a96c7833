package org.graticule.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frozen version of a dataset as the catalogue knows it. Immutable.
 *
 * @param version counts the datasets of this name in the project, from 1
 * @param reason why it failed; null otherwise
 * @param ontology version of the project's ontology when it was frozen
 * @param markId join of everything inside
 * @param checkpoint length and last hash of the audit log when it was frozen; null where unknown
 * @param job that builds it; null for one built at a console
 * @param progress of that job, 0 to 1
 * @param archive the published file; null before
 * @param manifestSha256 null before it is published
 * @param manifest null before it is published, and in lists
 */
public record Dataset(
    UUID id,
    UUID project,
    String name,
    int version,
    State state,
    @Nullable String reason,
    Recipe recipe,
    int ontology,
    int markId,
    @Nullable String checkpoint,
    @Nullable UUID job,
    double progress,
    @Nullable Member archive,
    @Nullable String manifestSha256,
    @Nullable JsonNode manifest,
    Instant created,
    UUID createdBy,
    String createdName) {

  /** How far it is. */
  public enum State {
    BUILDING,
    PUBLISHED,
    FAILED;

    /** As the contract and the database write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /** A name for the file when it leaves, without anything a header or a file system minds. */
  public String fileName() {
    return name.replace(' ', '-') + "-v" + version + ".zip";
  }
}
