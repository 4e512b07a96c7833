package org.graticule.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * JPEG to and from interleaved bytes, gray or RGB: the one place that knows which library does it.
 * Owns coders; one thread at a time.
 */
public final class JpegCodec implements Closeable {
  private static final String NATIVE_METADATA = "javax_imageio_jpeg_image_1.0";

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();

  /** A whole JFIF stream. */
  public byte[] encode(byte[] pixels, int width, int height, int channels, TileProfile profile) {
    int[] offsets = channels == 3 ? new int[] {0, 1, 2} : new int[] {0};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, width * height * channels),
            width,
            height,
            width * channels,
            channels,
            offsets,
            new Point());
    int space = channels == 3 ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY;
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, 1, DataBuffer.TYPE_BYTE);
    BufferedImage image = new BufferedImage(model, raster, false, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(profile.quality() / 100f);
      writer.setOutput(out);
      boolean full = channels == 3 && profile.chroma() == TileProfile.Chroma.FULL;
      writer.write(
          null, new IIOImage(image, null, full ? fullChroma(image, parameters) : null), parameters);
    } catch (IOException e) {
      throw new IllegalStateException("JPEG encoding failed", e);
    }
    return bytes.toByteArray();
  }

  private IIOMetadata fullChroma(BufferedImage image, ImageWriteParam parameters)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), parameters);
    Element root = (Element) metadata.getAsTree(NATIVE_METADATA);
    NodeList components = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      ((Element) components.item(i)).setAttribute("HsamplingFactor", "1");
      ((Element) components.item(i)).setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(NATIVE_METADATA, root);
    return metadata;
  }

  /**
   * Decodes to interleaved gray or RGB bytes.
   *
   * @throws Fault with code {@code bad-block} where the stream is damaged or of another size
   */
  public byte[] decode(byte[] jpeg, int width, int height, int channels) {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
        throw Fault.unacceptable(
            "bad-block",
            "a JPEG tile of %d x %d; allowed: %d x %d"
                .formatted(reader.getWidth(0), reader.getHeight(0), width, height));
      }
      Raster raster = reader.read(0).getRaster();
      if (raster.getNumBands() != channels) {
        throw Fault.unacceptable(
            "bad-block",
            "a JPEG tile of " + raster.getNumBands() + " channels; allowed: " + channels);
      }
      byte[] pixels = new byte[width * height * channels];
      raster.getDataElements(0, 0, width, height, pixels);
      return pixels;
    } catch (IIOException e) {
      throw Fault.unacceptable("bad-block", "a JPEG tile cannot be decoded: " + e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("JPEG decoding failed", e);
    }
  }

  @Override
  public void close() {
    writer.dispose();
    reader.dispose();
  }
}
