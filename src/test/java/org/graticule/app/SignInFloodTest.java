package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.graticule.app.ApiClient.Answer;
import org.graticule.config.Settings;
import org.graticule.http.Json;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred sign-ins at once. Each hash takes 19 MiB: all of them would not fit in the memory of
 * this server, which has 384 MiB and is not the test's own process.
 */
final class SignInFloodTest {
  private static final int AT_ONCE = 200;

  @TempDir Path folder;
  private final Map<String, String> passwords = new HashMap<>();
  private ServerProcess server;

  @BeforeEach
  void peopleAndAServer() throws Exception {
    SharedCluster.Addresses database = SharedCluster.get().database();
    String data = folder.resolve("data").toString();
    Settings settings = Settings.load(Map.of("data", data, "db.volatile", "true"), Map.of(), null);
    try (Node node =
        Node.open(settings, Databases.at(database.roles(), database.owner()), Clock.systemUTC())) {
      for (DemoWorld.Person person : new DemoWorld(node, settings).people()) {
        passwords.put(person.username(), person.password());
      }
    }
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("GRATICULE_DATA", data);
    server = ServerProcess.start(environment);
  }

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void eachIsAnsweredWithinBoundsWhileTheServerIsWellAndTheLogTellsOfAll() throws Exception {
    List<Answer> meanwhile = new ArrayList<>();
    List<Answer> answers;
    // One client: two hundred of them would need more of the machine than what is tested.
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<Answer>> asked =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> i % 4 == 0 ? "lead" : "nobody-" + i)
              .map(name -> signIn(http, name))
              .toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
      RawClient anybody = client();
      do {
        meanwhile.add(anybody.get("/health/ready"));
        meanwhile.add(anybody.get("/api/v1/about"));
        Thread.sleep(50);
      } while (!all.isDone());
      answers = asked.stream().map(CompletableFuture::join).toList();
    }
    assertThat(meanwhile).extracting(Answer::status).containsOnly(200);
    List<Answer> in = withStatus(answers, 200);
    List<Answer> wrong = withStatus(answers, 401);
    List<Answer> many = withStatus(answers, 429);
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 401, 429);
    assertThat(in).allMatch(answer -> answer.headers().firstValue("Set-Cookie").isPresent());
    assertThat(wrong).allMatch(answer -> code(answer).equals("sign-in-failed"));
    assertThat(many)
        .isNotEmpty()
        .allMatch(answer -> code(answer).equals("too-many-sign-ins"))
        .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
    assertThat(in.size() + wrong.size()).isPositive();

    client().signIn("lead", passwords.get("lead")).get("/api/v1/session").expect(200);
    RawClient auditor = client().signIn("auditor", passwords.get("auditor"));
    assertThat(events(auditor, "session.signed-in&actor=lead")).hasSize(in.size() + 1);
    assertThat(events(auditor, "session.sign-in-failed&actor=nobody-")).hasSize(wrong.size());
    assertThat(events(auditor, "session.locked")).isEmpty();
    // The first at once; the others count until the minute is over.
    JsonNode refused = events(auditor, "traffic.refused");
    assertThat(refused.size()).isBetween(1, many.size());
    assertThat(refused.get(0).at("/facts/code").asText()).isEqualTo("too-many-sign-ins");
    assertThat(refused.get(0).get("source").asText()).isEqualTo("127.0.0.1");
  }

  private CompletableFuture<Answer> signIn(HttpClient http, String name) {
    byte[] form =
        Json.write(
            Map.of(
                "username",
                name,
                "password",
                passwords.getOrDefault(name, "a guess"),
                "notice_acknowledged",
                true));
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/api/v1/session"))
            .header("X-Graticule", "1")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(a -> new Answer(a.statusCode(), a.body(), a.headers()));
  }

  private RawClient client() {
    return new RawClient(server.address());
  }

  private static List<Answer> withStatus(List<Answer> answers, int status) {
    return answers.stream().filter(answer -> answer.status() == status).toList();
  }

  private static String code(Answer answer) {
    try {
      return answer.json().get("code").asText();
    } catch (Exception e) {
      throw new IllegalStateException(answer.text(), e);
    }
  }

  private static JsonNode events(RawClient auditor, String query) throws Exception {
    return auditor
        .get("/api/v1/audit/events?limit=500&type=" + query)
        .expect(200)
        .json()
        .get("events");
  }
}
