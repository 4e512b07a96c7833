package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graticule.fault.Fault;

/**
 * The private key a log is signed with, and how it changes. In this order, so that a crash at any
 * point leaves a log that opens: the new key lies ready beside the old; a note signed by both is
 * put in the log's folder, which decides; the new key takes the old one's place. For one thread.
 */
final class LogKeys {
  private final LogOptions options;
  private SigningKey current;
  private KeyRing ring;

  private LogKeys(LogOptions options, SigningKey current, KeyRing ring) {
    this.options = options;
    this.current = current;
    this.ring = ring;
  }

  /**
   * Reads the key of a log, or makes one for a new log. A log that exists has a key; a new one in
   * its place would make every old checkpoint void.
   *
   * @throws Fault UNAVAILABLE {@code audit-key} if the key is missing or another log's
   */
  static LogKeys open(LogOptions options) throws IOException {
    if (!Files.exists(options.keyFile())
        && Files.exists(options.folder().resolve(AuditVerifier.KEY))) {
      throw Fault.unavailable(
          "audit-key",
          "the key of the audit log in %s is missing; put it back as %s"
              .formatted(options.folder(), options.keyFile()));
    }
    SigningKey key = SigningKey.loadOrCreate(options.keyFile());
    Path next = next(options);
    try {
      KeyRing ring = KeyRing.read(options.folder(), key.verifier());
      if (!ring.current().equals(key.verifier())) {
        key = Files.exists(next) ? SigningKey.load(next) : key;
        if (!ring.current().equals(key.verifier())) {
          throw Fault.unavailable(
              "audit-key", options.keyFile() + " holds a key that the log has replaced");
        }
        DurableFile.move(next, options.keyFile());
        DurableFile.replace(options.folder().resolve(AuditVerifier.KEY), key.verifier() + "\n");
      }
      Files.deleteIfExists(next);
      return new LogKeys(options, key, ring);
    } catch (Checkpoint.Rejected e) {
      throw Fault.unavailable(
          "audit-damaged",
          "the keys of the audit log in %s are not what was written: %s"
              .formatted(options.folder(), e.getMessage()));
    }
  }

  SigningKey current() {
    return current;
  }

  KeyRing ring() {
    return ring;
  }

  /** Makes the next key the current one, from this state of the log on; answers the note. */
  Path succeed(SigningKey old, LogHead head) throws IOException {
    Path file = next(options);
    SigningKey next = old.successor(file);
    KeyRing.Rotation rotation = ring.add(options.folder(), old, next, head);
    DurableFile.move(file, options.keyFile());
    current = next;
    try {
      ring = KeyRing.read(options.folder(), next.verifier());
    } catch (Checkpoint.Rejected e) {
      throw new IllegalStateException("the note just written", e);
    }
    return rotation.file();
  }

  private static Path next(LogOptions options) {
    return options.keyFile().resolveSibling(options.keyFile().getFileName() + ".next");
  }
}
