package org.graticule.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graticule.http.Json;

/**
 * A real Keycloak in a process of its own, one for all tests of a run, with the realm of {@code
 * keycloak-realm.json} in memory.
 */
public final class KeycloakServer {
  /** Unpacked there by the build. */
  private static final Path PROGRAM = Path.of("target/keycloak");

  private static final String ADMIN = "admin";
  private static final Pattern FORM = Pattern.compile("action=\"([^\"]*login-actions[^\"]*)\"");
  public static final String CLIENT = "graticule-server";
  public static final String SECRET = "not-so-secret";

  private static final class Lazy {
    private static final KeycloakServer SERVER = new KeycloakServer();
  }

  private final int port;
  private final Path log = PROGRAM.resolve("keycloak.log");

  public static KeycloakServer get() {
    return Lazy.SERVER;
  }

  private KeycloakServer() {
    this.port = freePort();
    try (Stream<Path> unpacked = Files.list(PROGRAM);
        InputStream realm = KeycloakServer.class.getResourceAsStream("keycloak-realm.json")) {
      Path home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
      Path imported = Files.createDirectories(home.resolve("data/import"));
      Files.write(imported.resolve("realm.json"), realm.readAllBytes());
      start(home);
    } catch (IOException e) {
      throw new UncheckedIOException(PROGRAM + " is not there; run mvn generate-test-resources", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--cache=local",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--log-level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx512m",
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    for (int i = 0; i < 1500 && process.isAlive(); i++) {
      if (answers()) {
        return;
      }
      rest();
    }
    throw new IllegalStateException(Files.readString(log));
  }

  /** The script waits for Java, which is what has to end. */
  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try {
      return new Browser()
              .get(URI.create(issuer() + "/.well-known/openid-configuration"))
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void rest() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + port + "/realms/graticule";
  }

  /** The settings of a server that people may sign in to from here. */
  public Map<String, String> settings() {
    return Map.of("oidc.issuer", issuer(), "oidc.client", CLIENT, "oidc.secret", SECRET);
  }

  /** Fills in the sign-in form and returns where Keycloak sends the browser then. */
  public URI signIn(Browser browser, URI departure, String username, String password)
      throws IOException {
    HttpResponse<String> page = browser.get(departure);
    if (page.statusCode() == 302) {
      return location(page);
    }
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new IllegalStateException(page.statusCode() + " " + page.body());
    }
    return location(
        browser.post(
            URI.create(form.group(1).replace("&amp;", "&")),
            Map.of("username", username, "password", password)));
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IllegalStateException(answer + " " + answer.body())));
  }

  /** Makes a new signing key and takes the one before out of use. */
  public void replaceSigningKey() throws IOException {
    Browser admin = new Browser();
    String token =
        Json.MAPPER
            .readTree(
                admin
                    .post(
                        URI.create(
                            "http://127.0.0.1:"
                                + port
                                + "/realms/master/protocol/openid-connect/token"),
                        Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            "admin-cli",
                            "username",
                            ADMIN,
                            "password",
                            ADMIN))
                    .body())
            .get("access_token")
            .asText();
    String components = "http://127.0.0.1:" + port + "/admin/realms/graticule/components";
    for (var component :
        Json.MAPPER.readTree(
            admin.call(token, "GET", components + "?type=org.keycloak.keys.KeyProvider", ""))) {
      if (component.get("providerId").asText().equals("rsa-generated")) {
        admin.call(token, "DELETE", components + "/" + component.get("id").asText(), "");
      }
    }
    admin.call(
        token,
        "POST",
        components,
        """
        {"name": "next", "providerId": "rsa-generated",
         "providerType": "org.keycloak.keys.KeyProvider", "config": {"priority": ["200"]}}
        """);
  }

  /** A browser without a screen: cookies of its own, no following of redirects. */
  public static final class Browser {
    private final HttpClient http = HttpClient.newHttpClient();

    /** Sent to whoever asks, Secure or not: on loopback browsers do the same. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    HttpResponse<String> get(URI address) throws IOException {
      return send(HttpRequest.newBuilder(address));
    }

    HttpResponse<String> post(URI address, Map<String, String> form) throws IOException {
      String body =
          form.entrySet().stream()
              .map(field ->
                  field.getKey()
                      + "="
                      + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return send(
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String call(String token, String method, String address, String json) throws IOException {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(json)));
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer + " " + answer.body());
      }
      return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
      if (!cookies.isEmpty()) {
        request.header(
            "Cookie",
            cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
      }
      try {
        HttpResponse<String> answer =
            http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
          String[] pair = cookie.split(";", 2)[0].split("=", 2);
          if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
          } else {
            cookies.put(pair[0], pair[1]);
          }
        }
        return answer;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
