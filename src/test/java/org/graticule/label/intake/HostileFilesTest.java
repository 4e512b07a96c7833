package org.graticule.label.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of labels that were made to do harm. */
final class HostileFilesTest {
  private static final String POINT =
      "<Placemark><Point><coordinates>1,1</coordinates></Point></Placemark>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE kml><kml/>",
        "<!DOCTYPE kml SYSTEM \"http://HERE/kml.dtd\"><kml/>",
        "<!DOCTYPE k [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><kml>&e;</kml>",
        "<!DOCTYPE k [<!ENTITY e SYSTEM \"http://HERE/e\">]><kml><name>&e;</name></kml>",
        "<!DOCTYPE k [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><kml>&b;</kml>",
        "<!DOCTYPE k [<!ENTITY % p SYSTEM \"http://HERE/p\">%p;]><kml/>",
        "<?xml version=\"1.0\"?><!-- first --><!DOCTYPE kml><kml/>",
      })
  void aDocumentTypeIsForbiddenAndNobodyIsAsked(String xml) throws Exception {
    try (ServerSocket lure = lure()) {
      Fault fault = refused(new Kml(), address(xml, lure).getBytes(UTF_8));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED);
      assertThat(fault.code()).isEqualTo("dtd-forbidden");
      assertUnasked(lure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<kml xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
            + "<xi:include href=\"http://HERE/i\" parse=\"text\"/>POINT</kml>",
        "<kml xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:schemaLocation=\"a http://HERE/a.xsd\">POINT</kml>",
        "<?xml-stylesheet href=\"http://HERE/s\"?><kml>POINT</kml>",
        "<kml><NetworkLink><Link><href>http://HERE/n</href></Link></NetworkLink>POINT</kml>",
        "<kml><Style><IconStyle><Icon><href>http://HERE/i</href></Icon></IconStyle></Style>"
            + "POINT</kml>",
      })
  void whatAnotherDocumentWouldSayIsNotAskedFor(String xml) throws Exception {
    try (ServerSocket lure = lure()) {
      Read read = Read.of(new Kml(), address(xml, lure).getBytes(UTF_8));
      assertThat(read.rows).hasSize(1);
      assertUnasked(lure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.kml",
        "a/../../b.kml",
        "/a.kml",
        "C:/a.kml",
        "a\\b.kml",
        "./a.kml",
        "a\nb.kml"
      })
  void aMemberThatLeadsOutOfItsFolderRefusesTheArchive(String name) throws Exception {
    refused("archive-path", zip(Map.of(name, POINT.getBytes(UTF_8))));
  }

  @Test
  void linksAndDevicesRefuseTheArchive() throws Exception {
    for (int kind : new int[] {0120777, 0060666, 0020666, 0010666, 0140777}) {
      refused("archive-member", of(kind, zip(Map.of("a.kml", "/etc/passwd".getBytes(UTF_8)))));
    }
    byte[] plain = of(0100644, zip(Map.of("a.kml", ("<kml>" + POINT + "</kml>").getBytes(UTF_8))));
    assertThat(Read.of(new Kml(), plain).rows).hasSize(1);
  }

  @Test
  void archivesInArchivesManyMembersAndDoublesRefuseTheArchive() throws Exception {
    byte[] inner = zip(Map.of("a.kml", POINT.getBytes(UTF_8)));
    refused("archive-nested", zip(Map.of("a.kmz", inner)));
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 1_500; i++) {
      many.put("folder" + i + "/", new byte[0]);
    }
    refused("archive-too-large", zip(many));
    byte[] twice =
        new String(zip(members("aa.kml", "ab.kml")), java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("ab.kml", "aa.kml")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    refused("archive-duplicate", twice);
  }

  @Test
  void whatUnpacksToMoreThanItsBudgetIsLeftPacked() throws Exception {
    byte[] bomb = zip(Map.of("a.kml", new byte[200 << 20]));
    assertThat(bomb).hasSizeLessThan(1 << 20);
    refused("archive-too-large", bomb);
  }

  private static Map<String, byte[]> members(String... names) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (String name : names) {
      members.put(name, POINT.getBytes(UTF_8));
    }
    return members;
  }

  private static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** With the mode of a Unix file written into the one member's entry. */
  private static byte[] of(int mode, byte[] zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(zip.length - 22 + 16);
    bytes.putInt(directory + 38, mode << 16);
    return zip;
  }

  private static ServerSocket lure() throws IOException {
    ServerSocket lure = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    lure.setSoTimeout(100);
    return lure;
  }

  private static String address(String xml, ServerSocket lure) {
    return xml.replace("HERE", "127.0.0.1:" + lure.getLocalPort()).replace("POINT", POINT);
  }

  private static void assertUnasked(ServerSocket lure) {
    assertThatThrownBy(lure::accept).isInstanceOf(SocketTimeoutException.class);
  }

  private static Fault refused(ImportFormat format, byte[] file) {
    Fault fault = catchThrowableOfType(Fault.class, () -> Read.of(format, file));
    assertThat(fault).isNotNull();
    return fault;
  }

  private static void refused(String code, byte[] archive) {
    for (ImportFormat format : new ImportFormat[] {new Kml(), new Shapefile()}) {
      Fault fault = refused(format, archive);
      assertThat(fault.code()).isEqualTo(code);
      assertThat(fault.kind()).isEqualTo(Fault.Kind.UNACCEPTABLE);
    }
  }
}
