package org.graticule.label;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.label.intake.ImageFrame;
import org.jspecify.annotations.Nullable;

/**
 * Which features of a file of many images are of the scene, by a property that names their image.
 * Used for one reading, by one thread.
 */
final class SceneRows {
  /** What xView calls it. */
  static final String USUAL = "image_id";

  private static final int MOST_IMAGES = 200_000;

  private final ImageFrame frame;
  private final String property;
  private final @Nullable String only;
  private final Set<String> images = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private int others;

  /** Takes what resembles the scene, and notes what there is. */
  SceneRows(ImageFrame frame, @Nullable String property) {
    this(frame, property == null ? USUAL : property, null);
  }

  private SceneRows(ImageFrame frame, String property, @Nullable String only) {
    this.frame = frame;
    this.property = property;
    this.only = only;
  }

  /** Features that name no image are of the scene. */
  boolean has(Map<String, Object> properties) {
    Object named = properties.get(property);
    if (named == null) {
      return true;
    }
    String image = named.toString();
    images.add(image);
    if (images.size() > MOST_IMAGES) {
      throw Fault.tooLarge(
          "too-many-images",
          "The features have more than the %d values of '%s' allowed."
              .formatted(MOST_IMAGES, property));
    }
    boolean wanted = only == null ? frame.resembles(image) : only.equals(image);
    if (wanted) {
      taken.add(image);
    } else {
      others++;
    }
    return wanted;
  }

  /** How many features are of other images. */
  int others() {
    return others;
  }

  /**
   * To be read by once more, where what was taken is not what should have been; empty where it is.
   *
   * @throws Fault where it cannot be told which image is the scene
   */
  Optional<SceneRows> another() {
    return frame
        .pick(images)
        .filter(image -> !taken.equals(Set.of(image)))
        .map(image -> new SceneRows(frame, property, image));
  }
}
