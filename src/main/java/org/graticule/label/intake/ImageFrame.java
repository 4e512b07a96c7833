package org.graticule.label.intake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
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

  private String wanted() {
    return image == null ? name : image;
  }

  /** Whether an image of the file may be the scene: called like it, but for folder and ending. */
  public boolean resembles(String named) {
    return stem(named).equals(stem(wanted()));
  }

  /**
   * Which image of a file is the scene: the one of its name, else the only one that resembles it,
   * else the only one there is; empty where there is none.
   *
   * @param images what the file calls them
   * @throws Fault where that cannot be told
   */
  public Optional<String> pick(Collection<String> images) {
    if (images.contains(wanted())) {
      return Optional.of(wanted());
    }
    List<String> alike = images.stream().filter(this::resembles).distinct().toList();
    if (alike.size() == 1) {
      return Optional.of(alike.getFirst());
    }
    if (alike.size() > 1) {
      throw Fault.unacceptable(
          "ambiguous-image",
          "The file has %d images called like '%s': %s; say which with image="
              .formatted(alike.size(), wanted(), alike.stream().sorted().limit(3).toList()));
    }
    if (images.size() <= 1 && image == null) {
      return images.stream().findFirst();
    }
    throw Fault.unacceptable(
        "unknown-image",
        "The file has %d images and none is called '%s'; say which with image="
            .formatted(images.size(), wanted()));
  }

  private static String stem(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
