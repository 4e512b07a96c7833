package org.graticule.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.graticule.config.Settings.Line;
import org.jspecify.annotations.Nullable;

/** The settings there are, and how their values become one record. */
final class SettingsReader {
  private static final String NOTICE =
      "You are entering a system that records who sees what. By signing in you agree that your use"
          + " is recorded.";

  private static final Setting<Path> DATA =
      new Setting<>(
          "data",
          null,
          false,
          "Folder for originals, pyramids, datasets, the log and the embedded database",
          text -> Path.of(text).toAbsolutePath().normalize());
  private static final Setting<String> HOST =
      new Setting<>("host", "127.0.0.1", false, "Address to listen on", text -> text);
  private static final Setting<Integer> PORT =
      new Setting<>(
          "port",
          "8460",
          false,
          "Port to listen on, 0 to 65535; 0 takes a free one",
          SettingText.whole(0, 65535));
  private static final Setting<String> DB_URL =
      new Setting<>(
          "db.url",
          "",
          false,
          "JDBC URL of an external PostGIS, jdbc:postgresql://...; empty: the embedded cluster",
          SettingText::jdbcUrl);
  private static final Setting<String> DB_OWNER =
      new Setting<>(
          "db.owner", "graticule_owner", false, "Role that owns and migrates the schema", t -> t);
  private static final Setting<String> DB_OWNER_PASSWORD =
      new Setting<>("db.owner.password", "", true, "Password of db.owner", t -> t);
  private static final Setting<String> DB_USER =
      new Setting<>(
          "db.user", "graticule_app", false, "Role the server works as; owns nothing", t -> t);
  private static final Setting<String> DB_PASSWORD =
      new Setting<>("db.password", "", true, "Password of db.user", t -> t);
  private static final Setting<String> DB_REGISTRAR =
      new Setting<>(
          "db.registrar",
          "graticule_registrar",
          false,
          "Role that keeps accounts, grants and tickets; sees no content",
          t -> t);
  private static final Setting<String> DB_REGISTRAR_PASSWORD =
      new Setting<>("db.registrar.password", "", true, "Password of db.registrar", t -> t);
  private static final Setting<Boolean> DB_VOLATILE =
      new Setting<>(
          "db.volatile",
          "false",
          false,
          "true: start although the database does not keep what it acknowledged; for tests",
          SettingText::yes);
  private static final Setting<Integer> DB_CONNECTIONS =
      new Setting<>(
          "db.connections",
          "12",
          false,
          "Connections in the pool, 2 to 200",
          SettingText.whole(2, 200));
  private static final Setting<String> PUBLIC_URL =
      new Setting<>(
          "public.url",
          "",
          false,
          "Where browsers reach the server, for example https://labels.example; https makes cookies"
              + " Secure",
          SettingText::httpUrl);
  private static final Setting<String> MARKINGS =
      new Setting<>(
          "markings",
          "",
          false,
          "Marking vocabulary (YAML); empty: the fictional one",
          text -> Path.of(text).toString());
  private static final Setting<String> NOTICE_TEXT =
      new Setting<>(
          "notice", NOTICE, false, "Notice of use, acknowledged before signing in", t -> t);
  private static final Setting<Long> UPLOAD_LIMIT =
      new Setting<>(
          "upload.limit",
          "17179869184",
          false,
          "Largest image taken by upload, bytes, 1 to 2^44",
          text -> SettingText.wholeLong(text, 1, 1L << 44));
  private static final Setting<Long> UPLOAD_QUOTA =
      new Setting<>(
          "upload.quota",
          "274877906944",
          false,
          "Most bytes one person may have promised and not yet sent, 1 to 2^50",
          text -> SettingText.wholeLong(text, 1, 1L << 50));
  private static final Setting<Integer> UPLOAD_PATIENCE =
      new Setting<>(
          "upload.expires",
          "48",
          false,
          "Hours an upload is kept that nobody goes on with, 1 to 1000",
          SettingText.whole(1, 1000));
  private static final Setting<Integer> TILE_CACHE =
      new Setting<>(
          "tile.cache",
          "1024",
          false,
          "Drawn tiles kept on disk, megabytes, 0 to 1048576; 0 keeps none in memory either",
          SettingText.whole(0, 1 << 20));
  private static final Setting<String> IMPORT_FOLDER =
      new Setting<>(
          "import.folder",
          "",
          false,
          "Folder of this machine whose images may be brought in by name; empty: none",
          text -> text.isEmpty() ? "" : Path.of(text).toAbsolutePath().normalize().toString());
  private static final Setting<List<String>> IMPORT_HOSTS =
      new Setting<>(
          "import.hosts",
          "",
          false,
          "Hosts that images may be fetched from over https, with commas between, HOST or"
              + " HOST:PORT; empty: none",
          SettingText::hosts);
  private static final Setting<Boolean> IMPORT_PRIVATE =
      new Setting<>(
          "import.private",
          "false",
          false,
          "Whether those hosts may have private or loopback addresses, true or false",
          SettingText::yes);
  private static final Setting<Integer> IMPORT_TIME =
      new Setting<>(
          "import.timeout",
          "240",
          false,
          "Longest time to fetch one image, minutes, 1 to 10000",
          SettingText.whole(1, 10000));
  private static final Setting<String> STORE_URL =
      new Setting<>(
          "store.url",
          "",
          false,
          "Where originals and pyramids lie, s3://BUCKET or s3://BUCKET/FOLDER; empty: below data",
          SettingText::s3Url);
  private static final Setting<String> STORE_ENDPOINT =
      new Setting<>(
          "store.endpoint",
          "",
          false,
          "Address of the S3-compatible store; empty: Amazon's for the region",
          SettingText::httpUrl);
  private static final Setting<String> STORE_REGION =
      new Setting<>("store.region", "us-east-1", false, "Region of the store", SettingText::region);
  private static final Setting<String> STORE_KEY =
      new Setting<>("store.key", "", false, "Access key of the store", t -> t);
  private static final Setting<String> STORE_SECRET =
      new Setting<>("store.secret", "", true, "Secret that belongs to store.key", t -> t);
  private static final Setting<Integer> STORE_CACHE =
      new Setting<>(
          "store.cache",
          "128",
          false,
          "Blocks of the store kept in memory, megabytes, 1 to 65536",
          SettingText.whole(1, 65536));
  private static final Setting<Integer> INGEST_HEAP =
      new Setting<>(
          "ingest.heap",
          "512",
          false,
          "Heap of the decoding process, megabytes, 128 to 65536",
          SettingText.whole(128, 65536));
  private static final Setting<Integer> INGEST_TIMEOUT =
      new Setting<>(
          "ingest.timeout",
          "240",
          false,
          "Longest time to decode one image, minutes, 1 to 10000",
          SettingText.whole(1, 10000));
  private static final Setting<Integer> INGEST_STALL =
      new Setting<>(
          "ingest.stall",
          "15",
          false,
          "Longest time without progress in decoding, minutes, 1 to 10000",
          SettingText.whole(1, 10000));
  private static final Setting<Integer> INGEST_CHECKPOINT =
      new Setting<>(
          "ingest.checkpoint",
          "15",
          false,
          "Least time between two entries in the journal that a killed ingest is taken up by,"
              + " seconds, 0 (after each row of tiles) to 3600",
          SettingText.whole(0, 3600));
  private static final Setting<String> INGEST_PROFILE =
      new Setting<>(
          "ingest.profile",
          "default",
          false,
          "How pyramids are made, a name of tiles/profile-*.json: default, exact (keeps all samples"
              + " of plain 8-bit scenes, too) or portable (lossless pyramids in deflate)",
          SettingText::name);
  private static final Setting<Integer> INGEST_NATIVE =
      new Setting<>(
          "ingest.native",
          "1024",
          false,
          "Memory of the decoding process beside its heap, megabytes, 256 to 65536",
          SettingText.whole(256, 65536));
  private static final Setting<Integer> INGEST_OUTPUT =
      new Setting<>(
          "ingest.output",
          "256",
          false,
          "Longest file that the decoding process may write, gigabytes, 1 to 65536",
          SettingText.whole(1, 65536));
  private static final Setting<Integer> JOBS =
      new Setting<>(
          "jobs", "2", false, "Jobs run at once on this node, 0 to 64", SettingText.whole(0, 64));
  private static final Setting<Integer> IDLE =
      new Setting<>(
          "session.idle",
          "15",
          false,
          "Minutes without a request until sign-in is asked again, 1 to 1440",
          SettingText.whole(1, 1440));
  private static final Setting<Integer> LIFETIME =
      new Setting<>(
          "session.lifetime",
          "12",
          false,
          "Hours after which a session ends, 1 to 168",
          SettingText.whole(1, 168));

