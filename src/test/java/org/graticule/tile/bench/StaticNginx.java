package org.graticule.tile.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx as it is set up for static files and nothing else: the limit of what can be served. */
final class StaticNginx implements AutoCloseable {
  private final Process process;
  private final int port;

  private StaticNginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param root of the files, readable by everybody
   */
  static StaticNginx start(Path folder, Path root) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; worker_processes 2; pid %1$s/nginx.pid; error_log %1$s/error.log; %4$s
            events { worker_connections 512; }
            http {
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
              open_file_cache max=10000 inactive=600s; open_file_cache_valid 600s;
              types { image/jpeg jpg; }
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              server { listen 127.0.0.1:%2$d; root %3$s; }
            }
            """
                .formatted(folder, port, root, user));
    Process process =
        new ProcessBuilder("nginx", "-c", config.toString(), "-p", folder.toString())
            .inheritIO()
            .start();
    for (int i = 0; i < 100; i++) {
      try {
        new Socket("127.0.0.1", port).close();
        return new StaticNginx(process, port);
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    process.destroy();
    throw new IllegalStateException("nginx does not listen");
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
