package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys a log has been signed with, one after the other. Each change of keys is a note in the
 * log's folder, signed with the old key and the new one, so that whoever trusts one key of the row
 * can trust them all, and with an old one nothing newer can be signed. Immutable.
 */
final class KeyRing {
  private static final String ROTATION = "rotation-";
  private static final String FROM = "key-from ";
  private static final String TO = "key-to ";

  /**
   * One key.
   *
   * @param until log size up to which it may sign, the greatest number for the current key
   */
  private record Held(VerifierKey key, long until) {}

  /**
   * A change of keys.
   *
   * @param at what the log was then
   */
  record Rotation(Path file, Checkpoint at, VerifierKey from, VerifierKey to) {}

  private final List<Held> keys;
  private final List<Rotation> rotations;

  private KeyRing(List<Held> keys, List<Rotation> rotations) {
    this.keys = keys;
    this.rotations = rotations;
  }

  /** A ring of one key. */
  static KeyRing of(VerifierKey key) {
    return new KeyRing(List.of(new Held(key, Long.MAX_VALUE)), List.of());
  }

  /**
   * Reads the row of keys in a log's folder.
   *
   * @param trusted a key that must be of the row
   */
  static KeyRing read(Path folder, VerifierKey trusted) throws IOException, Checkpoint.Rejected {
    List<Rotation> rotations = new ArrayList<>();
    for (Path file : files(folder)) {
      Rotation next = rotation(file);
      rotations.add(next);
      if (!file.equals(file(folder, rotations.size()))) {
        throw new Checkpoint.Rejected(
            "%s is change %d of keys".formatted(file.getFileName(), rotations.size()));
      }
    }
    if (rotations.isEmpty()) {
      return of(trusted);
    }
    List<Held> keys = new ArrayList<>();
    for (int i = 0; i < rotations.size(); i++) {
      Rotation each = rotations.get(i);
      if (i > 0
          && (!rotations.get(i - 1).to().equals(each.from())
              || rotations.get(i - 1).at().size() > each.at().size())) {
        throw new Checkpoint.Rejected(each.file().getFileName() + " does not follow");
      }
      keys.add(new Held(each.from(), each.at().size()));
    }
    keys.add(new Held(rotations.getLast().to(), Long.MAX_VALUE));
    if (keys.stream().noneMatch(held -> held.key().equals(trusted))) {
      throw new Checkpoint.Rejected("the trusted key is none of those the log was signed with");
    }
    return new KeyRing(keys, rotations);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> isName(file.getFileName().toString())).sorted().toList();
    }
  }

  /** Whether a file of this name holds a change of keys. */
  static boolean isName(String name) {
    return name.matches(ROTATION + "[0-9]{6}");
  }

  private static Path file(Path folder, int number) {
    return folder.resolve(ROTATION + "%06d".formatted(number));
  }

  private static Rotation rotation(Path file) throws IOException, Checkpoint.Rejected {
    Note note = Note.parse(LogFolder.note(file));
    Checkpoint at = Checkpoint.in(note);
    if (at.extension().size() == 2
        && at.extension().get(0).startsWith(FROM)
        && at.extension().get(1).startsWith(TO)
        && note.signatures().size() == 2) {
      VerifierKey from =
          VerifierKey.parse(at.extension().get(0).substring(FROM.length()))
              .orElseThrow(() -> new Checkpoint.Rejected("it names no key"));
      VerifierKey to =
          VerifierKey.parse(at.extension().get(1).substring(TO.length()))
              .orElseThrow(() -> new Checkpoint.Rejected("it names no key"));
      if (from.name().equals(at.origin())
          && to.name().equals(at.origin())
          && note.isSigned(0, from)
          && note.isSigned(1, to)) {
        return new Rotation(file, at, from, to);
      }
    }
    throw new Checkpoint.Rejected(file.getFileName() + " is not a change of keys");
  }

  /** Writes the note that the log goes over from one key to another. */
  Rotation add(Path folder, SigningKey from, SigningKey to, LogHead head) throws IOException {
    Checkpoint at =
        Checkpoint.of(from.verifier().name(), head, FROM + from.verifier(), TO + to.verifier());
    Path file = file(folder, rotations.size() + 1);
    DurableFile.replace(file, at.signedBy(from, to));
    return new Rotation(file, at, from.verifier(), to.verifier());
  }

  List<Rotation> rotations() {
    return rotations;
  }

  /** The key that signs now. */
  VerifierKey current() {
    return keys.getLast().key();
  }

  /** Refuses a note of one signature unless a key signed it that was the log's at that size. */
  void require(Note note, long size) throws Checkpoint.Rejected {
    for (Held held : keys) {
      if (note.isSigned(0, held.key())) {
        if (size > held.until()) {
          throw new Checkpoint.Rejected("it is signed with a key that had been replaced by then");
        }
        return;
      }
    }
    throw new Checkpoint.Rejected("it is not signed with a key of this log");
  }
}
