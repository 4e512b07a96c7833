package org.graticule.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a verification found.
 *
 * @param size sound records from the start of the log
 * @param signed how many of them a signature covers
 * @param root Merkle root over them, hex
 * @param findings tampering, first places first
 * @param doubts what could not be told, and why
 */
public record Verdict(
    long size, long signed, String root, List<Finding> findings, List<String> doubts) {

  /** 0 good, 1 tampered, 2 cannot tell. */
  public int exitCode() {
    if (!findings.isEmpty()) {
      return 1;
    }
    return doubts.isEmpty() ? 0 : 2;
  }

  /** One line for each finding and doubt, and a last one with the sum. */
  public List<String> lines() {
    String outcome =
        switch (exitCode()) {
          case 0 -> "good";
          case 1 -> "tampered";
          default -> "cannot tell";
        };
    return Stream.of(
            findings.stream().map(Finding::line),
            doubts.stream().map(doubt -> "unsure " + doubt),
            Stream.of("%s: %d sound records%s, root %s".formatted(outcome, size, rest(), root)))
        .flatMap(lines -> lines)
        .toList();
  }

  private String rest() {
    return signed < size ? ", the last %d not signed yet".formatted(size - signed) : "";
  }
}
