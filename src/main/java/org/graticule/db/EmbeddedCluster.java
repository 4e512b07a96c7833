package org.graticule.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.graticule.config.Secret;

/**
 * A private PostGIS in the data directory: made on first use, loopback only, random passwords,
 * stopped with the server. Runs as an unprivileged account even when the server is started by root.
 * Not thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final String DATABASE = "graticule";

  private final PostgresPrograms programs;
  private final Path home;
  private final ClusterSecrets secrets;
  private int port;

  private EmbeddedCluster(PostgresPrograms programs, Path home, ClusterSecrets secrets) {
    this.programs = programs;
    this.home = home;
    this.secrets = secrets;
  }

  /** How careful the cluster is with what it was told to keep. */
  public enum Durability {
    /** Every commit reaches the disk. */
    FULL,
    /** For clusters that live as long as a test run. */
    NONE
  }

  /**
   * Starts the cluster of a data directory, creating it if there is none.
   *
   * @param dataDirectory the server's data directory, existing
   * @throws IllegalStateException saying what is missing or what PostgreSQL answered
   */
  public static EmbeddedCluster start(Path dataDirectory, Durability durability) {
    PostgresPrograms programs = PostgresPrograms.find();
    Path home = programs.reachableHome(dataDirectory);
    try {
      ClusterSecrets secrets = ClusterSecrets.load(dataDirectory.resolve("secrets"));
      EmbeddedCluster cluster = new EmbeddedCluster(programs, home, secrets);
      if (!Files.exists(home.resolve("data/PG_VERSION"))) {
        cluster.initialise(durability);
      }
      cluster.launch();
      cluster.createDatabase();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The cluster of a data directory whose server runs; do not close what this gives back.
   *
   * @throws IllegalStateException where none runs
   */
  public static EmbeddedCluster join(Path dataDirectory) {
    PostgresPrograms programs = PostgresPrograms.find();
    Path home = programs.reachableHome(dataDirectory);
    try {
      EmbeddedCluster cluster =
          new EmbeddedCluster(
              programs, home, ClusterSecrets.load(dataDirectory.resolve("secrets")));
      cluster.port = programs.runningPort(home.resolve("data"));
      if (cluster.port == 0) {
        throw new IllegalStateException(
            "the data directory " + dataDirectory + " is in use, but its database does not run");
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops what a killed server left running, if anything. */
  public static void stopLeftover(Path dataDirectory) {
    PostgresPrograms programs = PostgresPrograms.find();
    Path data = programs.reachableHome(dataDirectory).resolve("data");
    if (programs.runningPort(data) > 0) {
      programs.run("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata=" + data);
    }
  }

  /** Removes the cluster of a data directory for good; it must not run. */
  public static void delete(Path dataDirectory) {
    Path home = PostgresPrograms.find().reachableHome(dataDirectory);
    try (Stream<Path> files = Files.exists(home) ? Files.walk(home) : Stream.<Path>empty()) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the role that owns the schema. */
  public DatabaseAddress owner() {
    return address(DATABASE, ClusterSecrets.OWNER);
  }

  /** As the roles the server works as. */
  public DatabaseRoles roles() {
    return roles(DATABASE);
  }

  /**
   * As the cluster's superuser, in a database of choice: for tests that make their own databases.
   */
  public DatabaseAddress superuser(String database) {
    return address(database, ClusterSecrets.SUPERUSER);
  }

  /** The server's roles in a database of choice. */
  public DatabaseRoles roles(String database) {
    return new DatabaseRoles(
        address(database, ClusterSecrets.APP), address(database, ClusterSecrets.REGISTRAR));
  }

  /** The owner's role in a database of choice. */
  public DatabaseAddress owner(String database) {
    return address(database, ClusterSecrets.OWNER);
  }

  private DatabaseAddress address(String database, String role) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, new Secret(secrets.of(role)));
  }

  private void initialise(Durability durability) throws IOException {
    Files.createDirectories(home);
    programs.giveAway(home);
    Path passwordFile = Files.createTempFile(home, "pw", "");
    try {
      Files.writeString(passwordFile, secrets.of(ClusterSecrets.SUPERUSER) + "\n");
      programs.giveAway(passwordFile);
      programs.run(
          "initdb",
          "--pgdata=" + home.resolve("data"),
          "--username=" + ClusterSecrets.SUPERUSER,
          "--pwfile=" + passwordFile,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C.UTF-8",
          "--data-checksums");
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Path conf = home.resolve("data/postgresql.conf");
    Files.writeString(
        conf, Files.readString(conf) + configuration(durability), StandardCharsets.UTF_8);
  }

  private static String configuration(Durability durability) {
    String common =
        """

        # Graticule
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        max_connections = 100
        shared_buffers = 256MB
        work_mem = 16MB
        maintenance_work_mem = 128MB
        password_encryption = 'scram-sha-256'
        log_destination = 'stderr'
        logging_collector = off
        timezone = 'UTC'
        """;
    return durability == Durability.FULL
        ? common
        : common + "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
  }

  private void launch() throws IOException {
    Path data = home.resolve("data");
    int running = programs.runningPort(data);
    if (running > 0) {
      port = running;
      return;
    }
    port = freePort();
    programs.run(
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=60",
        "--pgdata=" + data,
        "--log=" + home.resolve("postgres.log"),
        "--options=-p " + port);
  }

  private void createDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      for (String role :
          List.of(ClusterSecrets.OWNER, ClusterSecrets.APP, ClusterSecrets.REGISTRAR)) {
        if (!exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")) {
          statement.execute("create role " + role + " login password '" + secrets.of(role) + "'");
        }
      }
      if (!exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        createDatabase(DATABASE);
      }
      admit(statement, DATABASE);
      shutSideDoors(DATABASE);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the embedded database cannot be entered: " + e.getMessage(), e);
    }
  }

  /** Makes an empty database with PostGIS, owned by the owner role. */
  public void createDatabase(String name) {
    create(name, "");
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists postgis");
      shutSideDoors(name);
    } catch (SQLException e) {
      throw unmade(name, e);
    }
  }

  /**
   * Makes a database that is like another one.
   *
   * @param model nobody may be connected to it
   */
  public void copyDatabase(String model, String name) {
    create(name, " strategy file_copy template " + model);
  }

  private void create(String name, String how) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + " owner " + ClusterSecrets.OWNER + how);
      statement.execute("revoke connect, temporary on database " + name + " from public");
      admit(statement, name);
    } catch (SQLException e) {
      throw unmade(name, e);
    }
  }

  private static IllegalStateException unmade(String name, SQLException e) {
    return new IllegalStateException("database " + name + " cannot be made: " + e.getMessage(), e);
  }

  /** What everybody may do in a PostGIS as it comes, past all row policies: {@link Preflight}. */
  private void shutSideDoors(String database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("revoke temporary on database " + database + " from public");
      statement.execute(
          """
          do $$
          declare
            teller regprocedure;
          begin
            for teller in
              select oid from pg_proc
              where proname in\s\
          """
              + Preflight.TELLERS
              + """
                 loop
                  execute format('revoke execute on function %s from public', teller);
                end loop;
              end $$
              """);
    }
  }

  private static void admit(Statement statement, String database) throws SQLException {
    statement.execute(
        "grant connect on database %s to %s, %s"
            .formatted(database, ClusterSecrets.APP, ClusterSecrets.REGISTRAR));
  }

  private Connection connect(String database) throws SQLException {
    DatabaseAddress address = superuser(database);
    Properties login = new Properties();
    login.setProperty("user", address.user());
    login.setProperty("password", address.password().reveal());
    return DriverManager.getConnection(address.url(), login);
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops the cluster; connected clients are cut off. */
  @Override
  public void close() {
    programs.run("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata=" + home.resolve("data"));
  }
}
