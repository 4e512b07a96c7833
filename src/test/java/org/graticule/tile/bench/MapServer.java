package org.graticule.tile.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * MapServer as it is run for speed: two FastCGI processes behind nginx, files kept open between
 * requests.
 */
final class MapServer implements AutoCloseable {
  private static final int PROCESSES = 2;

  private final List<Process> processes;
  private final int port;

  private MapServer(List<Process> processes, int port) {
    this.processes = processes;
    this.port = port;
  }

  /**
   * @param image what it draws from
   * @param epsg of the image
   * @param processing lines of the layer, for example of bands and stretch
   */
  static MapServer start(Path folder, Path image, int epsg, List<String> processing)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path map = Files.writeString(folder.resolve("bench.map"), mapFile(image, epsg, processing));
    Path config =
        Files.writeString(
            folder.resolve("mapserver.conf"),
            "CONFIG\n  ENV\n    MS_MAPFILE \"%s\"\n    MS_MAP_NO_PATH \"1\"\n  END\nEND\n"
                .formatted(map));
    List<Process> processes = new ArrayList<>();
    StringBuilder upstream = new StringBuilder();
    for (int i = 0; i < PROCESSES; i++) {
      Path socket = folder.resolve("mapserv-" + i + ".sock");
      ProcessBuilder builder =
          new ProcessBuilder(
                  "spawn-fcgi",
                  "-n",
                  "-M",
                  "0666",
                  "-s",
                  socket.toString(),
                  "--",
                  "/usr/lib/cgi-bin/mapserv")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(folder.resolve("mapserv-" + i + ".log").toFile());
      builder.environment().put("MAPSERVER_CONFIG_FILE", config.toString());
      builder.environment().put("MS_MAPFILE", map.toString());
      processes.add(builder.start());
      upstream.append("server unix:").append(socket).append("; ");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    processes.add(nginx(folder, port, upstream.toString()));
    MapServer server = new MapServer(processes, port);
    for (int i = 0; i < 100; i++) {
      try {
        new Socket("127.0.0.1", port).close();
        return server;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    server.close();
    throw new IllegalStateException("nginx does not listen");
  }

  private static String mapFile(Path image, int epsg, List<String> processing) {
    StringBuilder lines = new StringBuilder();
    Stream.concat(Stream.of("RESAMPLE=BILINEAR", "CLOSE_CONNECTION=DEFER"), processing.stream())
        .forEach(line -> lines.append("    PROCESSING \"").append(line).append("\"\n"));
    return """
    MAP
      NAME "bench"
      SIZE 256 256
      EXTENT -20037508 -20037508 20037508 20037508
      IMAGECOLOR 0 0 0
      PROJECTION "init=epsg:3857" END
      OUTPUTFORMAT NAME "jpeg" DRIVER "AGG/JPEG" MIMETYPE "image/jpeg" IMAGEMODE RGB FORMATOPTION "QUALITY=85" END
      OUTPUTFORMAT NAME "png" DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGB END
      WEB METADATA "ows_enable_request" "*" "wms_title" "bench" "wms_srs" "EPSG:3857" END END
      LAYER
        NAME "scene" TYPE RASTER STATUS ON DATA "%s"
        PROJECTION "init=epsg:%d" END
    %s  END
    END
    """
        .formatted(image, epsg, lines);
  }

  private static Process nginx(Path folder, int port, String upstream) throws IOException {
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; worker_processes 2; pid %1$s/nginx.pid; error_log %1$s/error.log; %4$s
            events { worker_connections 512; }
            http {
              access_log off; keepalive_requests 100000000;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              upstream mapserv { zone shared 64k; least_conn; %3$s }
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  fastcgi_pass mapserv; fastcgi_buffers 64 16k;
                  fastcgi_param REQUEST_METHOD $request_method;
                  fastcgi_param QUERY_STRING $query_string;
                }
              }
            }
            """
                .formatted(folder, port, upstream, user));
    return new ProcessBuilder("nginx", "-c", config.toString(), "-p", folder.toString())
        .inheritIO()
        .start();
  }

  List<ProcessHandle> handles() {
    return processes.stream().map(Process::toHandle).toList();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A tile of the web map as a WMS request. */
  static String path(int z, int x, int y, String format) {
    double half = 20037508.342789244;
    double side = 2 * half / Math.scalb(1.0, z);
    return "/?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=scene&STYLES=&SRS=EPSG:3857"
        + "&WIDTH=256&HEIGHT=256&FORMAT=image/%s&BBOX=%s,%s,%s,%s"
            .formatted(
                format,
                x * side - half,
                half - (y + 1) * side,
                (x + 1) * side - half,
                half - y * side);
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        // A mapserv that waits for its next request does not heed it.
        process.onExit().get(2, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      }
    }
  }
}
