package org.graticule.label.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scene that a file's labels are for. Immutable.
 *
 * @param name of the scene; files that hold several images are searched for it
 * @param image name of the image in the file; null for the scene's
 * @param names of classes that the file knows by their place, from 0
 */
public record ImageFrame(
    long width, long height, String name, @Nullable String image, List<String> names) {
  public ImageFrame {
    names = List.copyOf(names);
  }
}
