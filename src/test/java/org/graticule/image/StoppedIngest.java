package org.graticule.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.graticule.geo.TileProfile;

/**
 * A program that ingests and stands still at a stage, so that it can be killed there: image,
 * folder, phase, share.
 */
final class StoppedIngest {
  private StoppedIngest() {}

  public static void main(String[] args) throws IOException {
    IngestPhase stop = IngestPhase.valueOf(args[2]);
    double least = Double.parseDouble(args[3]);
    IngestPhase.Listener listener =
        (phase, share) -> {
          if (phase == stop && share >= least) {
            stand();
          }
        };
    new IngestRun(TileProfile.named("exact"), 0, 2, Duration.ZERO, listener)
        .run(Path.of(args[0]), List.of(), Path.of(args[1]));
    System.out.println("ended");
  }

  /** Until killed, or until whoever waits has gone. */
  private static void stand() {
    System.out.println("here");
    try {
      System.in.transferTo(System.out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
