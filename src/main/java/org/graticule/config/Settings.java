package org.graticule.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the server can be told, validated. Immutable.
 *
 * @param dataDirectory originals, pyramids, log and the embedded cluster live here
 * @param dbUrl JDBC URL of an external PostGIS; empty means the embedded cluster
 * @param dbOwner role that owns the schema and migrates it
 * @param dbUser role the server works as; owns nothing
 * @param dbRegistrar role that keeps accounts, grants and tickets; sees no content
 * @param dbVolatile whether a database may be used that does not insist on the disk
 * @param publicUrl where browsers reach the server; https switches on Secure cookies
 * @param transport how requests come in: TLS, proxies
 * @param signIn how people prove who they are, beside passwords
 * @param uploadLimit bytes, of one uploaded image
 * @param intake what else is taken in, and how much of it
 * @param tileCache bytes of drawn tiles kept on disk; 0 keeps none
 * @param store where originals and pyramids lie
 * @param ingestHeap megabytes of heap for the process that decodes images
 * @param ingestTimeout longest time one image may take to decode
 * @param ingestStall longest time without progress in decoding
 * @param ingestCheckpoint least time between two entries in the journal of an ingest
 * @param ingestProfile name of how pyramids are made
 * @param ingestNative megabytes of memory of that process beside its heap
 * @param ingestOutput gigabytes, of the longest file it may write
 * @param outlines the model that outlines what is clicked on; empty for none
 * @param audit how the log is kept and where it is sent
 * @param idle time without a request after which a session must sign in again
 * @param lifetime time after which a session ends in any case
 */
public record Settings(
    Path dataDirectory,
    String host,
    int port,
    Optional<String> dbUrl,
    String dbOwner,
    Optional<Secret> dbOwnerPassword,
    String dbUser,
    Optional<Secret> dbPassword,
    String dbRegistrar,
    Optional<Secret> dbRegistrarPassword,
    boolean dbVolatile,
    int dbConnections,
    Optional<URI> publicUrl,
    TransportSettings transport,
    SignInSettings signIn,
    Optional<Path> markings,
    String notice,
    long uploadLimit,
    IntakeSettings intake,
    long tileCache,
    StoreSettings store,
    int ingestHeap,
    Duration ingestTimeout,
    Duration ingestStall,
    Duration ingestCheckpoint,
    String ingestProfile,
    int ingestNative,
    int ingestOutput,
    int jobs,
    Optional<OutlineSettings> outlines,
    AuditSettings audit,
    Duration idle,
    Duration lifetime) {

  /** True where browsers speak TLS, to us or to a proxy before us. */
  public boolean secure() {
    return publicUrl
        .map(u -> "https".equals(u.getScheme()))
        .orElseGet(() -> transport.tls().isPresent());
  }

  /** What an address of this server begins with where none is set. */
  public String scheme() {
    return secure() ? "https" : "http";
  }

  /** Where originals and pyramids are. */
  public Path scenes() {
    return dataDirectory.resolve("scenes");
  }

  public Path datasets() {
    return dataDirectory.resolve("datasets");
  }

  public Path uploads() {
    return dataDirectory.resolve("uploads");
  }

  /** Where drawn tiles are kept; may be deleted while no server runs. */
  public Path tiles() {
    return dataDirectory.resolve("tiles");
  }

  public Path auditLog() {
    return dataDirectory.resolve("audit");
  }

  /**
   * Reads the settings: command line over environment over file over defaults.
   *
   * @throws BadSettings listing every problem at once
   */
  public static Settings load(
      Map<String, String> commandLine, Map<String, String> environment, @Nullable Path file) {
    return new SettingsReader(commandLine, environment, file).settings();
  }

  /** Every setting with its effective value, secrets hidden, for {@code graticule config}. */
  public static List<Line> describe(
      Map<String, String> commandLine, Map<String, String> environment, @Nullable Path file) {
    return new SettingsReader(commandLine, environment, file).describe();
  }

  /**
   * One line of {@code graticule config}.
   *
   * @param origin where the value comes from: command line, environment, file or default
   */
  public record Line(
      String key, String variable, String value, String origin, String description) {}

  /** Settings that cannot be used; the message lists every problem, one a line. */
  public static final class BadSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSettings(List<String> problems) {
      super(String.join("\n", problems));
    }
  }
}
