package org.graticule.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.graticule.fault.Fault;

/**
 * Argon2id hashes in PHC string form. Thread-safe; at most two computed at once and sixteen
 * waiting, because each takes 19 MiB: a flood of sign-ins is told to wait instead of filling the
 * heap.
 */
public final class Passwords {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int LENGTH = 32;

  /** No look-alikes: people copy these from a terminal. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

  private final SecureRandom random = new SecureRandom();
  private final Semaphore computing = new Semaphore(2);
  private final Semaphore waiting = new Semaphore(18);
  // Worked out aside: it takes as long as any hash, and a start need not wait for it.
  private final CompletableFuture<String> dummy =
      CompletableFuture.supplyAsync(() -> hash("nobody has this password"));

  /** A random password of 20 characters, about 115 bits. */
  public String generate() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  public String hash(String password) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            PASSES,
            LANES,
            encoder.encodeToString(salt),
            encoder.encodeToString(compute(password, salt, MEMORY_KIB, PASSES, LANES)));
  }

  /** Takes as long for an account that does not exist (null) as for one that does. */
  boolean matches(String password, @org.jspecify.annotations.Nullable String hash) {
    String[] parts = (hash == null ? dummy.join() : hash).split("\\$");
    String[] cost = parts[3].split("[=,]");
    byte[] salt = Base64.getDecoder().decode(parts[4]);
    byte[] expected = Base64.getDecoder().decode(parts[5]);
    byte[] actual =
        compute(
            password,
            salt,
            Integer.parseInt(cost[1]),
            Integer.parseInt(cost[3]),
            Integer.parseInt(cost[5]));
    return MessageDigest.isEqual(expected, actual) && hash != null;
  }

  static Fault tooMany() {
    return new Fault(
        Fault.Kind.RATE, "too-many-sign-ins", "Too many people are signing in; try again shortly.");
  }

  private byte[] compute(String password, byte[] salt, int memory, int passes, int lanes) {
    if (!waiting.tryAcquire()) {
      throw tooMany();
    }
    try {
      computing.acquireUninterruptibly();
      try {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
            new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] out = new byte[LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
      } finally {
        computing.release();
      }
    } finally {
      waiting.release();
    }
  }
}
