package org.graticule.http;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a route answers: a status, headers and a body of one of a few shapes. */
public sealed interface Reply {
  int status();

  Map<String, String> headers();

  /** A value written as JSON. */
  record Value(int status, String type, Object value, Map<String, String> headers)
      implements Reply {}

  /** Bytes in memory. */
  record Bytes(int status, String type, byte[] bytes, Map<String, String> headers)
      implements Reply {}

  /** A file, sent without passing through the heap. */
  record File(int status, String type, Path path, Map<String, String> headers) implements Reply {}

  /** A part of a file, sent without passing through the heap. */
  record FilePart(int status, String type, Path path, ByteRange range, Map<String, String> headers)
      implements Reply {}

  /** A file made for this answer, deleted once it is sent. */
  record OneTimeFile(int status, String type, Path path, Map<String, String> headers)
      implements Reply {}

  /** Nothing but a status. */
  record Empty(int status, Map<String, String> headers) implements Reply {}

  static Reply ok(Object value) {
    return new Value(200, "application/json", value, Map.of());
  }

  static Reply created(Object value) {
    return new Value(201, "application/json", value, Map.of());
  }

  static Reply accepted(Object value) {
    return new Value(202, "application/json", value, Map.of());
  }

  static Reply noContent() {
    return new Empty(204, Map.of());
  }

  /** Sends a browser on to another address of ours. */
  static Reply seeOther(String location) {
    return new Empty(303, Map.of("Location", location));
  }

  static Reply bytes(String type, byte[] bytes) {
    return new Bytes(200, type, bytes, Map.of());
  }

  static Reply file(String type, Path path) {
    return new File(200, type, path, Map.of());
  }

  /** The same answer with one header more. */
  default Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers());
    more.put(name, value);
    return switch (this) {
      case Value v -> new Value(v.status, v.type, v.value, more);
      case Bytes b -> new Bytes(b.status, b.type, b.bytes, more);
      case File f -> new File(f.status, f.type, f.path, more);
      case FilePart p -> new FilePart(p.status, p.type, p.path, p.range, more);
      case OneTimeFile o -> new OneTimeFile(o.status, o.type, o.path, more);
      case Empty e -> new Empty(e.status, more);
    };
  }
}
