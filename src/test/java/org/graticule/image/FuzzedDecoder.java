package org.graticule.image;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.confine.InnerWalls;

/**
 * A decoder that is given many spoiled files one after another, behind the same walls as the real
 * one. Its input is the plan: a seed and how often each of the other files is spoiled. It answers
 * with a refusal whose code is {@code fuzzed}, unless something came of a file that is neither a
 * scene nor a {@link Fault}; before each file it says which it is.
 */
final class FuzzedDecoder {
  private static final long SLOW_SECONDS = 20;

  private FuzzedDecoder() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    List<Path> own = Arrays.stream(args).skip(5).map(Path::of).toList();
    InnerWalls.raise(own, Path.of(args[4]));
    String[] plan = Files.readString(own.getFirst()).strip().split(" ");
    List<String> wrong = new ArrayList<>();
    int read = 0;
    int refused = 0;
    List<Path> files = own.subList(1, own.size());
    for (int f = 0; f < files.size(); f++) {
      byte[] whole = Files.readAllBytes(files.get(f));
      for (int round = 0; round < Integer.parseInt(plan[1]); round++) {
        String which = files.get(f).getFileName() + " round " + round;
        System.err.println(which);
        long seed = Long.parseLong(plan[0]) + 31L * which.hashCode();
        Path spoiled = Path.of(args[4]).resolve("spoiled");
        Files.write(spoiled, new Mutation(seed).of(whole));
        long start = System.nanoTime();
        try {
          decode(spoiled, Path.of(args[4]));
          read++;
        } catch (Fault fault) {
          refused++;
        } catch (IOException | RuntimeException | Error e) {
          e.printStackTrace();
          wrong.add(which + ": " + e);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (seconds >= SLOW_SECONDS) {
          wrong.add(which + ": took " + seconds + " s");
        }
        Files.deleteIfExists(spoiled);
      }
      out.println(
          String.format(
              Locale.ROOT,
              "{\"progress\":%.3f,\"phase\":\"VERIFYING\"}",
              f / (double) files.size()));
    }
    String answer =
        wrong.isEmpty()
            ? "{\"fault\":\"fuzzed\",\"kind\":\"UNACCEPTABLE\",\"message\":\"%d read, %d refused\"}"
                .formatted(read, refused)
            : "{\"fault\":\"wrong\",\"kind\":\"UNACCEPTABLE\",\"message\":\"%s\"}"
                .formatted(
                    String.join("; ", wrong.subList(0, Math.min(8, wrong.size())))
                        .replaceAll("[^ -~]|[\"\\\\]", " "));
    out.println(answer);
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void decode(Path file, Path folder) throws IOException {
    ImageFormat format = ImageFormats.of(file);
    format.size(file);
    format.security(file);
    format.parts(file);
    new IngestRun(TileProfile.named("default"), 1, (phase, share) -> {})
        .run(file, List.of(), folder);
    Files.deleteIfExists(folder.resolve(IngestRun.DISPLAY));
    Files.deleteIfExists(folder.resolve(IngestRun.ANALYTIC));
  }
}
