package org.graticule.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Where originals (by their SHA-256) and pyramids (by scene and revision) lie. Thread-safe. */
public final class SceneFiles {
  private static final int BUFFER = 1 << 20;

  private final Path root;

  public SceneFiles(Path root) {
    this.root = root;
  }

  public Path pyramidFolder(UUID scene, int revision) {
    return root.resolve("pyramids").resolve(scene.toString()).resolve("r" + revision);
  }

  Path pyramid(UUID scene, int revision) {
    return pyramidFolder(scene, revision).resolve(Ingest.displayName());
  }

  /** An original or, with a suffix such as {@code .msk}, what belongs to it. */
  Path original(String sha256, String suffix) {
    return root.resolve("originals").resolve(sha256.substring(0, 2)).resolve(sha256 + suffix);
  }

  /** Moves a file among the originals, durably; one that is already there is kept once. */
  String adopt(Path file) {
    String sha256 = digest(file);
    adopt(file, original(sha256, ""));
    return sha256;
  }

  /** Moves a file beside an original. */
  void adoptBeside(Path file, String sha256, String suffix) {
    adopt(file, original(sha256, suffix));
  }

  private static void adopt(Path file, Path home) {
    try {
      Files.createDirectories(home.getParent());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(file, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
