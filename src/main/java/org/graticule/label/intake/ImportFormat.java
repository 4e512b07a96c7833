package org.graticule.label.intake;

/** A kind of file that labels come in. Implementations are immutable and thread-safe. */
public interface ImportFormat {
  /** As the contract writes it. */
  String name();

  /**
   * Reads every row.
   *
   * @throws org.graticule.fault.Fault where the file as a whole cannot be read
   */
  void read(LabelFile file, ImageFrame frame, Arrivals into);
}
