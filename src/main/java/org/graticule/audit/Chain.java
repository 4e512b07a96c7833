package org.graticule.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The hash state of a log as it grows: the leaf hash of the last record (which the next record
 * names as {@code prev}) and the peaks of the RFC 6962 Merkle tree over all leaves. A leaf hash is
 * SHA-256 of a zero byte and the record's JSON, so one hash serves chain and tree. Not thread-safe.
 */
final class Chain {
  private final MessageDigest sha256 = sha256();
  private final byte[][] peaks = new byte[63][];
  private int peakCount;
  private long size;
  private byte[] last = new byte[32];

  Chain() {}

  Chain(LogHead head) {
    reset(head);
  }

  void reset(LogHead head) {
    size = head.size();
    last = head.last();
    peakCount = head.peaks().size();
    for (int i = 0; i < peakCount; i++) {
      peaks[i] = head.peaks().get(i);
    }
  }

  /** Takes the JSON of the next record, {@code [from, to)} of the buffer. */
  void append(byte[] buffer, int from, int to) {
    sha256.update((byte) 0);
    sha256.update(buffer, from, to - from);
    append(sha256.digest());
  }

  /** Takes the leaf hash of the next record, which is kept, not copied. */
  void append(byte[] leaf) {
    byte[] hash = leaf;
    last = leaf;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = node(sha256, peaks[--peakCount], hash);
    }
    peaks[peakCount++] = hash;
    size++;
  }

  /** Records so far, and so the sequence number of the next one. */
  long size() {
    return size;
  }

  /** Leaf hash of the last record, zeros before the first. Not to be changed. */
  byte[] last() {
    return last;
  }

  LogHead head() {
    return new LogHead(size, last, List.of(Arrays.copyOf(peaks, peakCount)));
  }

  static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
    sha256.update((byte) 1);
    sha256.update(left);
    sha256.update(right);
    return sha256.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
