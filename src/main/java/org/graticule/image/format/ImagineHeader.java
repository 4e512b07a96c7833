package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;

/**
 * Erdas Imagine's tree of nodes: its layers are nodes with their size. A file whose pixels are in
 * another file is refused.
 */
final class ImagineHeader implements RasterHeader {
  private static final String MAGIC = "EHFA_HEADER_TAG";
  private static final int MOST_NODES = 100_000;
  private static final int NODE_BYTES = 124;
  private static final Set<String> ELSEWHERE =
      Set.of("ImgExternalRaster", "ExternalRasterDMS", "ImgExternalRasterDMS");

  @Override
  public boolean recognises(ByteBuffer head) {
    byte[] start = new byte[MAGIC.length()];
    if (head.remaining() < start.length) {
      return false;
    }
    head.get(head.position(), start);
    return new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  @Override
  public PixelGrid size(HeaderBytes bytes) throws IOException {
    long head = Integer.toUnsignedLong(bytes.little(16, 4).getInt());
    Deque<Long> waiting = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    waiting.add(Integer.toUnsignedLong(bytes.little(head + 8, 4).getInt()));
    PixelGrid first = null;
    int bands = 0;
    while (!waiting.isEmpty()) {
      long at = waiting.remove();
      if (at == 0) {
        continue;
      }
      if (!seen.add(at) || seen.size() > MOST_NODES) {
        throw bytes.broken(
            "node %d at offset %d".formatted(seen.size(), at), "up to 100000, none of them twice");
      }
      ByteBuffer node = bytes.little(at, NODE_BYTES);
      waiting.add(Integer.toUnsignedLong(node.getInt(0)));
      waiting.add(Integer.toUnsignedLong(node.getInt(12)));
      String type = bytes.latin(at + 88, 32).split("\0", 2)[0];
      if (ELSEWHERE.contains(type) || bytes.latin(at + 24, 64).startsWith("ExternalRasterDMS")) {
        throw Fault.unacceptable(
            "file-elsewhere", "the pixels are in another file; allowed: images in one file");
      }
      PixelGrid layer = type.equals("Eimg_Layer") ? layer(bytes, node) : null;
      if (layer != null) {
        bands += first == null || layer.equals(first) ? 1 : 0;
        first = first == null ? layer : first;
      }
    }
    if (first == null) {
      throw bytes.broken("no layer", "at least one");
    }
    return bytes.size(first.width(), first.height(), bands, 8L * bands);
  }

  private static @Nullable PixelGrid layer(HeaderBytes bytes, ByteBuffer node) throws IOException {
    long data = Integer.toUnsignedLong(node.getInt(16));
    if (node.getInt(20) < 8) {
      return null;
    }
    ByteBuffer size = bytes.little(data, 8);
    return bytes.size(size.getInt(0), size.getInt(4), 1, 1);
  }
}
