package org.graticule.image.codec;

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
import org.graticule.geo.TileProfile;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** JPEG by the JDK itself, which needs nothing installed. One thread at a time. */
final class ImageIoCodec implements JpegCodec {
  private static final String NATIVE_METADATA = "javax_imageio_jpeg_image_1.0";

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
  private @Nullable String warning;

  ImageIoCodec() {
    // A stream that ends early is a warning here, and the rest of the picture gray.
    reader.addIIOReadWarningListener((source, text) -> warning = text);
  }

  @Override
  public byte[] encode(
      byte[] pixels,
      int offset,
      int pitch,
      int width,
      int height,
      int channels,
      TileProfile profile) {
    int span = pitch * (height - 1) + width * channels;
    int[] bands = channels == 3 ? new int[] {offset, offset + 1, offset + 2} : new int[] {offset};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, offset + span),
            width,
            height,
            pitch,
            channels,
            bands,
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

  @Override
  public void decode(byte[] jpeg, int width, int height, int channels, int shrink, byte[] into) {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      String found = reader.getWidth(0) + " x " + reader.getHeight(0);
      boolean fits = reader.getWidth(0) == width && reader.getHeight(0) == height;
      JpegCodec.require(fits, found, width, height, channels);
      warning = null;
      Raster raster = reader.read(0).getRaster();
      if (warning != null) {
        throw JpegCodec.damaged(warning);
      }
      int bands = raster.getNumBands();
      JpegCodec.require(bands == channels, bands + " channels", width, height, channels);
      if (shrink == 1) {
        raster.getDataElements(0, 0, width, height, into);
      } else {
        shrink(
            (byte[]) raster.getDataElements(0, 0, width, height, null),
            width,
            height,
            channels,
            shrink,
            into);
      }
    } catch (IIOException e) {
      throw JpegCodec.damaged(e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("JPEG decoding failed", e);
    }
  }

  /** Means of squares, those at the edge of what is there. */
  private static void shrink(
      byte[] pixels, int width, int height, int channels, int shrink, byte[] into) {
    int columns = JpegCodec.shrunk(width, shrink);
    int rows = JpegCodec.shrunk(height, shrink);
    for (int i = 0; i < columns * rows; i++) {
      int x0 = i % columns * shrink;
      int y0 = i / columns * shrink;
      int x1 = Math.min(width, x0 + shrink);
      int y1 = Math.min(height, y0 + shrink);
      int area = (x1 - x0) * (y1 - y0);
      for (int k = 0; k < channels; k++) {
        int sum = area / 2;
        for (int y = y0; y < y1; y++) {
          for (int x = x0; x < x1; x++) {
            sum += pixels[(y * width + x) * channels + k] & 0xff;
          }
        }
        into[i * channels + k] = (byte) (sum / area);
      }
    }
  }

  @Override
  public void close() {
    writer.dispose();
    reader.dispose();
  }
}
