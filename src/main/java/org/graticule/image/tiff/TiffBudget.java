package org.graticule.image.tiff;

/**
 * What a TIFF may ask for before anything is allocated for it.
 *
 * @param directories image file directories in the chain
 * @param tags entries in one directory
 * @param pixels in one image
 * @param blockSide pixels along a side of a tile
 * @param decodedRatio decoded bytes of the image over bytes of the file
 * @param side pixels along a side of the image; rows of tiles must fit in memory
 * @param samples bands
 */
public record TiffBudget(
    int directories,
    int tags,
    long pixels,
    int blockSide,
    int decodedRatio,
    int side,
    int samples) {

  public static TiffBudget standard() {
    return new TiffBudget(64, 512, 1L << 34, 4096, 1500, 1 << 18, 256);
  }
}
