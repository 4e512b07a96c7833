package org.graticule.http;

import java.io.IOException;

/**
 * Takes a request's body piece by piece, at its own pace. Called by one thread at a time, never on
 * an event loop; after {@link #end} or {@link #broken} it is not called again.
 */
public interface Inflow {
  /** Bytes it can take; a body that says it is longer is refused before it is read. */
  long room();

  /**
   * Called first.
   *
   * @param hangUp ends the connection the bytes come from; from any thread, any number of times
   */
  default void opened(Runnable hangUp) {}

  /**
   * @throws org.graticule.fault.Fault too large where a body of unknown length is longer than
   *     {@link #room}
   */
  void take(byte[] piece) throws IOException;

  /** The whole body is there. */
  Reply end() throws IOException;

  /** The body ends here: the caller went away, or {@link #take} failed. */
  void broken();
}
