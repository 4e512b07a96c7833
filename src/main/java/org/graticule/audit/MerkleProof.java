package org.graticule.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Proofs over the log's Merkle tree (RFC 6962, sections 2.1.1 and 2.1.2): which subtrees a proof
 * needs, their roots taken from one walk over the leaves, and how a verifier puts them together.
 */
final class MerkleProof {
  private MerkleProof() {}

  /** Leaves {@code [from, to)}, whose own tree is a subtree of the log's. */
  record Range(long from, long to) {}

  /** Roots of some subtrees of a log, gathered while its leaves go by in order. */
  static final class Roots {
    private final List<Range> ranges;
    private final List<Chain> chains = new ArrayList<>();

    Roots(List<Range> ranges) {
      this.ranges = ranges;
      ranges.forEach(range -> chains.add(new Chain()));
    }

    void leaf(long seq, byte[] leaf) {
      for (int i = 0; i < ranges.size(); i++) {
        if (seq >= ranges.get(i).from() && seq < ranges.get(i).to()) {
          chains.get(i).append(leaf);
        }
      }
    }

    List<byte[]> roots() {
      return chains.stream().map(chain -> chain.head().root()).toList();
    }
  }

  /** What proves that leaf {@code seq} is in a tree of {@code size} leaves, leaf to root. */
  static List<Range> inclusion(long seq, long size) {
    List<Range> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + half(to - from);
      if (seq < middle) {
        path.add(new Range(middle, to));
        to = middle;
      } else {
        path.add(new Range(from, middle));
        from = middle;
      }
    }
    Collections.reverse(path);
    return path;
  }

  /** What proves that a tree of {@code first} leaves is the beginning of one of {@code second}. */
  static List<Range> consistency(long first, long second) {
    List<Range> path = new ArrayList<>();
    long from = 0;
    long to = second;
    boolean whole = true;
    while (first > 0 && first < to) {
      long middle = from + half(to - from);
      if (first <= middle) {
        path.add(new Range(middle, to));
        to = middle;
      } else {
        path.add(new Range(from, middle));
        from = middle;
        whole = false;
      }
    }
    if (!whole) {
      path.add(new Range(from, to));
    }
    Collections.reverse(path);
    return path;
  }

  /** The root that a leaf and a proof lead to. */
  static byte[] root(byte[] leaf, long seq, long size, List<byte[]> proof) {
    MessageDigest sha256 = Chain.sha256();
    byte[] hash = leaf;
    List<Range> path = inclusion(seq, size);
    if (path.size() != proof.size()) {
      return new byte[0];
    }
    for (int i = 0; i < proof.size(); i++) {
      hash =
          path.get(i).from() > seq
              ? Chain.node(sha256, hash, proof.get(i))
              : Chain.node(sha256, proof.get(i), hash);
    }
    return hash;
  }

  /** Largest power of two below {@code leaves}. */
  private static long half(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
