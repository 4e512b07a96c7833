package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log offline, from its folder alone: every checksum, the chain, the Merkle tree, and all
 * that is signed, the log's own and any checkpoint kept elsewhere. Safe on the folder of a running
 * server, where it checks what was there when it started. Reads only.
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
  private final @Nullable Path keyFile;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  /**
   * @param folder the log
   * @param trusted the log's key as the auditor knows it, null to take the one in the folder
   * @param elsewhere checkpoint files kept off the machine
   */
  public AuditVerifier(Path folder, @Nullable VerifierKey trusted, List<Path> elsewhere) {
    this(folder, trusted, elsewhere, null);
  }

  /**
   * @param keyFile the private key, where it is at hand: it tells whether the mark of the log's end
   *     is the server's own
   */
  public AuditVerifier(
      Path folder, @Nullable VerifierKey trusted, List<Path> elsewhere, @Nullable Path keyFile) {
    this.folder = folder;
    this.trusted = trusted;
    this.elsewhere = List.copyOf(elsewhere);
    this.keyFile = keyFile;
  }

  /** Checks everything; once. */
  public Verdict verify() {
    LogHead head = LogHead.EMPTY;
    long signed = 0;
    Instant begun = Instant.now();
    try {
      findings.addAll(LogFolder.noFiles(folder));
      if (!findings.isEmpty()) {
        return verdict(head, signed);
      }
      // First what was signed, then the records: a log that grows meanwhile only has more.
      Anchors anchors = Anchors.read(folder, trusted, elsewhere);
      Map<Long, byte[]> roots = new HashMap<>();
      anchors.signed().forEach(anchor -> roots.put(anchor.checkpoint().size(), new byte[0]));
      roots.replace(0L, LogHead.EMPTY.root());
      long marked = anchors.tail().map(TailMark.Read::size).orElse(0L);
      long acknowledged = roots.keySet().stream().reduce(marked, Math::max);
      signed = Math.max(anchors.newest(), vouched(anchors));
      Unsigned rest = new Unsigned(signed, begun);
      byte[][] last = {new byte[32]};
      ChainWalk.End end =
          new ChainWalk(
                  SegmentFile.list(folder),
                  anchors.origin(),
                  acknowledged,
                  (chain, buffer, from, to) -> {
                    roots.computeIfPresent(chain.size(), (size, root) -> chain.head().root());
                    rest.see(chain.size() - 1, buffer, from, to);
                    if (chain.size() == marked) {
                      last[0] = chain.last();
                    }
                  })
              .walk(0, Long.MAX_VALUE);
      head = end.head();
      rest.finding(end.last() == null ? "" : end.last().name()).ifPresent(findings::add);
      Optional.ofNullable(end.finding()).ifPresent(findings::add);
      findings.addAll(LogFolder.twins(folder));
      findings.addAll(LogFolder.strangers(folder));
      checkHorizon(end, anchors);
      findings.addAll(anchors.findings());
      doubts.addAll(anchors.doubts());
      compare(end, anchors, roots);
      anchors.tail().ifPresent(mark -> checkTail(end, mark, last[0]));
      rest.doubt().ifPresent(doubts::add);
    } catch (IOException e) {
      doubts.add("cannot read the log: " + e);
    }
    return verdict(head, signed);
  }

  private Verdict verdict(LogHead head, long signed) {
    return new Verdict(
        head.size(),
        Math.min(signed, head.size()),
        LineWriter.hexOf(head.root()),
        findings,
        doubts);
  }

  /** Records that the mark of the end covers, if it can be told that the server wrote it. */
  private long vouched(Anchors anchors) throws IOException {
    if (keyFile == null || !Files.exists(keyFile) || anchors.tail().isEmpty()) {
      return 0;
    }
    TailMark.Read mark = anchors.tail().get();
    return mark.isBy(SigningKey.load(keyFile)) ? mark.size() : 0;
  }

  /** Records may only be gone where it was signed that they may. */
  private void checkHorizon(ChainWalk.End end, Anchors anchors) {
    if (end.finding() == null && end.kept() > anchors.horizon()) {
      findings.add(
          new Finding(
              Finding.Kind.GAP,
              anchors.horizon(),
              SegmentFile.of(folder, 0, SegmentFile.Form.LEAVES).name(),
              "records up to %d are gone, and no signed horizon allows it".formatted(end.kept())));
    }
  }

  private void compare(ChainWalk.End end, Anchors anchors, Map<Long, byte[]> roots) {
    long size = end.head().size();
    for (Anchors.Anchor anchor : anchors.signed()) {
      Checkpoint signed = anchor.checkpoint();
      String name = anchor.file();
      if (end.origin() != null && !end.origin().equals(signed.origin())) {
        findings.add(new Finding(Finding.Kind.FORK, 0, name, "the log is " + end.origin()));
      } else if (signed.size() > size) {
        truncated(end, name, "the checkpoint covers %d records".formatted(signed.size()));
      } else if (!Arrays.equals(roots.get(signed.size()), signed.root())) {
        findings.add(
            new Finding(
                Finding.Kind.FORK,
                Math.max(0, signed.size() - 1),
                name,
                "records up to here are not those the checkpoint was signed for"));
      }
    }
    if (end.last() == null && findings.isEmpty() && anchors.signed().isEmpty()) {
      doubts.add("there is no log in " + folder);
    }
    if (end.torn() > 0 && findings.isEmpty()) {
      doubts.add(
          "torn record at seq=%d: the log ends within a line, as after a crash or a cut"
              .formatted(size));
    }
  }

  private void truncated(ChainWalk.End end, String name, String more) {
    boolean said = findings.stream().anyMatch(each -> each.kind() == Finding.Kind.TRUNCATE);
    if (end.finding() == null && !said) {
      findings.add(
          new Finding(
              Finding.Kind.TRUNCATE,
              end.head().size(),
              end.last() == null ? name : end.last().name(),
              "the log ends here, " + more));
    }
  }

  private void checkTail(ChainWalk.End end, TailMark.Read mark, byte[] last) {
    if (mark.size() > end.head().size()) {
      truncated(end, TailMark.NAME, "%d records were acknowledged".formatted(mark.size()));
    } else if (!Arrays.equals(mark.last(), last)) {
      findings.add(
          new Finding(
              Finding.Kind.FORK,
              Math.max(0, mark.size() - 1),
              TailMark.NAME,
              "the record before the mark is not the one that was acknowledged"));
    } else if (keyFile != null && Files.exists(keyFile)) {
      try {
        if (!mark.isBy(SigningKey.load(keyFile))) {
          findings.add(
              new Finding(
                  Finding.Kind.EDIT, 0, TailMark.NAME, "the mark was not written by the server"));
        }
      } catch (IOException e) {
        doubts.add("cannot read the key: " + e);
      }
    }
  }
}