  private static final List<Setting<?>> ALL =
      List.of(
          DATA,
          HOST,
          PORT,
          DB_URL,
          DB_OWNER,
          DB_OWNER_PASSWORD,
          DB_USER,
          DB_PASSWORD,
          DB_REGISTRAR,
          DB_REGISTRAR_PASSWORD,
          DB_VOLATILE,
          DB_CONNECTIONS,
          PUBLIC_URL,
          MARKINGS,
          NOTICE_TEXT,
          UPLOAD_LIMIT,
          UPLOAD_QUOTA,
          UPLOAD_PATIENCE,
          TILE_CACHE,
          IMPORT_FOLDER,
          IMPORT_HOSTS,
          IMPORT_PRIVATE,
          IMPORT_TIME,
          STORE_URL,
          STORE_ENDPOINT,
          STORE_REGION,
          STORE_KEY,
          STORE_SECRET,
          STORE_CACHE,
          INGEST_HEAP,
          INGEST_TIMEOUT,
          INGEST_STALL,
          INGEST_CHECKPOINT,
          INGEST_PROFILE,
          INGEST_NATIVE,
          INGEST_OUTPUT,
          JOBS,
          IDLE,
          LIFETIME);

  private static final List<Setting<?>> EVERY =
      Stream.of(
              ALL,
              OutlineSettings.ALL,
              AuditSettings.ALL,
              TransportSettings.ALL,
              SignInSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private final SettingSource source;

  SettingsReader(
      Map<String, String> commandLine, Map<String, String> environment, @Nullable Path file) {
    this.source = new SettingSource(commandLine, environment, file, EVERY);
  }

  Settings settings() {
    Path data = get(DATA);
    String host = get(HOST);
    int port = get(PORT);
    Optional<String> dbUrl = Optional.of(get(DB_URL)).filter(s -> !s.isEmpty());
    Optional<URI> publicUrl =
        Optional.of(get(PUBLIC_URL)).filter(s -> !s.isEmpty()).map(URI::create);
    TransportSettings transport = TransportSettings.read(source, host, publicUrl);
    Settings settings =
        new Settings(
            data,
            host,
            port,
            dbUrl,
            get(DB_OWNER),
            secret(DB_OWNER_PASSWORD),
            get(DB_USER),
            secret(DB_PASSWORD),
            get(DB_REGISTRAR),
            secret(DB_REGISTRAR_PASSWORD),
            get(DB_VOLATILE),
            get(DB_CONNECTIONS),
            publicUrl,
            transport,
            SignInSettings.read(source),
            Optional.of(get(MARKINGS)).filter(s -> !s.isEmpty()).map(Path::of),
            get(NOTICE_TEXT),
            get(UPLOAD_LIMIT),
            intake(),
            (long) get(TILE_CACHE) << 20,
            store(),
            get(INGEST_HEAP),
            Duration.ofMinutes(get(INGEST_TIMEOUT)),
            Duration.ofMinutes(get(INGEST_STALL)),
            Duration.ofSeconds(get(INGEST_CHECKPOINT)),
            get(INGEST_PROFILE),
            get(INGEST_NATIVE),
            get(INGEST_OUTPUT),
            get(JOBS),
            OutlineSettings.read(source),
            AuditSettings.read(source),
            Duration.ofMinutes(get(IDLE)),
            Duration.ofHours(get(LIFETIME)));
    source.refuseProblems();
    return settings;
  }

  private IntakeSettings intake() {
    return new IntakeSettings(
        get(UPLOAD_QUOTA),
        Duration.ofHours(get(UPLOAD_PATIENCE)),
        Optional.of(get(IMPORT_FOLDER)).filter(s -> !s.isEmpty()).map(Path::of),
        get(IMPORT_HOSTS),
        get(IMPORT_PRIVATE),
        Duration.ofMinutes(get(IMPORT_TIME)));
  }

  private StoreSettings store() {
    String url = get(STORE_URL);
    if (url.isEmpty()) {
      return new StoreSettings(Optional.empty());
    }
    String region = get(STORE_REGION);
    String endpoint = get(STORE_ENDPOINT);
    Optional<Secret> secret = secret(STORE_SECRET);
    if (get(STORE_KEY).isEmpty() || secret.isEmpty()) {
      source.problem("store.url: " + url + " needs store.key and store.secret");
    }
    String[] place = url.substring("s3://".length()).split("/", 2);
    return new StoreSettings(
        Optional.of(
            new StoreSettings.Bucket(
                URI.create(
                    endpoint.isEmpty() ? "https://s3." + region + ".amazonaws.com" : endpoint),
                region,
                place[0],
                place.length > 1 ? place[1].replaceAll("/$", "") : "",
                get(STORE_KEY),
                secret.orElse(new Secret("")),
                (long) get(STORE_CACHE) << 20)));
  }

  List<Line> describe() {
    return source.describe(EVERY);
  }

  private <T> T get(Setting<T> setting) {
    return source.get(setting);
  }

  private Optional<Secret> secret(Setting<String> setting) {
    return source.secret(setting);
  }
}
