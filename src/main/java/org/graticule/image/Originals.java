package org.graticule.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;

/**
 * What one ingest reads, kept by SHA-256 and at hand as files: the image first, then what belongs
 * to it. Closing removes passing copies. One thread.
 */
final class Originals implements Closeable {
  private final SceneFiles files;
  private final int part;
  private final List<Original> all = new ArrayList<>();

  /**
   * @param suffix what a sidecar's name adds to its image's; empty for the image
   * @param arrival as which it came; null where it was kept before
   */
  private record Original(
      SceneFiles.Staged staged, String suffix, String sha256, @Nullable UUID arrival) {}

  private Originals(SceneFiles files, int part) {
    this.files = files;
    this.part = part;
  }

  /**
   * @param kept told of each arrival once it is durable
   */
  static Originals of(
      SceneFiles files, IngestRequest request, BiConsumer<IngestRequest.Arrival, String> kept)
      throws IOException {
    Originals originals = new Originals(files, request.part());
    try {
      for (IngestRequest.Arrival arrival : request.arrivals()) {
        originals.add(arrival, files.keepArrival(arrival.id()));
        kept.accept(arrival, originals.all.getLast().sha256());
      }
      if (request.sha256() != null) {
        originals.add(files.stage(request.sha256(), ""), "", request.sha256());
        if (request.mask()) {
          SceneFiles.Staged mask = files.stage(request.sha256(), Sidecar.MASK.suffix());
          originals.add(mask, Sidecar.MASK.suffix(), Sha256.of(mask.path()));
        }
      }
      return originals;
    } catch (IOException | RuntimeException e) {
      originals.close();
      throw e;
    }
  }

  private void add(SceneFiles.Staged staged, String suffix, String sha256) {
    all.add(new Original(staged, suffix, sha256, null));
  }

  private void add(IngestRequest.Arrival arrival, String sha256) throws IOException {
    UUID id = arrival.id();
    SceneFiles.Staged staged =
        all.isEmpty()
            ? files.stageArrival(id, sha256)
            : files.stageBeside(image(), arrival.suffix(), id, sha256);
    all.add(new Original(staged, arrival.suffix(), sha256, id));
  }

  String sha256() {
    return all.getFirst().sha256();
  }

  /** Which image of the file is meant, from 0. */
  int part() {
    return part;
  }

  Path image() {
    return all.getFirst().staged().path();
  }

  /** By the image's own header. */
  PixelGrid size() throws IOException {
    return ImageFormats.of(image(), sidecars()).part(part).size(image());
  }

  List<Path> sidecars() {
    return all.stream().skip(1).map(original -> original.staged().path()).toList();
  }

  /** Equal where the same bytes would make the same scene. */
  String content() {
    return sha256()
        + IntStream.range(1, all.size())
            .mapToObj(all::get)
            .map(original -> " " + original.suffix() + "=" + original.sha256())
            .sorted()
            .collect(Collectors.joining())
        + (part == 0 ? "" : " part=" + part);
  }

  /** Holds no second copy of what is kept near, for an ingest that goes on later. */
  void dropSpare() throws IOException {
    for (Original original : all) {
      if (original.arrival() != null) {
        files.dropSpare(original.arrival(), original.sha256());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Original original : all) {
      original.staged().close();
    }
  }
}
