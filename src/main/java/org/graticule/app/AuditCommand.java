package org.graticule.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Check the audit log, offline.",
    subcommands = {AuditCommand.Verify.class})
final class AuditCommand {

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check every checksum, the chain, the tree and the signed checkpoints.",
        "Exit 0: good. 1: tampered; a line names the place and the kind. 2: cannot tell."
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Option(
        names = "--checkpoint",
        paramLabel = "FILE",
        description = "A checkpoint kept off this machine; may be given several times.")
    private List<Path> checkpoints = List.of();

    @Override
    public Integer call() {
      Verdict verdict =
          new AuditVerifier(options.load(Map.of()).auditLog(), null, checkpoints).verify();
      verdict.lines().forEach(System.out::println);
      return verdict.exitCode();
    }
  }
}
