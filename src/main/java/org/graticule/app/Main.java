package org.graticule.app;

import java.util.Optional;
import java.util.logging.LogManager;
import org.graticule.config.Settings;
import org.graticule.fault.Fault;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of every command. */
@Command(
    name = "graticule",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Label satellite and aerial imagery under access control.",
    description = {
      "",
      "Begin with @|bold graticule demo|@: it provisions a private PostGIS, invents imagery and"
          + " people,",
      "and prints an address to open in a browser.",
      ""
    },
    footer = {
      "",
      "Settings come from the command line, the environment (GRATICULE_...), a file (--config) and",
      "defaults, in this order; @|bold graticule config|@ lists them all."
    },
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      IngestCommand.class,
      ExportCommand.class,
      UserCommand.class,
      ConfigCommand.class,
      MigrateCommand.class,
      AuditCommand.class,
      BenchCommand.class,
    })
final class Main {
  private Main() {}

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((thrown, command, result) -> {
      // What a person can act on is said in a sentence; anything else keeps its trace.
      String message =
          switch (thrown) {
            case Fault fault -> fault.getMessage() + " [" + fault.code() + "]";
            case Settings.BadSettings bad -> bad.getMessage();
            case IllegalStateException state when state.getCause() == null -> state.getMessage();
            default -> null;
          };
      if (message == null) {
        throw thrown;
      }
      command.getErr().println(command.getColorScheme().errorText(message));
      return command.getCommandSpec().exitCodeOnExecutionException();
    });
    return line;
  }

  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"graticule " + version()};
    }
  }
}
