package org.graticule.tile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.Scene;
import org.graticule.image.SceneFacts;
import org.graticule.image.cog.CogReader;
import org.graticule.tile.warp.Block;
import org.graticule.tile.warp.BlockSource;

/**
 * The display pyramid of a scene as samples: the values of its display bands, to one part in 256 of
 * their stretch. Thread-safe.
 */
record DisplayBlocks(Scene scene, CogReader reader, DecodedBlocks decoded) implements BlockSource {
  @Override
  public TilePyramid pyramid() {
    return reader.pyramid();
  }

  @Override
  public SampleType type() {
    return SampleType.UINT8;
  }

  @Override
  public int bands() {
    return reader.channels();
  }

  /** A palette's colours are not the values of its band. */
  @Override
  public OptionalInt place(int band) {
    List<Integer> shown = scene.facts().displayBands();
    int place = shown.size() == reader.channels() ? shown.indexOf(band) : -1;
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
  }

  @Override
  public double offset(int place) {
    return range(place).low();
  }

  @Override
  public double step(int place) {
    return (range(place).high() - range(place).low()) / 255;
  }

  private SceneFacts.Range range(int place) {
    List<SceneFacts.Range> stretch = scene.facts().stretch();
    return place < stretch.size() ? stretch.get(place) : new SceneFacts.Range(0, 255);
  }

  @Override
  public boolean apart() {
    return false;
  }

  @Override
  public int blockSize() {
    return reader.partSize();
  }

  @Override
  public Optional<Block> block(int z, int x, int y, int band) throws IOException {
    return decoded.get(
        new DecodedBlocks.Key(scene.id(), scene.revision(), DecodedBlocks.DISPLAY, z, x, y),
        () ->
            Codecs.borrow(codec -> reader.part(z, x, y, codec))
                .map(t -> new Block(t.size(), t.channels(), t.pixels(), null, null, t.valid())));
  }
}
