package org.graticule.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes proofs out of a log, offline: that a record is on it, and that it has grown from an older
 * state without a change. Whoever holds the log's public key can check them without the log.
 */
public final class AuditProver {
  /** First line of a proof of inclusion, in the form of C2SP tlog-proof. */
  static final String FORMAT = "c2sp.org/tlog-proof@v1";

  private final Path folder;
  private final @Nullable VerifierKey trusted;

  /**
   * What came of it.
   *
   * @param exitCode 0 proved, 1 the log says otherwise, 2 cannot tell
   * @param text the proof, or why there is none
   */
  public record Answer(int exitCode, String text) {}

  /**
   * @param trusted the log's key as the auditor knows it, null to take the one in the folder
   */
  public AuditProver(Path folder, @Nullable VerifierKey trusted) {
    this.folder = folder;
    this.trusted = trusted;
  }

  /**
   * Proves that a record is on the log.
   *
   * @param event its number, or the event's id
   */
  public Answer prove(String event) throws IOException {
    Verdict verdict = new AuditVerifier(folder, trusted, List.of()).verify();
    if (verdict.exitCode() != 0) {
      return new Answer(verdict.exitCode(), String.join("\n", verdict.lines()));
    }
    Optional<Recorded> found = find(event);
    if (found.isEmpty()) {
      return new Answer(2, "there is no record " + event + " on the log, or no more than its hash");
    }
    Recorded record = found.get();
    byte[] note = Files.readAllBytes(folder.resolve(AuditVerifier.CHECKPOINT));
    Checkpoint signed = checkpoint(note);
    if (record.seq() >= signed.size()) {
      return new Answer(
          2, "record %d is newer than the checkpoint, try again".formatted(record.seq()));
    }
    List<byte[]> path = roots(MerkleProof.inclusion(record.seq(), signed.size())).roots();
    StringBuilder text = new StringBuilder(FORMAT).append("\nextra ");
    Base64.Encoder base64 = Base64.getEncoder();
    text.append(base64.encodeToString(record.json().getBytes(StandardCharsets.UTF_8)));
    text.append("\nindex ").append(record.seq()).append('\n');
    path.forEach(hash -> text.append(base64.encodeToString(hash)).append('\n'));
    return new Answer(0, text + "\n" + new String(note, StandardCharsets.UTF_8).stripTrailing());
  }

  /** Checks a proof of inclusion with nothing but the key. */
  public static Answer check(String proof, VerifierKey key) {
    try {
      String[] halves = proof.split("\n\n", 2);
      String[] lines = halves[0].split("\n");
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] json = base64.decode(lines[1].substring("extra ".length()));
      long seq = Long.parseLong(lines[2].substring("index ".length()));
      List<byte[]> path = new ArrayList<>();
      for (int i = 3; i < lines.length; i++) {
        path.add(base64.decode(lines[i]));
      }
      byte[] note = (halves[1].stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
      Checkpoint signed = Checkpoint.open(note, KeyRing.of(key));
      Chain leaf = new Chain();
      leaf.append(json, 0, json.length);
      byte[] root = MerkleProof.root(leaf.last(), seq, signed.size(), path);
      boolean right =
          lines[0].equals(FORMAT) && seq < signed.size() && Arrays.equals(root, signed.root());
      return right
          ? new Answer(
              0,
              "good: record %d of %d: ".formatted(seq, signed.size())
                  + new String(json, StandardCharsets.UTF_8))
          : new Answer(
              1, "tampered kind=fork seq=%d: the proof leads to another root".formatted(seq));
    } catch (Checkpoint.Rejected | IllegalArgumentException | IndexOutOfBoundsException e) {
      return new Answer(1, "tampered kind=edit seq=0: not a proof: " + e.getMessage());
    }
  }

  /** Proves that the log has only grown since a checkpoint that was kept elsewhere. */
  public Answer consistency(Path older) throws IOException {
    Verdict verdict = new AuditVerifier(folder, trusted, List.of(older)).verify();
    if (verdict.exitCode() != 0) {
      return new Answer(verdict.exitCode(), String.join("\n", verdict.lines()));
    }
    Checkpoint then = checkpoint(Files.readAllBytes(older));
    Checkpoint now = checkpoint(Files.readAllBytes(folder.resolve(AuditVerifier.CHECKPOINT)));
    if (then.size() > now.size()) {
      return new Answer(2, "the log's own checkpoint is older than " + older);
    }
    StringBuilder text = new StringBuilder();
    text.append("consistency %d %d\n".formatted(then.size(), now.size()));
    for (byte[] hash : roots(MerkleProof.consistency(then.size(), now.size())).roots()) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return new Answer(0, text + "good: %d records then, %d now".formatted(then.size(), now.size()));
  }

  private static Checkpoint checkpoint(byte[] note) throws IOException {
    try {
      return Checkpoint.in(Note.parse(note));
    } catch (Checkpoint.Rejected e) {
      throw new IOException("the checkpoint: " + e.getMessage());
    }
  }

  private MerkleProof.Roots roots(List<MerkleProof.Range> ranges) throws IOException {
    MerkleProof.Roots roots = new MerkleProof.Roots(ranges);
    new ChainWalk(
            SegmentFile.list(folder),
            (chain, buffer, from, to) -> roots.leaf(chain.size() - 1, chain.last()))
        .walk(0, Long.MAX_VALUE);
    return roots;
  }

  private Optional<Recorded> find(String event) throws IOException {
    boolean byNumber = event.matches("\\d{1,18}");
    long from = byNumber ? Long.parseLong(event) : 0;
    AuditTail tail = new AuditTail(folder, from, () -> Long.MAX_VALUE);
    String id = "\"id\":\"" + event.toLowerCase(Locale.ROOT) + "\"";
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded record : some) {
        if (byNumber ? record.seq() == from : record.json().contains(id)) {
          return Optional.of(record);
        }
      }
      if (byNumber) {
        break;
      }
    }
    return Optional.empty();
  }
}
