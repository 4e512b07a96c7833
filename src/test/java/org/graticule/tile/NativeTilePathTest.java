package org.graticule.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NativeTilePathTest {
  private static final UUID SCENE = UUID.fromString("5e2c2b7e-5a0f-4a44-9d0c-0d7f0f5d2c11");

  @Test
  void theUsualFormIsRead() {
    String path = "/api/v1/scenes/" + SCENE + "/tiles/12/34/567";

    assertThat(NativeTilePath.parse(path))
        .isEqualTo(new NativeTilePath(SCENE, 12, 34, 567, NativeTilePath.ANY));
    assertThat(NativeTilePath.parse(path + "?v=3"))
        .isEqualTo(new NativeTilePath(SCENE, 12, 34, 567, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/scenes/%s/tiles/1/2",
        "/api/v1/scenes/%s/tiles/1/2/",
        "/api/v1/scenes/%s/tiles/1/2/3/4",
        "/api/v1/scenes/%s/tiles/-1/2/3",
        "/api/v1/scenes/%s/tiles/+1/2/3",
        "/api/v1/scenes/%s/tiles/1/2/3.jpg",
        "/api/v1/scenes/%s/tiles/1/2/12345678",
        "/api/v1/scenes/%s/tiles/1/2/%%33",
        "/api/v1/scenes/%s/tiles/1/2/3?v=",
        "/api/v1/scenes/%s/tiles/1/2/3?v=x",
        "/api/v1/scenes/%s/tiles/1/2/3?v=01",
        "/api/v1/scenes/%s/tiles/1/02/3",
        "/api/v1/scenes/%s/tiles/1/2/3?v=1&w=2",
        "/api/v1/scenes/%s/tiles/1?a/2/3",
        "/api/v1/scenes/%s/map/1/2/3",
        "/API/v1/scenes/%s/tiles/1/2/3",
        "http://host/api/v1/scenes/%s/tiles/1/2/3"
      })
  void anythingElseTakesTheOrdinaryWay(String form) {
    assertThat(NativeTilePath.parse(form.formatted(SCENE))).isNull();
  }

  @Test
  void anIdOfTheRightLengthThatIsNoneTakesTheOrdinaryWay() {
    assertThat(NativeTilePath.parse("/api/v1/scenes/" + "x".repeat(36) + "/tiles/1/2/3")).isNull();
  }
}
