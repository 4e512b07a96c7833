package org.graticule.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.image.confine.OuterWalls;

/**
 * Turns an original into a scene's pyramid and facts. The header is checked here; everything behind
 * it is decoded in a process of its own. Thread-safe; each run costs a process.
 */
public final class Ingest {
  private static final int BASE_HEAP_MIB = 112;

  private final TileProfile profile;
  private final DecoderProcess.Limits limits;
  private final OuterWalls walls = new OuterWalls();

  /**
   * @param limits least heap and longest time of a decoder; wide images are given more heap
   */
  public Ingest(TileProfile profile, DecoderProcess.Limits limits) {
    this.profile = profile;
    this.limits = limits;
  }

  /** Name of the pyramid in the output folder. */
  public static String displayName() {
    return IngestRun.DISPLAY;
  }

  /** Name of the lossless pyramid in the output folder, where there is one. */
  public static String analyticName() {
    return IngestRun.ANALYTIC;
  }

  /**
   * Writes {@code display.tif} into the folder, and {@code analytic.tif} where that cannot hold the
   * samples; or nothing.
   *
   * @param sha256 of the original, which becomes one of the facts
   * @param sidecars files beside the original that belong to it, such as {@code .msk}
   * @param folder existing, on the disk where the pyramid will stay, not shared with another run
   * @param progress told what is done and shares of the whole, rising
   * @throws org.graticule.fault.Fault naming tag and value where the original cannot be read, or
   *     the limit that the decoder broke
   */
  public SceneFacts run(
      Path original,
      String sha256,
      List<Path> sidecars,
      Path folder,
      IngestPhase.Listener progress) {
    return run(original, 0, sha256, sidecars, folder, progress);
  }

  /**
   * The same for another image of the original than the first.
   *
   * @param part from 0
   */
  public SceneFacts run(
      Path original,
      int part,
      String sha256,
      List<Path> sidecars,
      Path folder,
      IngestPhase.Listener progress) {
    try {
      PixelGrid size = ImageFormats.of(original, sidecars).part(part).size(original);
      progress.size(size);
      Files.createDirectories(folder);
      DecoderProcess decoder =
          new DecoderProcess(
              limits.withHeap(heapMib(size)), walls, IngestWorker.class.getName(), part);
      SceneFacts facts = decoder.run(original, sidecars, folder, profile, progress);
      if (facts.width() != size.width() || facts.height() != size.height()) {
        throw Fault.unacceptable(
            "decoder-broken",
            "the decoder tells of %d x %d pixels and the header of %d x %d"
                .formatted(facts.width(), facts.height(), size.width(), size.height()));
      }
      return facts.of(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A row of tiles of the finest level in colour with its mask, for sources that come in strips; as
   * much again for all coarser levels together; room for decoders.
   */
  private int heapMib(PixelGrid size) {
    long rows = 2L * size.width() * profile.tileSize() * 4;
    return Math.toIntExact(Math.max(limits.heapMib(), BASE_HEAP_MIB + rows / (1 << 20)));
  }
}
