package org.graticule.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is signed about a log: its own checkpoint, its changes of keys, its horizon, and
 * checkpoints kept elsewhere; and what was wrong with reading them.
 */
final class Anchors {
  /** A checkpoint and the name of the file it came from. */
  record Anchor(String file, Checkpoint checkpoint) {}

  private final List<Anchor> signed = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private Optional<Horizon> horizon = Optional.empty();
  private Optional<TailMark.Read> tail = Optional.empty();

  private Anchors() {}

  /**
   * Reads them.
   *
   * @param trusted the log's key as the auditor knows it, null to take the one in the folder
   * @param elsewhere checkpoint files kept off the machine
   */
  static Anchors read(Path folder, @Nullable VerifierKey trusted, List<Path> elsewhere)
      throws IOException {
    Anchors anchors = new Anchors();
    anchors.readTail(folder);
    KeyRing keys = anchors.keys(folder, trusted);
    if (keys != null) {
      anchors.readCheckpoint(
          folder.resolve(AuditVerifier.CHECKPOINT), keys, "the checkpoint was changed: ");
      for (Path file : elsewhere) {
        anchors.readCheckpoint(file, keys, "it was changed, or is of another log: ");
      }
      for (KeyRing.Rotation rotation : keys.rotations()) {
        anchors.signed.add(new Anchor(rotation.file().getFileName().toString(), rotation.at()));
      }
      anchors.readHorizon(folder, keys);
    }
    return anchors;
  }

  private @Nullable KeyRing keys(Path folder, @Nullable VerifierKey trusted) throws IOException {
    Path file = folder.resolve(AuditVerifier.KEY);
    VerifierKey key = trusted;
    if (key == null) {
      if (!Files.exists(file)) {
        doubts.add("no key: " + file + " is missing and none was given");
        return null;
      }
      String text = new String(LogFolder.note(file), StandardCharsets.ISO_8859_1);
      key = VerifierKey.parse(text).filter(read -> text.equals(read + "\n")).orElse(null);
      if (key == null) {
        edited(AuditVerifier.KEY, "it is not a verifier key");
        return null;
      }
    }
    try {
      return KeyRing.read(folder, key);
    } catch (Checkpoint.Rejected e) {
      edited(AuditVerifier.KEY, "the keys do not follow from each other: " + e.getMessage());
      return null;
    }
  }

  private void readCheckpoint(Path file, KeyRing keys, String wrong) throws IOException {
    if (!Files.exists(file)) {
      doubts.add("no checkpoint: " + file + " is missing");
      return;
    }
    String name = file.getFileName().toString();
    try {
      signed.add(new Anchor(name, Checkpoint.open(LogFolder.note(file), keys)));
    } catch (Checkpoint.Rejected e) {
      edited(name, wrong + e.getMessage());
    }
  }

  private void readHorizon(Path folder, KeyRing keys) throws IOException {
    try {
      horizon = Horizon.read(folder, keys);
      horizon.ifPresent(read -> signed.add(new Anchor(Horizon.NAME, read.at())));
    } catch (Checkpoint.Rejected e) {
      edited(Horizon.NAME, "the horizon was changed: " + e.getMessage());
    }
  }

  private void readTail(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      tail = TailMark.read(folder);
    } catch (Checkpoint.Rejected e) {
      edited(TailMark.NAME, e.getMessage());
      return;
    }
    if (tail.isEmpty()) {
      doubts.add("no mark of the end: %s says nothing".formatted(folder.resolve(TailMark.NAME)));
    }
  }

  private void edited(String file, String message) {
    findings.add(new Finding(Finding.Kind.EDIT, 0, file, message));
  }

  List<Anchor> signed() {
    return signed;
  }

  List<Finding> findings() {
    return findings;
  }

  List<String> doubts() {
    return doubts;
  }

  /** Name of the log by its own checkpoint, null where there is none. */
  @Nullable String origin() {
    return signed.isEmpty() ? null : signed.getFirst().checkpoint().origin();
  }

  /** Records that the newest signature covers. */
  long newest() {
    return signed.stream().mapToLong(anchor -> anchor.checkpoint().size()).max().orElse(0);
  }

  /** Records that may be gone. */
  long horizon() {
    return horizon.map(read -> read.at().size()).orElse(0L);
  }

  Optional<TailMark.Read> tail() {
    return tail;
  }
}
