package org.graticule.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * What an ingest job needs to know; kept as its payload.
 *
 * @param sha256 an original that is kept already; null where files arrived
 * @param mask whether a {@code .msk} is kept beside that original
 * @param arrivals files that arrived: the image first, then what belongs to it
 * @param part which image of the original, from 0
 * @param scene which gets new pixels; null where the image makes a new one
 */
public record IngestRequest(
    @Nullable String sha256, boolean mask, List<Arrival> arrivals, @Nullable UUID scene, int part) {

  /**
   * A file from outside, where {@link SceneFiles#arrival} keeps it.
   *
   * @param name as the person named it
   * @param suffix what a sidecar's name adds to its image's; empty for the image
   * @param from where an {@link ArrivalSource} is to bring it from first; null where it is there
   */
  public record Arrival(UUID id, String name, String suffix, @Nullable String from) {
    /** One that is there already. */
    public Arrival(UUID id, String name, String suffix) {
      this(id, name, suffix, null);
    }
  }

  IngestRequest(@Nullable String sha256, boolean mask, List<Arrival> arrivals) {
    this(sha256, mask, arrivals, null, 0);
  }

  /** Another image of an original that is kept. */
  static IngestRequest part(String sha256, int part) {
    return new IngestRequest(sha256, false, List.of(), null, part);
  }

  static IngestRequest of(List<Arrival> arrivals) {
    return new IngestRequest(null, false, List.copyOf(arrivals));
  }

  /** Requests queued by an older version have no arrivals. */
  static IngestRequest of(String payload) {
    try {
      IngestRequest read = Json.MAPPER.readValue(payload, IngestRequest.class);
      boolean older = (Object) read.arrivals() == null;
      return older ? new IngestRequest(read.sha256(), read.mask(), List.of()) : read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  String payload() {
    return new String(Json.write(this), StandardCharsets.UTF_8);
  }
}
