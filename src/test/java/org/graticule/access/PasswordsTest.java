package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

/** Hashes that another reader of PHC strings understands, and no way to tell who exists. */
final class PasswordsTest {
  private static final String PHC =
      "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}";

  private final Passwords passwords = new Passwords();

  @Test
  void aHashIsInPhcFormWithASaltOfItsOwn() {
    String first = passwords.hash("correct horse");
    String second = passwords.hash("correct horse");
    assertThat(first).matches(PHC).isNotEqualTo(second);
    assertThat(passwords.matches("correct horse", first)).isTrue();
    assertThat(passwords.matches("correct horse", second)).isTrue();
    assertThat(passwords.matches("correct horsf", first)).isFalse();
  }

  @Test
  void theHashIsWhatItsOwnParametersGive() {
    String[] parts = passwords.hash("pässwörd").split("\\$");
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(0x13)
            .withMemoryAsKB(19_456)
            .withIterations(2)
            .withParallelism(1)
            .withSalt(Base64.getDecoder().decode(parts[4]))
            .build());
    byte[] expected = new byte[32];
    generator.generateBytes("pässwörd".getBytes(StandardCharsets.UTF_8), expected);
    assertThat(Base64.getDecoder().decode(parts[5])).isEqualTo(expected);
  }

  /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id ...}. */
  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(passwords.matches("password", reference)).isTrue();
    assertThat(passwords.matches("Password", reference)).isFalse();
  }

  @Test
  void everyByteOfAPasswordCounts() {
    String sixtyFour = "é漢\uD83D\uDD11x".repeat(16);
    String hash = passwords.hash(sixtyFour);
    assertThat(passwords.matches(sixtyFour, hash)).isTrue();
    assertThat(passwords.matches(sixtyFour.substring(1), hash)).isFalse();
    assertThat(passwords.matches(sixtyFour.replace("é", "e\u0301"), hash)).isFalse();
    assertThat(passwords.matches(sixtyFour + " ", hash)).isFalse();
  }

  @Test
  void nobodyCanSignInAsSomeoneUnknownEvenWithTheDummysPassword() {
    assertThat(passwords.matches("nobody has this password", null)).isFalse();
    assertThat(passwords.matches("", null)).isFalse();
  }

  @Test
  void anUnknownNameCostsTheSameAsAKnownOne() {
    String hash = passwords.hash("something");
    long known = fastest(() -> passwords.matches("guess", hash));
    long unknown = fastest(() -> passwords.matches("guess", null));
    // Argon2 takes tens of milliseconds, a path without it microseconds.
    assertThat((double) unknown / known).isBetween(1 / 3.0, 3.0);
  }

  @Test
  void aFloodIsToldToWaitInsteadOfFillingTheHeap() throws Exception {
    String hash = passwords.hash("something");
    List<Callable<String>> flood = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      flood.add(() -> {
        try {
          return passwords.matches("something", hash) ? "in" : "wrong";
        } catch (Fault fault) {
          return fault.kind() + " " + fault.code();
        }
      });
    }
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(flood.size())) {
      for (Future<String> answer : threads.invokeAll(flood)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).containsOnly("in", "RATE too-many-sign-ins");
    assertThat(passwords.matches("something", hash)).isTrue();
  }

  @Test
  void generatedPasswordsDifferAndHaveNoLookAlikes() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(passwords.generate());
    }
    assertThat(many).doesNotHaveDuplicates().allMatch(p -> p.matches("[^01lIOoi]{20}"));
  }

  private static long fastest(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
