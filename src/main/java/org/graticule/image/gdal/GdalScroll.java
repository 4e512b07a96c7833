package org.graticule.image.gdal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graticule.image.ImageSource;
import org.graticule.image.Samples;
import org.jspecify.annotations.Nullable;

/**
 * An image that can only be decoded from its first row to its last, decoded once for all threads
 * that read it: rows are kept in bands until the threads, which are never far apart, have gone by.
 * Thread-safe; each {@link #reader} belongs to one thread, and the last one closed closes the
 * image.
 */
final class GdalScroll {
  private static final int BAND_ROWS = 64;

  /** More than the windows that threads have begun at any time, where there is room for them. */
  private static final int MOST_BANDS = 8;

  private static final int LEAST_BANDS = 3;
  private static final long ROOM = 64L << 20;

  private final GdalSource source;
  private final int most;
  private final Map<Integer, Samples> bands = new LinkedHashMap<>();
  private int readers;
  private int next;
  private @Nullable GdalWindows windows;

  GdalScroll(GdalSource source) {
    this.source = source;
    long pixels = (long) BAND_ROWS * source.grid().width();
    long bytes = pixels * source.bands() * source.sampleType().bytes();
    this.most = Math.clamp(ROOM / bytes, LEAST_BANDS, MOST_BANDS);
  }

  synchronized ImageSource.WindowReader reader() {
    if (readers++ == 0) {
      windows = new GdalWindows(source);
      next = 0;
    }
    return new Reader();
  }

  private synchronized void letGo() throws IOException {
    if (--readers == 0 && windows != null) {
      windows.close();
      windows = null;
      bands.clear();
    }
  }

  /** Rows from {@code index} times their number on; whoever needs them first decodes up to them. */
  private synchronized Samples band(int index) throws IOException {
    Samples known = bands.get(index);
    if (known != null) {
      return known;
    }
    // What lies between has to be decoded anyway, and another thread is about to ask for it.
    int from = index >= next && index - next < most ? next : index;
    Samples band = decode(from);
    for (int i = from + 1; i <= index; i++) {
      band = decode(i);
    }
    return band;
  }

  private Samples decode(int index) throws IOException {
    if (windows == null) {
      throw new IOException("the image is closed");
    }
    Samples band = new Samples(source.sampleType(), source.bands());
    int top = index * BAND_ROWS;
    int rows = Math.min(BAND_ROWS, source.grid().height() - top);
    windows.read(0, top, source.grid().width(), rows, band);
    next = index + 1;
    if (bands.size() >= most) {
      bands.remove(bands.keySet().iterator().next());
    }
    bands.put(index, band);
    return band;
  }

  private final class Reader implements ImageSource.WindowReader {
    private boolean closed;

    @Override
    public void read(int x, int y, int width, int height, Samples into) throws IOException {
      into.reshape(width, height);
      for (int index = y / BAND_ROWS; index * BAND_ROWS < y + height; index++) {
        into.cut(band(index), -x, index * BAND_ROWS - y);
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        letGo();
      }
    }
  }
}
