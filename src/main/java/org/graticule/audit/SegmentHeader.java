package org.graticule.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * First line of a segment: which log it belongs to and the hash state before its first record. It
 * holds nothing that does not follow from the records before, so a verifier can rebuild it byte by
 * byte, and a log can be opened, or checked from a checkpoint on, without reading older segments.
 *
 * @param origin name of the log
 * @param before the log's head when the segment was begun
 */
record SegmentHeader(String origin, LogHead before) {
  static final String FORMAT = "graticule-audit-1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The whole line, newline included. */
  byte[] line() {
    LineWriter out = new LineWriter();
    out.put("{\"format\":\"").put(FORMAT).put("\",\"origin\":").string(origin);
    out.put(",\"peaks\":[");
    for (int i = 0; i < before.peaks().size(); i++) {
      out.put(i == 0 ? "\"" : ",\"").hex(before.peaks().get(i)).put('"');
    }
    out.put("],\"prev\":\"").hex(before.last()).put("\",\"seq\":").decimal(before.size()).put('}');
    new Frame().close(out, 0);
    return Arrays.copyOf(out.bytes(), out.length());
  }

  /** Reads a line without its newline; empty unless writing it again gives the same bytes. */
  static Optional<SegmentHeader> parse(byte[] buffer, int from, int to) {
    if (!new Frame().intact(buffer, from, to)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(buffer, from, to - Frame.TRAILER - from);
      HexFormat hex = HexFormat.of();
      List<byte[]> peaks = new ArrayList<>();
      for (JsonNode peak : node.path("peaks")) {
        peaks.add(hex.parseHex(peak.asText()));
      }
      LogHead before =
          new LogHead(node.path("seq").asLong(-1), hex.parseHex(node.path("prev").asText()), peaks);
      SegmentHeader header = new SegmentHeader(node.path("origin").asText(), before);
      return header.isAt(buffer, from, to) && header.isPossible()
          ? Optional.of(header)
          : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /** Whether these are the bytes of this header, newline not counted. */
  boolean isAt(byte[] buffer, int from, int to) {
    byte[] line = line();
    return Arrays.equals(line, 0, line.length - 1, buffer, from, to);
  }

  private boolean isPossible() {
    return before.size() >= 0
        && before.last().length == 32
        && (before.size() > 0 || Arrays.equals(before.last(), LogHead.EMPTY.last()))
        && before.peaks().size() == Long.bitCount(before.size())
        && before.peaks().stream().allMatch(peak -> peak.length == 32)
        && !origin.isEmpty()
        && origin.getBytes(StandardCharsets.UTF_8).length <= 255;
  }
}
