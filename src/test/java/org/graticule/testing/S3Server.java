package org.graticule.testing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real S3 server (S3Proxy) in a process of its own, on files of a folder, so that it can be
 * stopped and started again with what it had.
 */
public final class S3Server implements AutoCloseable {
  /** Copied there by the build. */
  private static final Path PROGRAM = Path.of("target/s3proxy/s3proxy.jar");

  public static final String KEY = "graticule-test";
  public static final String SECRET = "not-so-secret/+=";

  private final Path folder;
  private final int port;
  private Process process;

  /**
   * @param folder whose folders are the buckets
   */
  public S3Server(Path folder, String bucket) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("data").resolve(bucket));
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    this.process = start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The settings of a server that keeps its files here. */
  public Map<String, String> settings(String bucket) {
    return Map.of(
        "store.url",
        "s3://" + bucket + "/imagery",
        "store.endpoint",
        address().toString(),
        "store.key",
        KEY,
        "store.secret",
        SECRET,
        "store.cache",
        "8");
  }

  /** Where an object lies as a file. */
  public Path file(String bucket, String name) {
    return folder.resolve("data").resolve(bucket).resolve(name);
  }

  public void stop() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void startAgain() throws IOException {
    process = start();
  }

  private Process start() throws IOException {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException(PROGRAM + " is not there; run mvn generate-test-resources");
    }
    Path properties = folder.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        """
        s3proxy.endpoint=%s
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem
        jclouds.filesystem.basedir=%s
        """
            .formatted(address(), KEY, SECRET, folder.resolve("data").toAbsolutePath()));
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PROGRAM.toString(),
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    for (int i = 0; i < 600 && started.isAlive(); i++) {
      if (answers()) {
        return started;
      }
      rest();
    }
    throw new IllegalStateException(Files.readString(folder.resolve("s3proxy.log")));
  }

  private boolean answers() {
    try {
      HttpURLConnection connection = (HttpURLConnection) address().toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.getResponseCode();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void rest() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
