package org.graticule.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.graticule.audit.sink.SinkComparison;
import org.graticule.audit.sink.SinkFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "compare-sink",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = AuditCommand.CANNOT_TELL,
    description = {
      "Compare what a receiver kept with the log: missing, changed and invented records.",
      "Exit 0: the same. 1: it differs; a line for each record. 2: cannot tell."
    })
final class CompareSinkCommand implements Callable<Integer> {
  @Mixin private AuditCommand.Log log = new AuditCommand.Log();

  @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
  private SinkFormat format = SinkFormat.JSONL;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "What the receiver kept, a record a line, as it was sent.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    SinkComparison comparison = SinkComparison.of(log.folder(), format, file);
    comparison.lines().forEach(System.out::println);
    return comparison.exitCode();
  }
}
