package org.graticule.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log offline, from its folder alone: every checksum, the chain, the Merkle tree, and the
 * signed checkpoints, the log's own and any kept elsewhere. Safe on the folder of a running server,
 * where it checks what was there when it started. Reads only.
 *
 * <p>Known limits: with the key that lies beside the log it trusts whoever wrote the folder; give
 * it a copy of the key from elsewhere. A folder rolled back whole to an older state is only found
 * with a checkpoint from elsewhere.
 */
public final class AuditVerifier {
  /** Name of the newest checkpoint in the log's folder. */
  static final String CHECKPOINT = "checkpoint";

  /** Name of the verifier key in the log's folder. */
  static final String KEY = "key.pub";

  private final Path folder;
  private final @Nullable VerifierKey trusted;
  private final List<Path> elsewhere;

  /** A checkpoint and the file it came from. */
  private record Anchor(Path file, Checkpoint checkpoint) {}

  /**
   * @param folder the log
   * @param trusted the log's key as the auditor knows it, null to take the one in the folder
   * @param elsewhere checkpoint files kept off the machine
   */
  public AuditVerifier(Path folder, @Nullable VerifierKey trusted, List<Path> elsewhere) {
    this.folder = folder;
    this.trusted = trusted;
    this.elsewhere = List.copyOf(elsewhere);
  }

  public Verdict verify() {
    List<Finding> findings = new ArrayList<>();
    List<String> doubts = new ArrayList<>();
    LogHead head = LogHead.EMPTY;
    try {
      List<Anchor> anchors = anchors(findings, doubts);
      Map<Long, byte[]> roots = new HashMap<>();
      anchors.forEach(anchor -> roots.put(anchor.checkpoint().size(), new byte[0]));
      roots.replace(0L, LogHead.EMPTY.root());
      ChainWalk.End end = walk(roots);
      head = end.head();
      findings.addAll(0, Optional.ofNullable(end.finding()).stream().toList());
      compare(end, anchors, roots, findings, doubts);
    } catch (IOException e) {
      doubts.add("cannot read the log: " + e);
    }
    return new Verdict(head.size(), LineWriter.hexOf(head.root()), findings, doubts);
  }

  private ChainWalk.End walk(Map<Long, byte[]> roots) throws IOException {
    return new ChainWalk(
            SegmentFile.list(folder),
            (chain, buffer, from, to) ->
                roots.computeIfPresent(chain.size(), (size, root) -> chain.head().root()))
        .walk(0, Long.MAX_VALUE);
  }

  private List<Anchor> anchors(List<Finding> findings, List<String> doubts) throws IOException {
    Optional<VerifierKey> key = Optional.ofNullable(trusted);
    Path keyFile = folder.resolve(KEY);
    if (key.isEmpty()) {
      if (!Files.exists(keyFile)) {
        doubts.add("no key: " + keyFile + " is missing and none was given");
        return List.of();
      }
      String text = new String(Files.readAllBytes(keyFile), StandardCharsets.ISO_8859_1);
      key = VerifierKey.parse(text).filter(read -> text.equals(read + "\n"));
      if (key.isEmpty()) {
        findings.add(new Finding(Finding.Kind.EDIT, 0, KEY, "it is not a verifier key"));
        return List.of();
      }
    }
    List<Anchor> anchors = new ArrayList<>();
    List<Path> files = new ArrayList<>(List.of(folder.resolve(CHECKPOINT)));
    files.addAll(elsewhere);
    for (Path file : files) {
      if (!Files.exists(file)) {
        doubts.add("no checkpoint: " + file + " is missing");
        continue;
      }
      try {
        anchors.add(new Anchor(file, Checkpoint.open(Files.readAllBytes(file), key.get())));
      } catch (Checkpoint.Rejected e) {
        findings.add(
            new Finding(
                Finding.Kind.EDIT,
                0,
                file.getFileName().toString(),
                "the checkpoint was changed: " + e.getMessage()));
      }
    }
    return anchors;
  }

  private void compare(
      ChainWalk.End end,
      List<Anchor> anchors,
      Map<Long, byte[]> roots,
      List<Finding> findings,
      List<String> doubts) {
    long size = end.head().size();
    for (Anchor anchor : anchors) {
      Checkpoint signed = anchor.checkpoint();
      String name = anchor.file().getFileName().toString();
      if (end.origin() != null && !end.origin().equals(signed.origin())) {
        findings.add(new Finding(Finding.Kind.FORK, 0, name, "the log is " + end.origin()));
      } else if (signed.size() > size) {
        if (end.finding() == null) {
          findings.add(
              new Finding(
                  Finding.Kind.TRUNCATE,
                  size,
                  end.last() == null ? name : end.last().name(),
                  "the log ends here, the checkpoint covers %d records".formatted(signed.size())));
        }
      } else if (!Arrays.equals(roots.get(signed.size()), signed.root())) {
        findings.add(
            new Finding(
                Finding.Kind.FORK,
                Math.max(0, signed.size() - 1),
                name,
                "records up to here are not those the checkpoint was signed for"));
      }
    }
    if (end.last() == null && findings.isEmpty() && anchors.isEmpty()) {
      doubts.add("there is no log in " + folder);
    }
    if (end.torn() > 0 && findings.isEmpty()) {
      doubts.add(
          "torn record at seq=%d: the log ends within a line, as after a crash or a cut"
              .formatted(size));
    }
  }
}
