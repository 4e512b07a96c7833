package org.graticule.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.confine.InnerWalls;

/**
 * The program of the decoder process: profile, threads, time between entries in the journal, which
 * image of the original, folder, original, sidecars. Says progress, then either facts or a refusal,
 * each as a line of JSON on standard output.
 */
final class IngestWorker {
  private static final double LEAST_STEP = 0.005;

  private final PrintStream out;
  private double told;
  private IngestPhase phase = IngestPhase.VERIFYING;

  private IngestWorker(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // Libraries that print would break the lines.
    System.setOut(System.err);
    Thread.ofPlatform().daemon().start(IngestWorker::endWithParent);
    Thread.ofPlatform().daemon().start(IngestWorker::prepare);
    List<Path> own = Arrays.stream(args).skip(5).map(Path::of).toList();
    out.println(
        "{\"walls\":\"" + String.join(", ", InnerWalls.raise(own, Path.of(args[4]))) + "\"}");
    answer(out, args);
    out.flush();
    InnerWalls.leave();
  }

  /** Loads what is needed later while one processor has nothing to do; never touches the input. */
  private static void prepare() {
    JpegCodec.library();
    SceneFacts.prepare();
  }

  /** Nobody writes to our standard input: it ends when the parent does. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Not for us.
      }
    } catch (IOException e) {
      // The pipe is gone, which says the same.
    }
    Runtime.getRuntime().halt(4);
  }

  /** Decodes, and says what came of it. */
  static void answer(PrintStream out, String... args) throws IOException {
    TileProfile profile = TileProfile.named(args[0]);
    Duration checkpoint = Duration.parse(args[2]);
    int part = Integer.parseInt(args[3]);
    Path folder = Path.of(args[4]);
    Path original = Path.of(args[5]);
    List<Path> sidecars = Arrays.stream(args).skip(6).map(Path::of).toList();
    try {
      SceneFacts facts =
          new IngestRun(
                  profile, part, Integer.parseInt(args[1]), checkpoint, new IngestWorker(out)::at)
              .run(original, sidecars, folder);
      out.println("{\"facts\":" + facts.toJson() + "}");
    } catch (Fault fault) {
      ObjectNode message = new JsonMapper().createObjectNode();
      message.put("fault", fault.code());
      message.put("kind", fault.kind().name());
      message.put("message", fault.getMessage());
      out.println(message);
    }
  }

  private void at(IngestPhase now, double share) {
    if (share - told >= LEAST_STEP || share >= 1 || now != phase) {
      told = share;
      phase = now;
      out.println("{\"progress\":" + share + ",\"phase\":\"" + now + "\"}");
    }
  }
}
