package org.graticule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a whole of 1,000 bytes. */
final class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=10-19, 10, 10",
    "bytes=990-, 990, 10",
    "bytes=-5, 995, 5",
    "bytes=-5000, 0, 1000",
    "bytes=999-123456789012345678, 999, 1"
  })
  void onePartIsUnderstood(String header, long from, long length) {
    assertThat(ByteRange.of(Optional.of(header), 1_000)).contains(new ByteRange(from, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1000-", "bytes=0-0,2-3"})
  void whatIsNoPartIsRefused(String header) {
    assertThatThrownBy(() -> ByteRange.of(Optional.of(header), 1_000))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.RANGE));
  }

  @Test
  void anotherUnitAsksForTheWhole() {
    assertThat(ByteRange.of(Optional.of("lines=1-2"), 1_000)).isEmpty();
    assertThat(ByteRange.of(Optional.empty(), 1_000)).isEmpty();
  }

  @Test
  void aFileMayBeCalledAnything() {
    assertThat(Disposition.attachment("Hafen \"süd\"\r\nX: y.tif"))
        .isEqualTo(
            "attachment; filename=\"Hafen _s_d___X_ y.tif\";"
                + " filename*=UTF-8''Hafen%20%22s%C3%BCd%22%0D%0AX%3A%20y.tif");
  }
}
