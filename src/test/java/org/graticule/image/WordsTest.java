package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.tiff.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words in images (EXIF, XMP, comments): more than any needs are refused, and none are kept. */
final class WordsTest {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");
  private static final String SCRIPT = "<script>alert(document.cookie)</script>";

  @TempDir Path folder;

  @Test
  void moreWordsThanAnyJpegNeedsAreRefused() throws IOException {
    Path file = jpeg("x".repeat(65_000), 300);
    Fault fault = catchThrowableOfType(Fault.class, () -> ingest(file));
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo("pixel-limit");
    assertThat(fault.getMessage()).contains("before the frame");
  }

  @Test
  void moreWordsThanAnyPngNeedsAreRefused() throws IOException {
    Path file = png("x".repeat(50 << 20));
    Fault fault = catchThrowableOfType(Fault.class, () -> ingest(file));
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo("pixel-limit");
    assertThat(fault.getMessage()).contains("that are no pixels");
  }

  /** A citation of the keys of its place, 17 MiB long. */
  @Test
  void moreWordsThanAnyTiffNeedsAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(HAZARDS.resolve("read-geographic.tif"));
    ByteBuffer file = ByteBuffer.allocate(whole.length + (17 << 20)).order(ByteOrder.LITTLE_ENDIAN);
    file.put(whole);
    int entry = file.getInt(4) + 2;
    while (file.getShort(entry) != (short) Tag.GEO_ASCII_PARAMS.id()) {
      entry += 12;
    }
    file.putInt(entry + 4, 17 << 20).putInt(entry + 8, whole.length);
    Path image = Files.write(folder.resolve("words.tif"), file.array());
    Fault fault = catchThrowableOfType(Fault.class, () -> ingest(image));
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo("tag-overrun");
    assertThat(fault.getMessage()).contains("34737", "no pixels");
  }

  @Test
  void aScriptInWordsIsNotKept() throws IOException {
    for (Path file : List.of(jpeg("http://ns.adobe.com/xap/1.0/\0" + SCRIPT, 1), png(SCRIPT))) {
      assertThat(ingest(file).toJson()).doesNotContain("alert(");
      for (String made : List.of(IngestRun.DISPLAY, IngestRun.ANALYTIC)) {
        byte[] bytes = Files.readAllBytes(folder.resolve(made));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("alert(");
      }
    }
  }

  private SceneFacts ingest(Path file) throws IOException {
    return new IngestRun(TileProfile.named("exact"), 1, (phase, share) -> {})
        .run(file, List.of(), folder);
  }

  private Path jpeg(String words, int times) throws IOException {
    byte[] whole = Files.readAllBytes(HAZARDS.resolve("read-gray.jpg"));
    byte[] text = words.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, 2);
    for (int i = 0; i < times; i++) {
      out.write(new byte[] {(byte) 0xff, (byte) 0xe1});
      out.write(ByteBuffer.allocate(2).putShort((short) (text.length + 2)).array());
      out.write(text);
    }
    out.write(whole, 2, whole.length - 2);
    return Files.write(folder.resolve("words.jpg"), out.toByteArray());
  }

  /** Behind the header, which is the first chunk and 33 bytes with the signature. */
  private Path png(String words) throws IOException {
    byte[] whole = Files.readAllBytes(HAZARDS.resolve("read-gray-alpha.png"));
    byte[] text = ("tEXtComment\0" + words).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(whole, 0, 33);
    out.write(ByteBuffer.allocate(4).putInt(text.length - 4).array());
    out.write(text);
    out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    out.write(Arrays.copyOfRange(whole, 33, whole.length));
    return Files.write(folder.resolve("words.png"), out.toByteArray());
  }
}
