package org.graticule.image.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Sidecar;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;

/**
 * Where a mask of an image is: a directory of the same file (transparency mask of full size), or
 * the first image of a {@code .msk} file beside it.
 *
 * @param path the file
 * @param image index of the directory in that file
 */
record TiffMask(Path path, int image) {
  private static final int TRANSPARENCY_MASK = 4;
  private static final int REDUCED = 1;

  static List<TiffMask> of(Path path, TiffFile file, PixelGrid grid, List<Path> sidecars)
      throws IOException {
    List<TiffMask> masks = new ArrayList<>();
    List<Ifd> directories = file.directories();
    for (int i = 1; i < directories.size(); i++) {
      long kind = directories.get(i).integer(Tag.NEW_SUBFILE_TYPE, 0);
      if ((kind & TRANSPARENCY_MASK) != 0 && (kind & REDUCED) == 0) {
        require(TiffLayout.of(directories.get(i), file.length()), grid, "the internal mask");
        masks.add(new TiffMask(path, i));
      }
    }
    Path beside = Sidecar.MASK.of(path, sidecars).orElse(null);
    if (beside != null) {
      try (TiffFile mask = TiffFile.open(beside, TiffBudget.standard())) {
        require(TiffLayout.of(mask.directories().getFirst(), mask.length()), grid, "the .msk file");
      }
      masks.add(new TiffMask(beside, 0));
    }
    return masks;
  }

  private static void require(TiffLayout layout, PixelGrid grid, String name) {
    if (!layout.grid().equals(grid)) {
      throw Ifd.refuse(
          Tag.IMAGE_WIDTH,
          "%d (by %d) in %s".formatted(layout.grid().width(), layout.grid().height(), name),
          grid.width() + " (by " + grid.height() + ") as in the image");
    }
  }
}
