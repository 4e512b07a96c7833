package org.graticule.image.cog;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pyramid that is shown: each tile a whole JFIF stream, so that it can be sent as a
 * range of the file. Tiles of all levels may come interleaved, but row-major within a level. One
 * thread.
 */
public final class CogWriter implements Closeable {
  private static final int JPEG = 7;

  private final TilePyramid pyramid;
  private final int channels;
  private final GeoTags geo;
  private final PyramidFile file;
  private final int[] next;
  private final int[][] chroma;

  /**
   * @param folder for a file of each level, on the disk of the result; its owner removes them
   * @param channels 1 for gray, 3 for colour
   */
  public CogWriter(Path folder, TilePyramid pyramid, int channels, TileProfile profile, GeoTags geo)
      throws IOException {
    this.pyramid = pyramid;
    this.channels = channels;
    this.geo = geo;
    int area = pyramid.tileSize() * pyramid.tileSize();
    this.file = new PyramidFile(folder, "display", pyramid, 1, MaskTile.full(area));
    this.next = new int[pyramid.levels()];
    int shared = profile.chroma() == TileProfile.Chroma.QUARTER ? 2 : 1;
    this.chroma = new int[pyramid.levels()][];
    Arrays.fill(chroma, new int[] {shared, shared});
  }

  /** Says of a level that its tiles are not as the profile has them. */
  public void chroma(int z, int[] acrossAndDown) {
    chroma[z] = acrossAndDown.clone();
  }

  /** Keeps where the tiles of all levels are, and the tiles themselves on disk. */
  public void save(DataOutputStream out) throws IOException {
    file.save(out);
  }

  /** Goes on where a writer of the same pyramid was saved in the same folder. */
  public void load(DataInputStream in) throws IOException {
    file.load(in);
    for (int z = 0; z < next.length; z++) {
      next[z] = file.level(z).count();
    }
  }

  /**
   * The next tile of a level.
   *
   * @param jpeg null for a tile without any valid pixel
   * @param mask compressed; null where every pixel is valid, or none
   */
  public void append(int z, byte @Nullable [] jpeg, byte @Nullable [] mask) throws IOException {
    file.level(z).put(next[z]++, jpeg == null ? null : new byte[][] {jpeg}, mask);
  }

  public boolean masked() {
    return file.masked();
  }

  /** Writes the file and forces it to disk; the caller gives it its final name. */
  public void finish(Path path) throws IOException {
    file.finish(path, this::describe);
  }

  /**
   * @param classicLimit bytes from which on offsets are written with eight bytes
   */
  void finish(Path path, long classicLimit) throws IOException {
    file.finish(path, this::describe, classicLimit);
  }

  private void describe(IfdBytes ifd, int z) {
    if (channels == 3) {
      ifd.shorts(Tag.BITS_PER_SAMPLE, 8, 8, 8)
          .shorts(Tag.PHOTOMETRIC, 6)
          .shorts(Tag.SAMPLES_PER_PIXEL, 3)
          .shorts(Tag.YCBCR_SUBSAMPLING, chroma[z])
          .wholeRationals(Tag.REFERENCE_BLACK_WHITE, 0, 255, 128, 255, 128, 255);
    } else {
      ifd.shorts(Tag.BITS_PER_SAMPLE, 8)
          .shorts(Tag.PHOTOMETRIC, 1)
          .shorts(Tag.SAMPLES_PER_PIXEL, 1);
    }
    ifd.shorts(Tag.COMPRESSION, JPEG).shorts(Tag.PLANAR_CONFIGURATION, 1);
    if (z == pyramid.maxZoom()) {
      geo.write(ifd);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
