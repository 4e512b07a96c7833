package org.graticule.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graticule.access.Account;
import org.graticule.access.Accounts;
import org.graticule.access.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Make, list, disable local accounts and give roles, at the server's console.",
    subcommands = {
      UserCommand.Add.class,
      UserCommand.List_.class,
      UserCommand.Password.class,
      UserCommand.Active.class,
      UserCommand.Grant.class
    })
final class UserCommand {

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Make an account; its random password is printed once.")
  static final class Add implements Runnable {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "USERNAME", description = "1 to 64 of a-z, 0-9, '.', '_', '-'.")
    private String username = "";

    @Option(names = "--name", paramLabel = "TEXT", description = "Name for people.")
    private @Nullable String displayName;

    @Option(names = "--level", description = "Highest level they may see; default: the lowest.")
    private @Nullable String level;

    @Option(names = "--access", split = ",", description = "Tokens they hold, comma separated.")
    private List<String> accesses = List.of();

    @Option(
        names = "--system-role",
        description = "system-admin, security-officer or auditor; default: none.")
    private @Nullable String systemRole;

    @Override
    public void run() {
      try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
        Role role = systemRole == null ? null : Role.parse(systemRole, Role.Kind.SYSTEM);
        String name = displayName == null ? username : displayName;
        Accounts.Created created =
            local.node.accounts.create(
                LocalNode.operator(), new Accounts.Draft(username, name, level, accesses, role));
        System.out.println(created.account().username() + " " + created.password());
      }
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List accounts.")
  static final class List_ implements Runnable {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Override
    public void run() {
      try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
        for (Account account : local.node.accounts.list()) {
          System.out.printf(
              "%-20s %-10s %-16s %-8s %s%n",
              account.username(),
              account.active() ? "active" : "disabled",
              Optional.ofNullable(account.systemRole()).map(Role::label).orElse("-"),
              account.level(),
              String.join(",", account.accesses()));
        }
      }
    }
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Set a new random password, printed once; ends the account's sessions.")
  static final class Password implements Runnable {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "USERNAME")
    private String username = "";

    @Override
    public void run() {
      try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
        System.out.println(
            username + " " + local.node.accounts.resetPassword(LocalNode.operator(), username));
      }
    }
  }

  @Command(
      name = "active",
      mixinStandardHelpOptions = true,
      description = "Enable (true) or disable (false) an account; a disabled one's sessions end.")
  static final class Active implements Runnable {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "USERNAME")
    private String username = "";

    @Parameters(index = "1", paramLabel = "true|false")
    private boolean active;

    @Override
    public void run() {
      try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
        Account account = local.node.accounts.setActive(LocalNode.operator(), username, active);
        System.out.println(username + (account.active() ? " is active" : " is disabled"));
      }
    }
  }

  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Give an account a role in a project.")
  static final class Grant implements Runnable {
    @Mixin private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "USERNAME")
    private String username = "";

    @Parameters(index = "1", paramLabel = "PROJECT", description = "Name or id of the project.")
    private String project = "";

    @Parameters(index = "2", paramLabel = "ROLE", description = "Such as annotator or exporter.")
    private String role = "";

    @Override
    public void run() {
      try (LocalNode local = LocalNode.open(options.load(Map.of()))) {
        Role parsed = Role.parse(role, Role.Kind.PROJECT);
        local.node.grants.give(LocalNode.operator(), local.project(project).id(), username, parsed);
        System.out.println(username + " is " + parsed.label() + " in " + project);
      }
    }
  }
}
