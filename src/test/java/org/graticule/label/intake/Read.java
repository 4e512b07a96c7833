package org.graticule.label.intake;

import java.util.ArrayList;
import java.util.List;

/** Collects what a format reads from a file for a scene of 1,000 x 800 px. */
final class Read implements Arrivals {
  final List<Arrival> rows = new ArrayList<>();
  final List<String> refused = new ArrayList<>();
  final List<String> leftOut = new ArrayList<>();

  static Read of(ImportFormat format, byte[] file) {
    return of(format, file, new ImageFrame(1000, 800, "scene", null, List.of()));
  }

  static Read of(ImportFormat format, byte[] file, ImageFrame frame) {
    Read read = new Read();
    format.read(new LabelFile.Held(file), frame, read);
    return read;
  }

  String wkt(int row) {
    return rows.get(row).shape().geometry().toString();
  }

  @Override
  public void take(Arrival arrival) {
    rows.add(arrival);
  }

  @Override
  public void leaveOut(String where, String why) {
    leftOut.add(where);
  }

  @Override
  public void refuse(String where, String code, String message) {
    refused.add(where + " " + code);
  }
}
