package org.graticule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.config.Settings.BadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server is told, from where, and what it refuses to start with. */
final class SettingsTest {
  private static final Map<String, String> NOTHING = Map.of();

  @TempDir Path folder;

  @Test
  void commandLineBeatsEnvironmentBeatsFileBeatsDefault() throws Exception {
    Path file = file("port=7001\ndb.connections=21\njobs=5\n");
    Map<String, String> environment =
        Map.of("GRATICULE_PORT", "7002", "GRATICULE_DB_CONNECTIONS", "22");
    Settings settings = Settings.load(Map.of("port", "7003"), environment, file);
    assertThat(settings.port()).isEqualTo(7003);
    assertThat(settings.dbConnections()).isEqualTo(22);
    assertThat(settings.jobs()).isEqualTo(5);
    assertThat(settings.ingestHeap()).isEqualTo(512);
    Map<String, String> origins =
        Settings.describe(Map.of("port", "7003"), environment, file).stream()
            .collect(Collectors.toMap(Settings.Line::key, Settings.Line::origin));
    assertThat(origins)
        .containsEntry("port", "command line")
        .containsEntry("db.connections", "environment")
        .containsEntry("jobs", "file")
        .containsEntry("ingest.heap", "default");
  }

  @Test
  void aloneItListensOnLoopbackWithTheDefaultsThatAreDocumented() {
    Settings settings = Settings.load(NOTHING, Map.of("XDG_DATA_HOME", "/srv/shared"), null);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8460);
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/srv/shared/graticule"));
    assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(12));
    assertThat(settings.uploadLimit()).isEqualTo(16L << 30);
    assertThat(settings.dbUrl()).isEmpty();
    assertThat(settings.publicUrl()).isEmpty();
    assertThat(settings.secure()).isFalse();
  }

  @Test
  void everyProblemIsListedAtOnceWithTheSettingTheValueAndTheRange() throws Exception {
    Path file = file("prot=1\ndb.conections=3\njobs=many\n");
    Map<String, String> line = Map.of("port", "65536", "db.url", "mysql://x", "host", "0.0.0.0");
    assertThatThrownBy(() -> Settings.load(line, Map.of("GRATICULE_SESSION_IDLE", "0"), file))
        .isInstanceOfSatisfying(
            BadSettings.class,
            bad -> {
              assertThat(bad.getMessage().lines()).hasSize(7);
              assertThat(bad.getMessage())
                  .contains("prot: no such setting", "db.conections: no such setting")
                  .contains(file.toString())
                  .contains("jobs: \"many\"", "0 to 64")
                  .contains("port: \"65536\"", "0 to 65535")
                  .contains("db.url: \"mysql://x\"", "jdbc:postgresql://")
                  .contains("session.idle: \"0\"", "1 to 1440")
                  .contains("host: 0.0.0.0 is not a loopback address");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "port, -1",
    "port, 65536",
    "port, 80.5",
    "port, 0x50",
    "port, ''",
    "port, 99999999999999999999",
    "db.connections, 1",
    "db.connections, 201",
    "upload.limit, 0",
    "upload.limit, 17592186044417",
    "ingest.heap, 127",
    "ingest.timeout, 0",
    "ingest.stall, 0",
    "ingest.native, 255",
    "ingest.checkpoint, -1",
    "ingest.output, 65537",
    "jobs, 65",
    "session.idle, 1441",
    "session.lifetime, 169",
    "public.url, labels.example",
    "public.url, 'https://labels.example/path'",
    "public.url, 'ftp://labels.example'",
    "public.url, 'https://labels example'",
    "public.url, 'https://labels.example^'",
    "db.url, 'postgresql://x'",
  })
  void aValueThatCannotBeIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> Settings.load(Map.of(key, value), NOTHING, null))
        .isInstanceOf(BadSettings.class)
        .hasMessageStartingWith(key + ": \"" + value + "\"");
  }

  @Test
  void aPathThatCannotBeIsRefusedByName() {
    for (String key : new String[] {"data", "markings"}) {
      assertThatThrownBy(() -> Settings.load(Map.of(key, "a\0b"), NOTHING, null))
          .isInstanceOf(BadSettings.class)
          .hasMessageStartingWith(key + ": ");
    }
  }

  @Test
  void secretsAreNeverShown() throws Exception {
    Path file = file("db.password=hunter2\ndb.owner.password=hunter3\n");
    Settings settings = Settings.load(NOTHING, NOTHING, file);
    assertThat(settings.dbPassword().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(settings.toString()).doesNotContain("hunter").contains("(secret)");
    assertThat(Settings.describe(NOTHING, NOTHING, file).toString()).doesNotContain("hunter");
    assertThat(Settings.describe(NOTHING, NOTHING, file))
        .filteredOn(line -> line.key().matches("db[.](owner[.])?password"))
        .extracting(Settings.Line::value)
        .containsExactly("(secret)", "(secret)");
    assertThatThrownBy(() -> Settings.load(Map.of("port", "x"), NOTHING, file))
        .isInstanceOf(BadSettings.class)
        .message()
        .doesNotContain("hunter");
  }

  @Test
  void aSecretThatIsNotSetIsShownAsNotSet() {
    assertThat(Settings.describe(NOTHING, NOTHING, null))
        .filteredOn(line -> line.key().matches("db[.](owner[.])?password"))
        .extracting(Settings.Line::value)
        .containsExactly("", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "192.0.2.1",
        "labels.example",
        "127.evil.example",
        "localhost.example",
        ""
      })
  void aHostThatOthersCanReachNeedsHttpsBeforeIt(String host) {
    for (Map<String, String> open :
        List.of(
            Map.of("host", host), Map.of("host", host, "public.url", "http://labels.example"))) {
      assertThatThrownBy(() -> Settings.load(open, NOTHING, null))
          .as(host)
          .isInstanceOf(BadSettings.class)
          .hasMessageContaining("host: ")
          .hasMessageContaining("https://");
    }
  }

  @Test
  void plainHttpBeyondThisMachineNeedsAProxyThatIsNamedOrAWordOfItsOwn() throws Exception {
    Map<String, String> unnamed = Map.of("host", "0.0.0.0", "public.url", "https://labels.example");
    assertThatThrownBy(() -> Settings.load(unnamed, NOTHING, null))
        .hasMessageContaining("proxy.addresses");
    Settings behind =
        Settings.load(
            Map.of(
                "host",
                "0.0.0.0",
                "public.url",
                "https://labels.example",
                "proxy.addresses",
                "10.1.0.0/16"),
            NOTHING,
            null);
    assertThat(behind.secure()).isTrue();
    assertThat(behind.publicUrl()).contains(URI.create("https://labels.example"));
    assertThat(Settings.load(Map.of("host", "::", "http.plain", "true"), NOTHING, null).secure())
        .isFalse();
  }

  @Test
  void tlsInTheServerNeedsCertificateAndKeyAndAWordOnRevocation() {
    Settings tls =
        Settings.load(
            Map.of("host", "0.0.0.0", "tls.certificate", "c.pem", "tls.key", "k.pem"),
            NOTHING,
            null);
    assertThat(tls.secure()).isTrue();
    for (Map<String, String> wrong :
        List.of(
            Map.of("tls.key", "k.pem"),
            Map.of("tls.certificate", "c.pem"),
            Map.of("tls.certificate", "c.p12", "tls.key", "k.pem"),
            Map.of("tls.certificate", "c.p12", "public.url", "http://labels.example"),
            Map.of("tls.client.authorities", "a.pem", "tls.client.revoked", "none"),
            Map.of("tls.certificate", "c.p12", "tls.client.authorities", "a.pem"),
            Map.of("proxy.certificate", "00".repeat(32)))) {
      assertThatThrownBy(() -> Settings.load(wrong, NOTHING, null))
          .as(wrong.toString())
          .isInstanceOf(BadSettings.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "fd00::/8, fdab::1, true",
    "fd00::/8, fe80::1, false",
    "10.0.0.0/8, '::ffff:10.1.2.3', true",
    "10.0.0.0/8, '::a00:1', false",
  })
  void aRangeHoldsTheAddressesThatShareItsFirstBits(String range, String address, boolean held) {
    assertThat(AddressRange.list(range).getFirst().holds(InetAddress.ofLiteral(address)))
        .isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8x", "/8"})
  void aRangeThatIsNoneIsRefusedWithAModel(String range) {
    assertThatThrownBy(() -> AddressRange.list(range)).hasMessageContaining("10.1.2.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.8.7", "::1", "localhost"})
  void loopbackNeedsNoHttps(String host) {
    assertThatCode(() -> Settings.load(Map.of("host", host), NOTHING, null))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileThatIsNotThereIsAProblemAndNotSilence() {
    Path absent = folder.resolve("absent.properties");
    assertThatThrownBy(() -> Settings.load(NOTHING, NOTHING, absent))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining(absent.toString())
        .hasMessageContaining("cannot be read");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("graticule.properties"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"span", "exact", "span<=GUARDED//REL TO AVL"})
  void tilesAreRecordedAsSpansAsEventsOrAsEventsAboveAMark(String tiles) {
    AuditSettings audit = Settings.load(Map.of("audit.tiles", tiles), NOTHING, null).audit();
    assertThat(audit.spans()).isEqualTo(tiles.startsWith("span"));
    assertThat(audit.spansUpTo().isPresent()).isEqualTo(tiles.contains("<="));
    audit.spansUpTo().ifPresent(mark -> assertThat(mark).isEqualTo("GUARDED//REL TO AVL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sometimes", "span<=", "span<GUARDED", "exact<=GUARDED"})
  void tilesAreRecordedInNoOtherWay(String tiles) {
    assertThatThrownBy(() -> Settings.load(Map.of("audit.tiles", tiles), NOTHING, null))
        .hasMessageContaining("audit.tiles: \"" + tiles)
        .hasMessageContaining("span, exact or span<=MARK is needed");
  }
}
