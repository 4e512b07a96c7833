package org.graticule.image;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How Java is started to decode: one collector thread, as what is kept is a few large arrays and
 * what is thrown away is little, and classes loaded and linked beforehand where {@link
 * DecoderArchive} has been run, which saves most of a second of each run.
 */
final class DecoderRuntime {
  private static final String ARCHIVE = "decoder.aot";

  private DecoderRuntime() {}

  /** Java itself and its options up to the class path, the same for every run of a heap size. */
  static List<String> command(int heapMib) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMib + "m");
    command.add("-Xmn" + Math.min(48, heapMib / 3) + "m");
    command.add("-XX:PretenureSizeThreshold=4m");
    // A run takes seconds: compile only the loops over pixels, which all of it is spent in, and
    // forget what was hot while the archive was made.
    command.add("-XX:Tier4InvocationThreshold=60000");
    command.add("-XX:Tier4MinInvocationThreshold=6000");
    command.add("-XX:Tier4CompileThreshold=120000");
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:-AOTReplayTraining");
    // Where the archive was made to lie: moving it costs more than reading it.
    command.add("-XX:ArchiveRelocationMode=0");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+ErrorFileToStderr");
    command.add("-Djava.awt.headless=true");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(classPath());
    return command;
  }

  /** Where the archive is or would be: beside the program's jar; empty without a jar. */
  static Optional<Path> archive() {
    return jar().map(path -> path.resolveSibling(ARCHIVE));
  }

  /**
   * The program's jar alone, which names its libraries. Entries are absolute: the decoder runs in
   * another folder.
   */
  private static String classPath() {
    return jar()
        .map(Path::toString)
        .orElseGet(() ->
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
  }

  private static Optional<Path> jar() {
    try {
      Path code =
          Path.of(DecoderRuntime.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(code) ? Optional.of(code.toAbsolutePath()) : Optional.empty();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
