package org.graticule.image.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.GcpPolynomial;
import org.graticule.geo.Georeference;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.Rpc;
import org.graticule.image.ImageSource;
import org.graticule.image.Samples;
import org.graticule.image.cog.GeoTags;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Sources that fill a rectangle, as one; the first says what they are. */
final class JoinedSource extends SourceView {
  private final PixelGrid grid;
  private final List<Piece> pieces;
  private final Georeference georeference;

  /**
   * A source and where its upper left pixel is in the whole.
   *
   * @param x column
   * @param y row
   */
  record Piece(ImageSource source, int x, int y) {
    private boolean covers(int column, int row) {
      PixelGrid size = source.grid();
      return column >= x && row >= y && column < x + size.width() && row < y + size.height();
    }
  }

  /**
   * @param placed where the whole is; null to find out from the pieces
   */
  JoinedSource(PixelGrid grid, List<Piece> pieces, @Nullable Georeference placed) {
    super(pieces.getFirst().source());
    this.grid = grid;
    this.pieces = List.copyOf(pieces);
    for (Piece piece : pieces) {
      if (piece.source().bands() != bands() || piece.source().sampleType() != sampleType()) {
        throw Fault.unacceptable(
            "bad-header",
            "segments of one image have %d bands of %s and %d of %s; allowed: the same"
                .formatted(
                    bands(), sampleType(), piece.source().bands(), piece.source().sampleType()));
      }
    }
    this.georeference = placed == null ? place() : placed;
  }

  /** A camera is of the whole; corners are of a segment, and the outermost are of the whole. */
  private Georeference place() {
    Georeference first = source.georeference();
    if (first.mapping().isEmpty() || first.mapping().get() instanceof Rpc) {
      return first;
    }
    List<GroundControlPoint> corners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int x = i % 2 * grid.width();
      int y = i / 2 * grid.height();
      int column = Math.min(x, grid.width() - 1);
      int row = Math.min(y, grid.height() - 1);
      for (Piece piece : pieces) {
        if (piece.covers(column, row) && piece.source().georeference().mapping().isPresent()) {
          Coordinate ground =
              piece
                  .source()
                  .georeference()
                  .toGround(x - (double) piece.x(), y - (double) piece.y());
          corners.add(new GroundControlPoint(x, y, ground.x, ground.y));
        }
      }
    }
    return corners.size() < 4
        ? first
        : Georeference.of(first.crs().orElse(null), GcpPolynomial.fit(corners));
  }

  @Override
  public PixelGrid grid() {
    return grid;
  }

  @Override
  public Georeference georeference() {
    return georeference;
  }

  @Override
  public GeoTags geoTags() {
    return GeoTags.of(georeference);
  }

  @Override
  public WindowReader reader() throws IOException {
    return new Reader();
  }

  @Override
  public void close() throws IOException {
    for (Piece piece : pieces) {
      piece.source().close();
    }
  }

  /** Opens what a window needs when it first does. */
  private final class Reader implements WindowReader {
    private final WindowReader[] readers = new WindowReader[pieces.size()];
    private final Samples part = new Samples(sampleType(), bands());

    @Override
    public void read(int x, int y, int width, int height, Samples into) throws IOException {
      into.reshape(width, height);
      for (int i = 0; i < readers.length; i++) {
        Piece piece = pieces.get(i);
        int left = Math.max(x, piece.x());
        int top = Math.max(y, piece.y());
        int right = Math.min(x + width, piece.x() + piece.source().grid().width());
        int bottom = Math.min(y + height, piece.y() + piece.source().grid().height());
        if (left < right && top < bottom) {
          WindowReader reader = readers[i] == null ? piece.source().reader() : readers[i];
          readers[i] = reader;
          reader.read(left - piece.x(), top - piece.y(), right - left, bottom - top, part);
          into.cut(part, left - x, top - y);
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (WindowReader reader : readers) {
        if (reader != null) {
          reader.close();
        }
      }
    }
  }
}
