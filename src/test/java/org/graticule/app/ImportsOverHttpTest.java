package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.graticule.audit.Event;
import org.graticule.image.Synthetic;
import org.graticule.testing.TlsHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imagery that the server brings in itself: from its folder, from a named host, from nowhere else.
 */
final class ImportsOverHttpTest {
  @TempDir private static Path home;
  private static SSLContext usual;
  private static TlsHost host;
  private static TestNode node;
  private static String imports;

  @BeforeAll
  static void open() throws Exception {
    host = new TlsHost(home);
    usual = SSLContext.getDefault();
    SSLContext.setDefault(host.context());
    Path folder = Files.createDirectories(home.resolve("import/harbour"));
    Synthetic.rgb(folder.resolve("a.tif"), 300, 200);
    Files.writeString(folder.resolve("a.tfw"), "1\n0\n0\n-1\n500000\n5400000\n");
    Files.writeString(home.resolve("secret.tif"), "secret");
    Files.createSymbolicLink(folder.resolve("link.tif"), home.resolve("secret.tif"));
    Files.createSymbolicLink(home.resolve("import/away"), home);
    node =
        new TestNode(
            Map.of(
                "import.folder", home.resolve("import").toString(),
                "import.hosts", host.name(),
                "import.private", "true"));
    imports = "/api/v1/projects/" + node.project() + "/imports";
  }

  @AfterAll
  static void close() {
    node.close();
    host.close();
    SSLContext.setDefault(usual);
  }

  @Test
  void aFileOfTheFolderIsListedAndBroughtIn() throws Exception {
    ApiClient lead = node.as("lead");
    JsonNode listed = lead.get(imports + "?path=harbour").expect(200).json().get("entries");
    assertThat(listed.findValuesAsText("path"))
        .containsExactlyInAnyOrder("harbour/a.tif", "harbour/a.tfw");
    done(lead.post(imports, Map.of("path", "harbour/a.tif")).expect(202).json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.tif",
        "harbour/../../secret.tif",
        "/etc/passwd",
        "harbour/link.tif",
        "away/secret.tif",
        "harbour",
        "nothing.tif",
        "",
        "harbour\\..\\..\\secret.tif",
        "./harbour/a.tif",
        "harbour/a.tif/../../../secret.tif"
      })
  void noNameLeadsOutOfTheFolder(String path) throws Exception {
    refused(Map.of("path", path));
  }

  @Test
  void anImageOfANamedHostIsFetchedByRangesThoughTheWireBreaks() throws Exception {
    Path image = Synthetic.rgb(home.resolve("far.tif"), 2_400, 2_000);
    host.put("/far.tif", Files.readAllBytes(image));
    host.broken.set(1);
    int before = host.asked.get();
    JsonNode done =
        done(node.as("lead").post(imports, Map.of("url", host.url("/far.tif"))).expect(202).json());
    assertThat(host.asked.get() - before).isGreaterThan(2);
    assertThat(
            node.as("lead")
                .get("/api/v1/scenes/" + done.get("scene").asText())
                .expect(200)
                .json()
                .get("width")
                .asInt())
        .isEqualTo(2_400);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    JsonNode job =
        node.as("lead").post(imports, Map.of("url", host.url("/moved"))).expect(202).json();
    JsonNode ended = SceneUpload.states(node.as("lead"), job.get("id").asText()).getLast();
    assertThat(ended.get("code").asText()).isEqualTo("import-answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/a.tif",
        "https://0/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fe80::1]/",
        "https://localhost./",
        "https://localhost@evil.example/",
        "https://evil.example@localhost/",
        "https://localhost%2eevil.example/",
        "https://127.0.0.1.nip.io/",
        "//127.0.0.1/a.tif",
        "HTTPS://LOCALHOST/",
        "jar:https://localhost!/a.tif",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://metadata.google.internal/",
        "http://localhost/a.tif",
        "https://evil.example/a.tif",
        "/vsicurl/http://example.com/a.tif",
        "MEM:::DATAPOINTER=1",
        "PG:dbname=x",
        "WMS:http://x",
        "file:///etc/passwd"
      })
  void noOtherAddressIsAskedAndEveryAttemptIsOnTheLog(String url) throws Exception {
    int before = host.asked.get();
    refused(Map.of("url", url));
    assertThat(host.asked.get()).isEqualTo(before);
    assertThat(new SceneUpload(node).events("import.refused"))
        .extracting(Event::facts)
        .extracting(facts -> facts.get("from"))
        .contains(url);
  }

  @Test
  void nothingIsBroughtInByWhoMayNotIngest() throws Exception {
    ApiClient annotator = node.as("annotator");
    assertThat(annotator.get(imports).status()).isEqualTo(403);
    assertThat(annotator.post(imports, Map.of("path", "harbour/a.tif")).status()).isEqualTo(403);
  }

  private static void refused(Map<String, String> body) throws Exception {
    ApiClient.Answer answer = node.as("lead").post(imports, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
  }

  private static JsonNode done(JsonNode job) throws Exception {
    JsonNode ended = SceneUpload.states(node.as("lead"), job.get("id").asText()).getLast();
    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    return ended;
  }
}
