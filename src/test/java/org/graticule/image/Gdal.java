package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GDAL's own view of files, through its Python bindings: the peer that tests compare with. */
public final class Gdal {
  private Gdal() {}

  /** A member for each path, as {@code gdal_truth.py} describes. */
  static JsonNode truth(List<Path> files) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("-");
    files.forEach(file -> arguments.add(file.toString()));
    try (InputStream script = Gdal.class.getResourceAsStream("gdal_truth.py")) {
      return new JsonMapper().readTree(python(script.readAllBytes(), arguments));
    }
  }

  /** Runs a script; returns what it prints. */
  public static String python(byte[] script, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
    command.addAll(arguments);
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var in = python.getOutputStream()) {
      in.write(script);
    }
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as("exit code with %d files", arguments.size()).isZero();
    return out;
  }
}
