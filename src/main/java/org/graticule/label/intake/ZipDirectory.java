package org.graticule.label.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graticule.fault.Fault;

/**
 * The list at the end of a zip, which alone says what kind of file a member is: only files and
 * folders are taken. Nothing is ever written to disk under a member's name; one that leads out of a
 * folder is refused all the same, since whoever made it meant no good.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int MEMBER = 0x02014b50;
  private static final int END_LENGTH = 22;
  private static final int MEMBER_LENGTH = 46;
  private static final int MOST_COMMENT = 0xffff;
  private static final int KIND = 0170000;
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;

  private ZipDirectory() {}

  /**
   * @throws Fault unacceptable, {@code archive-member}, where a member is a link, a device or the
   *     like; a list that is missing or damaged is left to the reader of the members
   */
  static void check(byte[] file) {
    ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int end = end(zip);
    long at = end < 0 ? zip.limit() : Integer.toUnsignedLong(zip.getInt(end + 16));
    while (at + MEMBER_LENGTH <= zip.limit() && zip.getInt((int) at) == MEMBER) {
      int member = (int) at;
      int kind = zip.getInt(member + 38) >>> 16 & KIND;
      if (kind != 0 && kind != FILE && kind != FOLDER) {
        throw Fault.unacceptable(
            "archive-member", "The archive holds something that is neither a file nor a folder.");
      }
      at +=
          MEMBER_LENGTH
              + Short.toUnsignedInt(zip.getShort(member + 28))
              + Short.toUnsignedInt(zip.getShort(member + 30))
              + Short.toUnsignedInt(zip.getShort(member + 32));
    }
  }

  private static int end(ByteBuffer zip) {
    int last = zip.limit() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - MOST_COMMENT); at--) {
      if (zip.getInt(at) == END) {
        return at;
      }
    }
    return -1;
  }

  /**
   * @throws Fault unacceptable, {@code archive-path}
   */
  static void checkName(String name) {
    boolean odd =
        name.isEmpty()
            || name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.matches("^[A-Za-z]:.*")
            || name.chars().anyMatch(Character::isISOControl);
    for (String part : name.split("/", -1)) {
      odd |= part.equals("..") || part.equals(".");
    }
    if (odd) {
      throw Fault.unacceptable(
          "archive-path", "The archive holds a member whose name leads out of a folder.");
    }
  }
}
