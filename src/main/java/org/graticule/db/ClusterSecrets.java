package org.graticule.db;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Random passwords of the embedded cluster's roles, kept in a file only the server's account can
 * read.
 */
final class ClusterSecrets {
  static final String SUPERUSER = "graticule_root";
  static final String OWNER = "graticule_owner";
  static final String APP = "graticule_app";
  static final String REGISTRAR = "graticule_registrar";

  private final Properties passwords;

  private ClusterSecrets(Properties passwords) {
    this.passwords = passwords;
  }

  /** Reads the file; roles it does not name yet receive a password. */
  static ClusterSecrets load(Path folder) throws IOException {
    Path file = folder.resolve("database.properties");
    Properties passwords = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        passwords.load(reader);
      }
    }
    SecureRandom random = new SecureRandom();
    boolean changed = false;
    for (String role : List.of(SUPERUSER, OWNER, APP, REGISTRAR)) {
      if (passwords.getProperty(role) == null) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        passwords.setProperty(role, HexFormat.of().formatHex(bytes));
        changed = true;
      }
    }
    if (changed) {
      store(folder, file, passwords);
    }
    return new ClusterSecrets(passwords);
  }

  private static void store(Path folder, Path file, Properties passwords) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path fresh =
        Files.createTempFile(
            folder,
            "database",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      passwords.store(writer, "Roles of the embedded database");
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  String of(String role) {
    return passwords.getProperty(role);
  }
}
