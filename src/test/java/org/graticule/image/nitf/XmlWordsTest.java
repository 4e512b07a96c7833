package org.graticule.image.nitf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

class XmlWordsTest {
  @Test
  void aTextIsFoundByItsPathWithoutTheRootAndWithTheIndexOfItsElements() {
    XmlWords words = read("<A xmlns='urn:a'><B index='1:4'><C d=' e '> f </C></B></A>");

    assertThat(words.root()).isEqualTo("A");
    assertThat(words.whole("B[1]/C")).isEqualTo("f");
    assertThat(words.whole("B[1]/C@d")).isEqualTo("e");
    assertThat(words.whole("B")).isNull();
  }

  @Test
  void aMarkOfWhichTheEndMayBeMissingIsRefused() {
    XmlWords words = read("<A><B>OPEN" + " ".repeat(2_000) + "//CEDAR</B></A>");

    assertThat(words.text("B")).isEqualTo("OPEN");
    assertThatThrownBy(() -> words.whole("B"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("B has 1024 characters and more");
  }

  private static XmlWords read(String xml) {
    return XmlWords.read(xml.getBytes(StandardCharsets.UTF_8), Set.of("A"), "segment")
        .orElseThrow();
  }
}
