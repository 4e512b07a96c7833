package org.graticule.app;

import org.graticule.access.Request;
import org.graticule.access.Requests;
import org.graticule.access.Subject;
import org.graticule.dataset.Datasets;
import org.graticule.image.SceneMarks;

/** What becomes true once two people agreed on it. */
record Agreed(SceneMarks marks, Datasets datasets) implements Requests.Effect {
  @Override
  public void of(Subject approver, Request request) {
    switch (request.kind()) {
      case LOWER_MARK -> marks.lower(approver, request);
      case RELEASE -> datasets.release(approver, request);
    }
  }
}
