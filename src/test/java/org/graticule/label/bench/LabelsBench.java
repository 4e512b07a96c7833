package org.graticule.label.bench;

import org.graticule.label.LabelMeasures;

/**
 * Labels saved, validated among many neighbours and drawn as tiles. Arguments: labels of the scene
 * (100,000), labels to save (20,000).
 */
final class LabelsBench {
  private LabelsBench() {}

  public static void main(String[] args) throws Exception {
    int labels = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int saved = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    // Tests need no disk; a figure does.
    System.setProperty("test.durable", "true");
    LabelMeasures.run(labels, saved);
  }
}
