package org.graticule.label.intake;

/** Takes the rows of a file as they are read. */
public interface Arrivals {
  void take(Arrival arrival);

  /** A row that says that there is nothing. */
  void leaveOut(String where, String why);

  /** A row that makes no sense; the next is read. */
  void refuse(String where, String code, String message);
}
