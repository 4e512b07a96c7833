package org.graticule.tile.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RenderingReaderTest {
  private static Rendering read(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return RenderingReader.read(parameters::get);
  }

  @Test
  void nothingAskedIsTheUsual() {
    assertThat(read("")).isEqualTo(Rendering.USUAL);
    assertThat(read("").asDisplayed()).isTrue();
    assertThat(read("format=png&resampling=cubic").asDisplayed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "gamma=1,gamma=1.0",
    "db=true,db=20",
    "bands=NIR,bands=nir",
    "stretch=percentile,'stretch=percentile:2,98'",
    "'bands=1&stretch=range:0,10','bands=1&stretch=range:0.0,1e1'",
    "expression= b1 + b2 ,expression=b1+b2"
  })
  void differentWordsForTheSameAreTheSameKey(String one, String other) {
    assertThat(read(one).canonical()).isEqualTo(read(other).canonical());
  }

  @Test
  void whatIsAskedOverridesTheStyle() {
    Rendering rendering = read("style=ndvi&colormap=viridis&gamma=2");

    assertThat(rendering.colors()).contains("viridis");
    assertThat(rendering.gamma()).isEqualTo(2);
    assertThat(rendering.channels()).isInstanceOf(Rendering.Channels.Formula.class);
    assertThat(read("style=ndvi&bands=1").channels()).isInstanceOf(Rendering.Channels.Bands.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bands=",
        "bands=0",
        "bands=1,2",
        "bands=1,2,3,4",
        "bands=-1",
        "bands=a b",
        "bands=1&expression=b1",
        "stretch=none",
        "stretch=percentile:98,2",
        "stretch=percentile:-1,98",
        "stretch=percentile:2",
        "stretch=stddev:0",
        "stretch=range:1,1",
        "stretch=range:nan,1",
        "stretch=range:0,1;0,1",
        "stretch=range:0,1e31",
        "stretch=view:0,0,0,5",
        "stretch=view:0,0,5",
        "gamma=0",
        "gamma=11",
        "gamma=1,0",
        "colormap=jet2",
        "colormap=../labels",
        "bands=1,2,3&colormap=viridis",
        "db=yes",
        "resampling=lanczos",
        "format=gif",
        "format=auto",
        "background=fff",
        "background=#ffffff",
        "style=none"
      })
  void whatIsOutOfRangeIsRefusedByName(String query) {
    String parameter = query.substring(query.lastIndexOf('&') + 1).split("=")[0];
    assertThatThrownBy(() -> read(query))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.UNACCEPTABLE);
              assertThat(fault.code()).isEqualTo("bad-" + parameter);
              assertThat(fault.getMessage()).contains(parameter).contains("allowed");
            });
  }

  @Test
  void everyNamedStyleAndColourMapIsSound() {
    for (String name : RenderingStyle.NAMES) {
      assertThat(RenderingStyle.named(name).name()).isEqualTo(name);
      assertThat(read("style=" + name).asDisplayed()).as(name).isFalse();
    }
    for (String name : ColorMap.NAMES) {
      assertThat(ColorMap.named(name).name()).isEqualTo(name);
      assertThat(ColorMap.named(name).table()).hasSize(768);
    }
  }
}
