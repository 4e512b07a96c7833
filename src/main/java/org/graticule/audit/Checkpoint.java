package org.graticule.audit;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a log vouches for at one moment, as a signed note in C2SP tlog-checkpoint form (see
 * https://c2sp.org/tlog-checkpoint): origin, size and Merkle root, and perhaps lines of extension.
 * A copy kept elsewhere proves any later rewriting or truncation.
 *
 * @param origin name of the log, and of the key
 * @param size records covered
 * @param root Merkle tree hash of them, 32 bytes
 * @param extension what else is vouched for; empty in a plain checkpoint
 */
record Checkpoint(String origin, long size, byte[] root, List<String> extension) {

  /** Why a note is not a checkpoint of this log. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }
  }

  static Checkpoint of(String origin, LogHead head, String... extension) {
    return new Checkpoint(origin, head.size(), head.root(), List.of(extension));
  }

  /** The signed part of the note. */
  String text() {
    StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n');
    text.append(Base64.getEncoder().encodeToString(root)).append('\n');
    extension.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  String signedBy(SigningKey... keys) {
    return Note.of(text(), List.of(keys)).toString();
  }

  /** Reads what a note vouches for, whoever signed it. */
  static Checkpoint in(Note note) throws Rejected {
    String[] lines = note.text().split("\n", -1);
    try {
      Checkpoint read =
          new Checkpoint(
              lines[0],
              Long.parseLong(lines[1]),
              Base64.getDecoder().decode(lines[2]),
              List.of(Arrays.copyOfRange(lines, 3, lines.length - 1)));
      if (read.text().equals(note.text()) && read.size() >= 0 && read.root().length == 32) {
        return read;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Answered below.
    }
    throw new Rejected("it does not have the form of a checkpoint");
  }

  /** Opens a plain checkpoint, signed once with a key that was the log's at that size. */
  static Checkpoint open(byte[] bytes, KeyRing keys) throws Rejected {
    Checkpoint checkpoint = openAny(bytes, keys);
    if (!checkpoint.extension().isEmpty()) {
      throw new Rejected("it is a note of another kind");
    }
    return checkpoint;
  }

  /** Opens a checkpoint, with or without extension, signed once by the key of its time. */
  static Checkpoint openAny(byte[] bytes, KeyRing keys) throws Rejected {
    Note note = Note.parse(bytes);
    Checkpoint checkpoint = in(note);
    if (note.signatures().size() != 1) {
      throw new Rejected("it has %d signatures".formatted(note.signatures().size()));
    }
    keys.require(note, checkpoint.size());
    return checkpoint;
  }
}
