package org.graticule.app;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.graticule.db.DatabaseAddress;

/**
 * Passwords whose hash is quickly worked out. A stored hash tells its own cost, which is a tenth of
 * a second by design; tests sign in thousands of times.
 */
final class QuickPasswords {
  private static final int MEMORY_KIB = 8;
  private static final byte[] SALT = "a salt of tests.".getBytes(StandardCharsets.US_ASCII);

  private QuickPasswords() {}

  /** Stores the people's own passwords anew. */
  static void store(DatabaseAddress superuser, List<DemoWorld.Person> people) {
    try (Connection connection =
            DriverManager.getConnection(
                superuser.url(), superuser.user(), superuser.password().reveal());
        PreparedStatement update =
            connection.prepareStatement(
                """
                update authz.account
                set password_hash = ?
                where username = ?
                """)) {
      for (DemoWorld.Person person : people) {
        update.setString(1, hash(person.password()));
        update.setString(2, person.username());
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String password) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(1)
            .withParallelism(1)
            .withSalt(SALT)
            .build());
    byte[] hash = new byte[32];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=1,p=1$%s$%s"
        .formatted(MEMORY_KIB, encoder.encodeToString(SALT), encoder.encodeToString(hash));
  }
}
