package org.graticule.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.graticule.image.format.Envi;
import org.graticule.image.format.GdalRaster;
import org.graticule.image.format.GeoTiff;
import org.graticule.image.format.Jpeg;
import org.graticule.image.format.Jpeg2000;
import org.graticule.image.format.Nitf;
import org.graticule.image.format.Png;

/** Every format that is read. */
public final class ImageFormats {
  public static final List<ImageFormat> ALL =
      Stream.concat(
              Stream.of(new GeoTiff(), new Png(), new Jpeg(), new Jpeg2000(), new Nitf()),
              GdalRaster.all().stream())
          .toList();

  private ImageFormats() {}

  /** The same where files beside the image may tell what its own bytes cannot. */
  public static ImageFormat of(Path file, List<Path> sidecars) throws IOException {
    Optional<ImageFormat> beside = Envi.beside(file, sidecars);
    return beside.isPresent() ? beside.get() : of(file);
  }

  /** The format that the first bytes of a file show; names and endings mean nothing. */
  public static ImageFormat of(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(64);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // A short read is not the end of the file.
      }
    }
    head.flip();
    for (ImageFormat format : ALL) {
      if (format.recognises(head.asReadOnlyBuffer())) {
        return format;
      }
    }
    throw UnknownFormat.of(head);
  }
}
