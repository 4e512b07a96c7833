package org.graticule.tile;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.graticule.image.Scene;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.tile.warp.Block;
import org.graticule.tile.warp.BlockSource;
import org.jspecify.annotations.Nullable;

/**
 * The lossless pyramid of a scene, band by band, in the values of the original; a band's own
 * no-data value counts as no data. What is wider than 16 bits is rounded to single precision.
 * Thread-safe.
 */
record AnalyticBlocks(Scene scene, AnalyticReader reader, DecodedBlocks decoded)
    implements BlockSource {
  @Override
  public TilePyramid pyramid() {
    return reader.pyramid();
  }

  @Override
  public SampleType type() {
    return reader.sampleType();
  }

  @Override
  public int bands() {
    return reader.bands();
  }

  @Override
  public OptionalInt place(int band) {
    return band < reader.bands() ? OptionalInt.of(band) : OptionalInt.empty();
  }

  @Override
  public double offset(int place) {
    return 0;
  }

  @Override
  public double step(int place) {
    return 1;
  }

  @Override
  public boolean apart() {
    return true;
  }

  @Override
  public int blockSize() {
    return reader.pyramid().tileSize();
  }

  @Override
  public Optional<Block> block(int z, int x, int y, int band) throws IOException {
    return decoded.get(
        new DecodedBlocks.Key(scene.id(), scene.revision(), band, z, x, y),
        () -> {
          Samples samples = new Samples(reader.sampleType(), 1);
          return reader.tile(z, x, y, new int[] {band}, samples)
              ? Optional.of(block(samples))
              : Optional.empty();
        });
  }

  private Block block(Samples samples) {
    byte @Nullable [] valid = valid(samples);
    int size = samples.width();
    return switch (samples.type().bytes()) {
      case 1 -> new Block(size, 1, samples.bytes(), null, null, valid);
      case 2 -> new Block(size, 1, null, samples.shorts(), null, valid);
      default -> {
        float[] floats = new float[size * size];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) samples.doubles()[i];
        }
        yield new Block(size, 1, null, null, floats, valid);
      }
    };
  }

  private byte @Nullable [] valid(Samples samples) {
    boolean floating = samples.type().codes() == 0;
    if (!floating && reader.nodata().isEmpty()) {
      return samples.valid();
    }
    double hole = reader.nodata().orElse(Double.NaN);
    int count = samples.width() * samples.height();
    byte @Nullable [] valid = samples.valid();
    for (int i = 0; i < count; i++) {
      double value = samples.value(i);
      if (value == hole || Double.isNaN(value)) {
        if (valid == null) {
          valid = samples.makeValid();
        }
        valid[i] = 0;
      }
    }
    return valid;
  }
}
