package org.graticule.tile.render;

import java.util.List;
import java.util.Optional;
import org.graticule.tile.warp.Resampling;

/**
 * What a picture shall look like, before it is known of which scene. Immutable; equal renderings
 * have equal {@link #canonical()} forms.
 *
 * @param channels what is shown
 * @param stretch which values are darkest and brightest
 * @param gamma of the brightness, 0.1 to 10; above 1 lightens the middle
 * @param colors for a single channel; empty shows it gray
 * @param decibels 0 for none, 10 for power, 20 for amplitude: times the logarithm, before the
 *     stretch
 * @param background red, green, blue of pixels without data where the format has no transparency
 */
public record Rendering(
    Channels channels,
    Stretching stretch,
    double gamma,
    Optional<String> colors,
    int decibels,
    Resampling resampling,
    PictureFormat format,
    int background) {

  /** What a scene looks like if nothing is said. */
  public static final Rendering USUAL =
      new Rendering(
          new Channels.Usual(),
          new Stretching.Usual(),
          1,
          Optional.empty(),
          0,
          Resampling.BILINEAR,
          PictureFormat.AUTO,
          0);

  /** What is shown. */
  public sealed interface Channels {
    /** The scene's display bands. */
    record Usual() implements Channels {}

    /**
     * One band, or red, green and blue.
     *
     * @param names numbers from 1, or names
     */
    record Bands(List<String> names) implements Channels {
      public Bands {
        names = List.copyOf(names);
      }
    }

    /** One value worked out of bands. */
    record Formula(Expression expression) implements Channels {}
  }

  /** Whether the display pyramid's pixels are shown as they are. */
  public boolean asDisplayed() {
    return channels instanceof Channels.Usual
        && stretch instanceof Stretching.Usual
        && gamma == 1
        && colors.isEmpty()
        && decibels == 0;
  }

  /** All that decides the pixels but resampling, format and background. */
  public String tone() {
    String shown =
        switch (channels) {
          case Channels.Usual u -> "";
          case Channels.Bands b -> "bands=" + String.join(",", b.names());
          case Channels.Formula f -> "expression=" + f.expression().canonical();
        };
    return shown
        + "&stretch="
        + stretch.word()
        + "&gamma="
        + gamma
        + "&colormap="
        + colors.orElse("")
        + "&db="
        + decibels;
  }

  /** The key of a cache. */
  public String canonical() {
    return tone()
        + "&resampling="
        + resampling.word()
        + "&format="
        + format.word()
        + "&background=%06x".formatted(background);
  }
}
