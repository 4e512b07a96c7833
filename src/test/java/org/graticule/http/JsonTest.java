package org.graticule.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever is handed a body may rely on. */
final class JsonTest {
  record Inner(double x) {}

  record Body(
      @Nullable List<Inner> things,
      @Nullable List<List<Double>> lists,
      @Nullable Map<String, List<String>> named) {}

  private static Body read(String json) {
    return Json.read(json.getBytes(UTF_8), Body.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"things\": [null]}",
        "{\"things\": [{\"x\": 1}, null]}",
        "{\"lists\": [null]}",
        "{\"lists\": [[1, null]]}",
        "{\"named\": {\"a\": null}}",
        "{\"named\": {\"a\": [null]}}",
        "{\"things\": [{\"x\": null}]}",
        "null",
      })
  void noListHasHolesHoweverDeepItIs(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("bad-json"));
  }

  @Test
  void whatIsLeftOutIsNull() {
    assertThat(read("{\"things\": null}")).isEqualTo(new Body(null, null, null));
  }
}
