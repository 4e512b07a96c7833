package org.graticule.image;

import org.graticule.access.Subject;
import org.graticule.db.Tx;

/** Whoever keeps what is derived from where a scene lies. Thread-safe. */
@FunctionalInterface
public interface RevisionFollower {
  /**
   * A scene's pixels lie elsewhere from here on; called in the transaction that says so.
   *
   * @param scene as it was before
   */
  void moved(Tx tx, Subject by, Scene scene);
}
