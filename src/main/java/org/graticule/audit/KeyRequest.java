package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.graticule.fault.Fault;

/**
 * A request for another signing key, to the server that has the log open: a file beside the key,
 * where only those can write who have the key itself. Stateless.
 */
public final class KeyRequest {
  private KeyRequest() {}

  /**
   * Leaves a request and waits until the server has gone over to a new key.
   *
   * @return the new key
   * @throws Fault UNAVAILABLE {@code audit-key} if it has not after this time
   */
  public static String make(LogOptions options, Duration patience)
      throws IOException, InterruptedException {
    Path published = options.folder().resolve(AuditVerifier.KEY);
    String before = Files.readString(published);
    Path request = file(options);
    Files.deleteIfExists(request);
    Files.createFile(
        request,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(50);
      String now = Files.readString(published);
      if (!now.equals(before)) {
        return now.strip();
      }
    }
    Files.deleteIfExists(request);
    throw Fault.unavailable(
        "audit-key",
        "the server that has the audit log in %s open has not changed its key within %d s"
            .formatted(options.folder(), patience.toSeconds()));
  }

  /** Whether there was one; it counts once. */
  static boolean take(LogOptions options) throws IOException {
    return Files.deleteIfExists(file(options));
  }

  private static Path file(LogOptions options) {
    return options.keyFile().resolveSibling(options.keyFile().getFileName() + ".rotate");
  }
}
