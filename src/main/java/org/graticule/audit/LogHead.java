package org.graticule.audit;

import java.security.MessageDigest;
import java.util.List;

/**
 * Where a log ends, in hashes: enough to go on writing, and to prove what came before. Immutable by
 * agreement: nobody changes the arrays.
 *
 * @param size records on the log
 * @param last leaf hash of the last record, 32 bytes, zeros for an empty log
 * @param peaks roots of the perfect subtrees of the RFC 6962 tree, largest first: one for each bit
 *     set in {@code size}
 */
record LogHead(long size, byte[] last, List<byte[]> peaks) {

  static final LogHead EMPTY = new LogHead(0, new byte[32], List.of());

  /** Merkle tree hash of all records (RFC 6962, section 2.1). */
  byte[] root() {
    MessageDigest sha256 = Chain.sha256();
    if (peaks.isEmpty()) {
      return sha256.digest();
    }
    byte[] root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Chain.node(sha256, peaks.get(i), root);
    }
    return root;
  }
}
