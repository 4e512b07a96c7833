package org.graticule.image.format;

import java.io.IOException;
import java.util.List;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;

/**
 * Two bands, in phase and in quadrature, as one: their magnitude, as complex samples are kept
 * elsewhere too.
 */
final class MagnitudeSource extends SourceView {
  MagnitudeSource(ImageSource pairs) {
    super(pairs);
  }

  @Override
  public String description() {
    return source.description() + ", complex samples as their magnitude";
  }

  @Override
  public SampleType sampleType() {
    return SampleType.FLOAT32;
  }

  @Override
  public int bands() {
    return 1;
  }

  @Override
  public int alphaBand() {
    return -1;
  }

  @Override
  public Display display() {
    return new Display(new int[] {0}, null, false, 256);
  }

  @Override
  public List<String> bandNames() {
    return List.of("magnitude");
  }

  @Override
  public WindowReader reader() throws IOException {
    WindowReader reader = source.reader();
    Samples pairs = new Samples(source.sampleType(), 2);
    return new WindowReader() {
      @Override
      public void read(int x, int y, int width, int height, Samples into) throws IOException {
        reader.read(x, y, width, height, pairs);
        into.reshape(width, height);
        for (int i = 0; i < width * height; i++) {
          into.doubles()[i] = (float) Math.hypot(pairs.value(2 * i), pairs.value(2 * i + 1));
        }
        byte[] valid = pairs.valid();
        if (valid != null) {
          System.arraycopy(valid, 0, into.makeValid(), 0, width * height);
        }
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
