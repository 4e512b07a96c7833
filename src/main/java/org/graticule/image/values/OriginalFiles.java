package org.graticule.image.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.http.ByteRange;
import org.graticule.image.Scene;
import org.graticule.image.SceneFiles;
import org.graticule.image.Scenes;

/**
 * Originals as they came in, for those who may take whole files out. Every part that is taken is on
 * the log before its first byte. Thread-safe.
 */
public final class OriginalFiles {
  private final Database database;
  private final Scenes scenes;
  private final SceneFiles files;
  private final Marks marks;
  private final Clock clock;

  public OriginalFiles(
      Database database, Scenes scenes, SceneFiles files, Marks marks, Clock clock) {
    this.database = database;
    this.scenes = scenes;
    this.files = files;
    this.marks = marks;
    this.clock = clock;
  }

  /**
   * A part of an original, or all of it.
   *
   * @param file where the bytes are
   * @param passing whether the file holds nothing but them, and is to be deleted
   * @param range of the original; empty for all of it
   */
  record Part(
      Scene scene,
      String banner,
      Path file,
      boolean passing,
      Optional<ByteRange> range,
      long whole) {}

  /**
   * @param range as the header asks for it
   */
  Part open(Subject by, UUID id, Optional<String> range) {
    Scene scene = require(by, id);
    long whole = scene.facts().bytes();
    Optional<ByteRange> part = ByteRange.of(range, whole);
    try {
      SceneFiles.Taken taken =
          files.original(
              scene.facts().sha256(),
              part.map(ByteRange::from).orElse(0L),
              part.map(ByteRange::length).orElse(whole));
      try {
        String banner = record(by, scene, part);
        return new Part(scene, banner, taken.path(), taken.passing(), part, whole);
      } catch (RuntimeException e) {
        // What may not leave does not fill the disk either.
        if (taken.passing()) {
          Files.deleteIfExists(taken.path());
        }
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scene, if the subject may take its original out. */
  Scene require(Subject by, UUID id) {
    return scenes.require(by, Action.ORIGINAL_READ, id);
  }

  /** Puts on the log what is about to leave; returns the banner it leaves under. */
  private String record(Subject by, Scene scene, Optional<ByteRange> part) {
    return database.write(tx -> {
      tx.record(
          by.event("original.downloaded")
              .project(scene.project())
              .scene(scene.id())
              .mark(scene.markId())
              .fact("revision", scene.revision())
              .fact("sha256", scene.facts().sha256())
              .fact("from", part.map(ByteRange::from).orElse(0L))
              .fact("bytes", part.map(ByteRange::length).orElse(scene.facts().bytes()))
              .at(clock));
      return marks.vocabulary().banner(marks.get(tx, scene.markId()).marking());
    });
  }
}
