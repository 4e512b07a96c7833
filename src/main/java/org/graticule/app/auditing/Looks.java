package org.graticule.app.auditing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who looked at which ground, how closely and when.
 *
 * @param step degrees, side of a cell
 * @param cells the busiest ones
 * @param looks by person, scene and session, newest first
 * @param since how far back they go, null where nothing older was left out
 */
record Looks(double step, List<Cell> cells, List<Look> looks, @Nullable Instant since) {

  Looks withLooks(List<Look> named) {
    return new Looks(step, cells, named, since);
  }

  /** Cells of one size, degrees. */
  record Heat(double step, List<Cell> cells) {}

  /**
   * A cell of the map.
   *
   * @param west longitude of its lower left corner
   * @param south latitude of it
   * @param looks pictures that showed it
   * @param finest metres a pixel, of the closest look
   */
  record Cell(double west, double south, long looks, int people, double finest, Instant last) {}

  /**
   * One person on one scene in one session.
   *
   * @param sceneName null where there is no scene or its mark is above the reader's
   * @param finest metres a pixel, of the closest look
   * @param coarsest metres a pixel, of the widest
   * @param box WKT of what all of it covers, longitude and latitude
   */
  record Look(
      String actorName,
      @Nullable UUID scene,
      @Nullable String sceneName,
      @Nullable String session,
      long looks,
      double finest,
      double coarsest,
      Instant first,
      Instant last,
      @Nullable String box) {

    Look withSceneName(@Nullable String name) {
      return new Look(actorName, scene, name, session, looks, finest, coarsest, first, last, box);
    }
  }

  /**
   * Sessions, newest first.
   *
   * @param since how far back they go, null where nothing older was left out
   */
  record Sessions(List<Session> sessions, @Nullable Instant since) {}

  /**
   * One session, from its first event to its last.
   *
   * @param source the address of the first
   */
  record Session(
      String session,
      String actorName,
      String source,
      Instant first,
      Instant last,
      long events,
      long tiles,
      long denied,
      int scenes) {}

  /**
   * An hour to look into.
   *
   * @param norm tiles of this person's usual hour in the thirty days before, 0 for nobody known
   */
  record Alert(String actorName, Instant hour, long tiles, long denied, long norm) {
    static final int DENIALS = 5;
    static final int LEAST_TILES = 500;
    static final int TIMES = 4;

    /** {@code denials} or {@code volume}. */
    @JsonProperty
    public String kind() {
      return denied >= DENIALS ? "denials" : "volume";
    }
  }
}
