package org.graticule.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditProver;
import org.graticule.audit.AuditStats;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.KeyRequest;
import org.graticule.audit.LogOptions;
import org.graticule.audit.SegmentedLog;
import org.graticule.audit.Verdict;
import org.graticule.audit.VerifierKey;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Check the audit log, offline and without a database.",
      "Exit 0: good. 1: tampered; a line names the place and the kind. 2: cannot tell."
    },
    subcommands = {
      AuditCommand.Verify.class,
      AuditCommand.Prove.class,
      AuditCommand.Consistency.class,
      AuditCommand.Stats.class,
      AuditCommand.RotateKey.class,
      CompareSinkCommand.class
    })
final class AuditCommand {
  /** A check that could not be made is no proof of tampering. */
  static final int CANNOT_TELL = 2;

  /** Which log, and which key is believed. */
  static final class Log {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Option(
        names = "--log",
        paramLabel = "FOLDER",
        description = "The log's folder, for example of a mirror; else that of the settings.")
    private @Nullable Path folder;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The log's public key as you know it; else the one beside the log.")
    private @Nullable Path keyFile;

    Path folder() {
      return folder == null ? options.load(Map.of()).auditLog() : folder;
    }

    /** The private key where it is at hand, to tell whether the mark of the end is genuine. */
    @Nullable Path secret() {
      return folder == null ? LogSettings.options(options.load(Map.of())).keyFile() : null;
    }

    @Nullable VerifierKey key() {
      Path file = keyFile;
      return file == null ? null : read(file);
    }

    static VerifierKey read(Path file) {
      try {
        return VerifierKey.parse(Files.readString(file))
            .orElseThrow(() -> Fault.malformed("bad-key", file + " holds no verifier key"));
      } catch (IOException e) {
        throw new UncheckedIOException("the key cannot be read", e);
      }
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Check every checksum, the chain, the tree and all that is signed.")
  static final class Verify implements Callable<Integer> {
    @Mixin private Log log = new Log();

    @Option(
        names = "--checkpoint",
        paramLabel = "FILE",
        description = "A checkpoint kept off this machine; may be given several times.")
    private List<Path> checkpoints = List.of();

    @Override
    public Integer call() {
      Verdict verdict =
          new AuditVerifier(log.folder(), log.key(), checkpoints, log.secret()).verify();
      verdict.lines().forEach(System.out::println);
      return verdict.exitCode();
    }
  }

  @Command(
      name = "prove",
      mixinStandardHelpOptions = true,
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Prove that an event is on the log (C2SP tlog-proof), or check such a proof.")
  static final class Prove implements Callable<Integer> {
    @Mixin private Log log = new Log();

    @Option(names = "--event", paramLabel = "NUMBER|ID", description = "The event to prove.")
    private @Nullable String event;

    @Option(
        names = "--check",
        paramLabel = "FILE",
        description = "Check this proof instead; needs --key and no log.")
    private @Nullable Path proof;

    @Override
    public Integer call() throws IOException {
      Path file = proof;
      VerifierKey key = log.key();
      String wanted = event;
      AuditProver.Answer answer;
      if (file != null && key != null) {
        answer = AuditProver.check(Files.readString(file), key);
      } else if (wanted != null) {
        answer = new AuditProver(log.folder(), key).prove(wanted);
      } else {
        answer = new AuditProver.Answer(2, "give --event, or --check with --key");
      }
      System.out.println(answer.text());
      return answer.exitCode();
    }
  }

  @Command(
      name = "consistency",
      mixinStandardHelpOptions = true,
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Prove that the log has only grown since a checkpoint kept elsewhere.")
  static final class Consistency implements Callable<Integer> {
    @Mixin private Log log = new Log();

    @Option(
        names = "--from",
        required = true,
        paramLabel = "FILE",
        description = "The older checkpoint.")
    private Path older = Path.of("");

    @Override
    public Integer call() throws IOException {
      AuditProver.Answer answer = new AuditProver(log.folder(), log.key()).consistency(older);
      System.out.println(answer.text());
      return answer.exitCode();
    }
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Count what is on the log: types, outcomes, people.")
  static final class Stats implements Callable<Integer> {
    @Mixin private Log log = new Log();

    @Override
    public Integer call() throws IOException {
      new AuditStats(log.folder()).lines().forEach(System.out::println);
      return 0;
    }
  }

  @Command(
      name = "rotate-key",
      mixinStandardHelpOptions = true,
      description = {
        "Sign the log with a new key from here on; the old one signs the change. A running server",
        "goes over to it at once. Give the new key.pub to those who check the log; the old one",
        "stays good."
      })
  static final class RotateKey implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
      System.out.println(rotated(LogSettings.options(options.load(Map.of()))));
      return 0;
    }

    private static String rotated(LogOptions log) throws IOException, InterruptedException {
      try (SegmentedLog own = new SegmentedLog(log, AuditEvents.load(), Clock.systemUTC())) {
        own.rotateKey();
      } catch (Fault fault) {
        if (fault.code().equals("audit-locked")) {
          return KeyRequest.make(log, PATIENCE);
        }
        throw fault;
      }
      return Files.readString(log.folder().resolve("key.pub")).strip();
    }
  }
}
