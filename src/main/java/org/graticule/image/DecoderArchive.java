package org.graticule.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticGeoTiff.Layout;
import org.graticule.image.synthetic.SyntheticScene;

/**
 * The program that makes the decoder's archive of loaded classes, run once after the build: starts
 * the decoder's Java on an invented image and lets it write down what it loaded. Without arguments
 * it starts itself that way; with a folder it is the run that is watched.
 */
public final class DecoderArchive {
  private static final int SIDE = 1536;
  private static final int HEAP_MIB = 512;

  private DecoderArchive() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 1) {
      train(Path.of(args[0]));
      return;
    }
    Path archive =
        DecoderRuntime.archive()
            .orElseThrow(() -> Fault.unacceptable("no-jar", "classes in a folder; allowed: a jar"));
    Path folder = Files.createTempDirectory("decoder-archive");
    try {
      List<String> command = new ArrayList<>(DecoderRuntime.command(HEAP_MIB));
      command.add(1, "-XX:AOTCacheOutput=" + archive);
      command.add(2, "-Xlog:disable");
      command.add(3, "-Xlog:all=error:stderr");
      command.addAll(List.of(DecoderArchive.class.getName(), folder.toString()));
      int exit =
          new ProcessBuilder(command)
              .inheritIO()
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("the run for the archive ended with " + exit);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void train(Path folder) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    SyntheticScene scene = SyntheticScene.plan(1, SIDE, SIDE);
    for (boolean deflate : new boolean[] {false, true}) {
      SyntheticGeoTiff.Options options =
          new SyntheticGeoTiff.Options(
              SyntheticGeoTiff.Options.plain().samples(), Layout.TILES, deflate, null);
      Path image = folder.resolve("image.tif");
      SyntheticGeoTiff.write(image, scene, options, done -> {});
      IngestWorker.answer(
          nowhere, "default", "2", "PT1H", "0", folder.toString(), image.toString());
    }
  }
}
