package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MerkleProofTest {
  @TempDir Path data;

  @Test
  void everyLeafOfEveryTreeLeadsToItsRoot() {
    List<byte[]> leaves = leaves(40);
    for (int size = 1; size <= leaves.size(); size++) {
      byte[] root = root(leaves, 0, size);
      for (int seq = 0; seq < size; seq++) {
        List<byte[]> proof = roots(MerkleProof.inclusion(seq, size), leaves);
        assertThat(MerkleProof.root(leaves.get(seq), seq, size, proof)).isEqualTo(root);
        if (size > 1) {
          proof.set(0, new byte[32]);
          assertThat(MerkleProof.root(leaves.get(seq), seq, size, proof)).isNotEqualTo(root);
        }
      }
    }
  }

  /** The example of RFC 6962, section 2.1.3. */
  @Test
  void proofsOfConsistencyAreThoseOfTheStandard() {
    assertThat(MerkleProof.consistency(3, 7))
        .containsExactly(range(2, 3), range(3, 4), range(0, 2), range(4, 7));
    assertThat(MerkleProof.consistency(4, 7)).containsExactly(range(4, 7));
    assertThat(MerkleProof.consistency(6, 7))
        .containsExactly(range(4, 6), range(6, 7), range(0, 4));
    assertThat(MerkleProof.consistency(7, 7)).isEmpty();
    assertThat(MerkleProof.inclusion(0, 7)).containsExactly(range(1, 2), range(2, 4), range(4, 7));
    assertThat(MerkleProof.inclusion(6, 7)).containsExactly(range(4, 6), range(0, 4));
  }

  @Test
  void aProofIsCheckedWithTheKeyAloneAndByThePageForAuditors() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 12);
    AuditProver prover = new AuditProver(folder, null);
    VerifierKey key = AuditFixture.key(folder);
    for (String event : List.of("0", "5", "13", AuditFixture.tile(3).id().toString())) {
      AuditProver.Answer proof = prover.prove(event);
      assertThat(proof.exitCode()).as(proof.text()).isZero();
      assertThat(AuditProver.check(proof.text(), key).text()).startsWith("good");
      String forged = proof.text().replaceFirst("index \\d+", "index 1");
      assertThat(AuditProver.check(forged, key).exitCode()).isEqualTo(1);
      Files.writeString(data.resolve("proof"), proof.text() + "\n");
      assertThat(asAuditorsDo(data)).startsWith("True {");
    }
    assertThat(prover.prove("99").exitCode()).isEqualTo(2);
  }

  @Test
  void growthSinceACheckpointIsProvedAndAnotherPastIsNot() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 12);
    Path then = Files.copy(folder.resolve("checkpoint"), data.resolve("then"));
    AuditFixture.closedLog(data, 1500, 7);
    AuditProver.Answer grown = new AuditProver(folder, null).consistency(then);
    assertThat(grown.exitCode()).as(grown.text()).isZero();
    assertThat(grown.text())
        .startsWith("consistency 14 23")
        .endsWith("good: 14 records then, 23 now");
    Path other = AuditFixture.closedLog(data.resolve("other"), 1500, 12).resolve("checkpoint");
    assertThat(new AuditProver(folder, null).consistency(other).exitCode()).isEqualTo(1);
  }

  /** Runs the Python of audit.md. */
  private static String asAuditorsDo(Path data) throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/audit.md"));
    int from = page.indexOf("```python\n") + 10;
    Process python =
        new ProcessBuilder("python3", "-c", page.substring(from, page.indexOf("```", from)))
            .directory(data.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static MerkleProof.Range range(long from, long to) {
    return new MerkleProof.Range(from, to);
  }

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      leaves.add(Chain.sha256().digest(new byte[] {0, (byte) n}));
    }
    return leaves;
  }

  private static byte[] root(List<byte[]> leaves, int from, int to) {
    Chain chain = new Chain();
    leaves.subList(from, to).forEach(chain::append);
    return chain.head().root();
  }

  private static List<byte[]> roots(List<MerkleProof.Range> ranges, List<byte[]> leaves) {
    List<byte[]> roots = new ArrayList<>();
    ranges.forEach(each -> roots.add(root(leaves, (int) each.from(), (int) each.to())));
    return roots;
  }
}
