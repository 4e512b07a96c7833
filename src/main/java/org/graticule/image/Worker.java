package org.graticule.image;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.graticule.image.codec.JpegCodec;

/** What one thread of an ingest needs for itself. */
final class Worker implements Closeable {
  final ImageSource.WindowReader reader;
  final Samples samples;
  final Strip shown;
  final TileCut cut;
  final byte[] decoded;
  final JpegCodec jpeg = JpegCodec.open();
  final List<BandTally> tallies = new ArrayList<>();
  long validPixels;

  Worker(ImageSource source, int tileSize) throws IOException {
    this.reader = source.reader();
    this.samples = new Samples(source.sampleType(), source.bands());
    this.shown = new Strip(tileSize, tileSize, source.display().channels());
    this.cut = new TileCut(tileSize, source.display().channels());
    this.decoded = new byte[tileSize * tileSize * source.display().channels()];
  }

  void count(Samples decoded) {
    if (decoded.erased()) {
      return;
    }
    BandTally.add(tallies, decoded);
    byte[] valid = decoded.valid();
    int pixels = decoded.width() * decoded.height();
    if (valid == null) {
      validPixels += pixels;
      return;
    }
    for (int i = 0; i < pixels; i++) {
      validPixels += valid[i];
    }
  }

  void save(DataOutputStream out) throws IOException {
    out.writeLong(validPixels);
    for (BandTally tally : tallies) {
      tally.save(out);
    }
  }

  /** Adds what another one saved. */
  void load(DataInputStream in) throws IOException {
    validPixels += in.readLong();
    for (BandTally tally : tallies) {
      tally.load(in);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    jpeg.close();
  }
}
