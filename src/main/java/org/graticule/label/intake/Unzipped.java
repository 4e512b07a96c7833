package org.graticule.label.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.graticule.fault.Fault;

/** The members of a small zip, in memory and within a budget however much they unpack to. */
final class Unzipped {
  private static final int MOST_BYTES = 128 << 20;
  private static final int MOST_MEMBERS = 1_000;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Map<String, byte[]> members = new LinkedHashMap<>();

  private Unzipped() {}

  static boolean isZip(LabelFile file) {
    try (InputStream in = file.open()) {
      return Arrays.equals(in.readNBytes(4), ZIP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Unzipped of(byte[] file) {
    ZipDirectory.check(file);
    Unzipped unzipped = new Unzipped();
    long left = MOST_BYTES;
    int count = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ZipDirectory.checkName(entry.getName());
        byte[] bytes = zip.readNBytes((int) left);
        left -= bytes.length;
        if (left <= 0 || ++count > MOST_MEMBERS) {
          throw Fault.unacceptable(
              "archive-too-large",
              "The archive unpacks to more than %d bytes or %d members."
                  .formatted(MOST_BYTES, MOST_MEMBERS));
        }
        if (Arrays.equals(Arrays.copyOf(bytes, ZIP.length), ZIP)) {
          throw Fault.unacceptable(
              "archive-nested", "The archive holds another, which is not unpacked.");
        }
        if (!entry.isDirectory() && unzipped.members.put(entry.getName(), bytes) != null) {
          throw Fault.unacceptable("archive-duplicate", "The archive holds two members of a name.");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Fault.malformed("bad-archive", "The file is no zip, or a damaged one.");
    }
    return unzipped;
  }

  /** The first member with this ending, in any case. */
  Optional<byte[]> ending(String suffix) {
    return members.entrySet().stream()
        .filter(each -> each.getKey().toLowerCase(Locale.ROOT).endsWith(suffix))
        .filter(each -> !each.getKey().contains("__MACOSX"))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
