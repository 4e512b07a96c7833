package org.graticule.audit.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's rsyslog as a receiver of RFC 5425, in a folder of its own. Keeps what it gets, raw. */
record Rsyslog(Process process, int port, Path certificate, Path kept) implements AutoCloseable {

  static Rsyslog start(Path data) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(data.resolve("rsyslog"));
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    run(
        ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost -keyout %s -out %s")
            .formatted(key, certificate));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path kept = folder.resolve("kept");
    Path settings =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%s" maxMessageSize="128k"
              defaultNetstreamDriver="gtls"
              defaultNetstreamDriverCAFile="%s"
              defaultNetstreamDriverCertFile="%s"
              defaultNetstreamDriverKeyFile="%s"
              parser.escapeControlCharactersOnReceive="off")
            module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1"
              streamDriver.authMode="anon")
            template(name="raw" type="string" string="%%rawmsg%%\\n")
            input(type="imtcp" port="%d" address="127.0.0.1")
            action(type="omfile" file="%s" template="raw" asyncWriting="off" flushOnTXEnd="on")
            """
                .formatted(folder, certificate, certificate, key, port, kept));
    Process process =
        new ProcessBuilder(
                "/usr/sbin/rsyslogd",
                "-n",
                "-f",
                settings.toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    return new Rsyslog(process, port, certificate, kept);
  }

  List<String> lines() {
    try {
      return Files.exists(kept) ? Files.readAllLines(kept) : List.of();
    } catch (IOException e) {
      // It is being written: the next look sees it.
      return List.of();
    }
  }

  private static void run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
