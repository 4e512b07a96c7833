package org.graticule.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.graticule.geo.PixelGrid;

/** One kind of image file that can be ingested; a new one is a class and a line in the list. */
public interface ImageFormat {
  String name();

  /** Whether the first bytes (at least 16 where the file has them) are of this format. */
  boolean recognises(ByteBuffer head);

  /**
   * Size of the image after checking the header against the budgets: no pixel is decoded and no
   * library is asked, so that this is safe outside the decoder process.
   *
   * @throws org.graticule.fault.Fault naming tag and value where it cannot be read
   */
  PixelGrid size(Path file) throws IOException;

  /**
   * What the file says of who may see it, one entry for each part; empty for formats that cannot
   * say it. As safe as {@link #size}.
   */
  default List<SecurityFields> security(Path file) throws IOException {
    return List.of();
  }

  /** How many images that are scenes of their own the file holds. As safe as {@link #size}. */
  default int parts(Path file) throws IOException {
    return 1;
  }

  /**
   * The same format, but of another image of the file than the first.
   *
   * @param part from 0
   */
  default ImageFormat part(int part) {
    if (part != 0) {
      throw new IllegalArgumentException(name() + " files hold one image, not " + (part + 1));
    }
    return this;
  }

  /**
   * Opens the file for decoding.
   *
   * @param sidecars files that belong to it, such as an external mask
   * @throws org.graticule.fault.Fault naming tag and value where it cannot be read
   */
  ImageSource open(Path file, List<Path> sidecars) throws IOException;
}
