package org.graticule.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.graticule.access.Mark;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Sessions;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.job.Job;

/**
 * Decides how a scene is marked: the marking that was chosen for it, joined with the one its file
 * carries. Thread-safe.
 */
public final class IngestMarks {
  private final Database database;
  private final FileMarks files;
  private final Marks marks;
  private final Sessions sessions;
  private final PolicyEpoch epoch;

  public IngestMarks(
      Database database, FileMarks files, Marks marks, Sessions sessions, PolicyEpoch epoch) {
    this.database = database;
    this.files = files;
    this.marks = marks;
    this.sessions = sessions;
    this.epoch = epoch;
  }

  /**
   * The marking of a scene.
   *
   * @param own of the file; empty where it carries none
   */
  record Joined(Marking marking, Optional<Marking> own) {}

  /**
   * @throws Fault {@code unknown-marking}; {@code cannot-ingest} where whoever brings the file may
   *     not see it by its own marking
   */
  Joined require(Subject by, Marking chosen, Path file) throws IOException {
    Optional<Marking> own = files.of(file);
    Marking joined = own.map(chosen::join).orElse(chosen);
    if (!by.dominates(joined)) {
      throw Fault.forbidden(
              "cannot-ingest",
              "You may not bring in what you may not see: by its own marking this file is above"
                  + " your clearance, and it has been destroyed")
          .deniedBy("mark");
    }
    return new Joined(joined, own);
  }

  /** The same for a job, by what its maker may see now. */
  Joined require(Job job, Path file) throws IOException {
    Subject by = maker(job);
    Marking chosen = database.read(tx -> marks.get(tx, job.markId()).marking());
    return require(by, chosen, file);
  }

  /** Who asked for a job, with the rights of now. */
  Subject maker(Job job) {
    return sessions.onBehalfOf(job.createdBy());
  }

  Mark intern(Tx tx, Marking marking) {
    return marks.intern(tx, marking);
  }

  /** The mark may be new: readers must know it at once. */
  void refresh() {
    epoch.refresh();
  }

  String banner(Marking marking) {
    return marks.vocabulary().banner(marking);
  }
}
