package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.tiff.TiffBudget;

/**
 * One image of a file: a segment, or segments that are attached to one another and fill a rectangle
 * without gap or overlap, which is how images longer than a segment can be are kept. Immutable.
 *
 * @param pieces in the file's order
 */
public record NitfProduct(List<Piece> pieces, PixelGrid grid) {
  /**
   * A segment and where its upper left pixel is in the whole.
   *
   * @param x column
   * @param y row
   */
  public record Piece(NitfImage image, int x, int y) {
    private boolean overlaps(Piece other) {
      return x < other.x + other.image.grid().width()
          && other.x < x + image.grid().width()
          && y < other.y + other.image.grid().height()
          && other.y < y + image.grid().height();
    }
  }

  /** The segment that says what the image is. */
  public NitfImage first() {
    return pieces.getFirst().image();
  }

  /**
   * @param images in the file's order
   * @return the largest first, then in the file's order
   */
  static List<NitfProduct> of(List<NitfImage> images) {
    List<NitfProduct> products = new ArrayList<>();
    for (List<Piece> group : groups(images)) {
      if (fillsRectangle(group)) {
        products.add(joined(group));
      } else {
        group.forEach(piece -> products.add(alone(piece.image())));
      }
    }
    products.sort(Comparator.comparingInt(product -> product.first().index()));
    NitfProduct largest =
        products.stream().max(Comparator.comparingLong(p -> p.grid().pixels())).orElseThrow();
    NitfProduct first =
        products.stream()
            .filter(product -> product.grid().pixels() == largest.grid().pixels())
            .findFirst()
            .orElseThrow();
    products.remove(first);
    products.addFirst(first);
    return List.copyOf(products);
  }

  private static NitfProduct alone(NitfImage image) {
    return new NitfProduct(List.of(new Piece(image, 0, 0)), image.grid());
  }

  /** Segments that hang together by attachment; what comes later hangs on what came before. */
  private static List<List<Piece>> groups(List<NitfImage> images) {
    List<List<Piece>> groups = new ArrayList<>();
    for (NitfImage image : images) {
      NitfImage.Place place = image.place();
      boolean attached = false;
      for (int g = 0; g < groups.size() && !attached && place.attachedTo() > 0; g++) {
        for (Piece piece : List.copyOf(groups.get(g))) {
          if (piece.image().place().level() == place.attachedTo() && piece.image().alike(image)) {
            groups
                .get(g)
                .add(new Piece(image, piece.x() + place.column(), piece.y() + place.row()));
            attached = true;
            break;
          }
        }
      }
      if (!attached) {
        groups.add(new ArrayList<>(List.of(new Piece(image, 0, 0))));
      }
    }
    return groups;
  }

  private static boolean fillsRectangle(List<Piece> pieces) {
    long area = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (pieces.subList(0, i).stream().anyMatch(piece::overlaps)) {
        return false;
      }
      area += piece.image().grid().pixels();
    }
    return area == width(pieces) * height(pieces);
  }

  private static long width(List<Piece> pieces) {
    return pieces.stream().mapToLong(p -> (long) p.x() + p.image().grid().width()).max().orElse(0)
        - pieces.stream().mapToInt(Piece::x).min().orElse(0);
  }

  private static long height(List<Piece> pieces) {
    return pieces.stream().mapToLong(p -> (long) p.y() + p.image().grid().height()).max().orElse(0)
        - pieces.stream().mapToInt(Piece::y).min().orElse(0);
  }

  private static NitfProduct joined(List<Piece> pieces) {
    int left = pieces.stream().mapToInt(Piece::x).min().orElse(0);
    int top = pieces.stream().mapToInt(Piece::y).min().orElse(0);
    long width = width(pieces);
    long height = height(pieces);
    TiffBudget budget = TiffBudget.standard();
    if (width > budget.side() || width * height > budget.pixels()) {
      throw Fault.unacceptable(
          "pixel-limit",
          "NITF image segments %d to %d join to %d x %d pixels; allowed: %d columns and %d pixels"
              .formatted(
                  pieces.getFirst().image().index() + 1,
                  pieces.getLast().image().index() + 1,
                  width,
                  height,
                  budget.side(),
                  budget.pixels()));
    }
    return new NitfProduct(
        pieces.stream().map(p -> new Piece(p.image(), p.x() - left, p.y() - top)).toList(),
        new PixelGrid((int) width, (int) height));
  }
}
