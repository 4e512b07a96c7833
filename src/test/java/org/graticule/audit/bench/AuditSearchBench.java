package org.graticule.audit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.graticule.app.auditing.SearchMeasures;

/**
 * Every search of the audit page over a year of events. Arguments: how many (10,000,000), a folder
 * that is kept and used again (a temporary one), {@code plans} to print those too.
 */
final class AuditSearchBench {
  private AuditSearchBench() {}

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    Path folder =
        args.length > 1
            ? Files.createDirectories(Path.of(args[1]))
            : Files.createTempDirectory(
                "audit-search",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    SearchMeasures.run(folder, events, args.length > 2);
  }
}
