package org.graticule.tile.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1+2*3+0*b1|7",
        "(1+2)*3+0*b1|9",
        "10-4-3+0*b1|3",
        "16/4/2+0*b1|2",
        "-b1*2|-6",
        "--2+0*b1|2",
        "(nir-b1)/(nir+b1)|0.4",
        "1e3 + .5+0*b1|1000.5",
        "min(b1, 2)|2",
        "max(b1,2)|3",
        "abs(-4)+0*b1|4",
        "sqrt(16)+0*b1|4",
        "log10(1000)+0*b1|3",
        "exp(0)+0*b1|1",
        "where(b1-2,10,20)|10",
        "where(b1-3,10,20)|20",
        "clamp(b1,4,9)|4",
        "CLAMP(NIR,0,5)|5",
        "sqrt(0-1)+0*b1|NaN",
        "1/0+0*b1|NaN",
        "b1/0-b1/0|NaN"
      })
  void isWorkedOutAsWritten(String text, float wanted) {
    Expression expression = ExpressionParser.parse(text);
    float[] out = new float[1];
    List<String> names = expression.bands();
    float[][] bands = new float[names.size()][];
    for (int i = 0; i < bands.length; i++) {
      bands[i] = new float[] {names.get(i).equals("nir") ? 7 : 3};
    }
    expression.row(names, bands, 1, out);
    if (Float.isNaN(wanted)) {
      assertThat(out[0]).isNaN();
    } else {
      assertThat(out[0]).isCloseTo(wanted, within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1+|2",
        "|0",
        "(1|2",
        "1)|1",
        "b1 b2|3",
        "foo(1)|0",
        "min(1)|3",
        "1..2|0",
        "b1;drop|2",
        "1e999|0",
        "1+2|0",
        "a.b|1",
        "$|0",
        "\u00e9|0",
        "where(1,2)|5"
      })
  void whatCannotBeReadIsRefusedWithItsPlace(String text, int position) {
    assertThatThrownBy(() -> ExpressionParser.parse(text == null ? "" : text))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("bad-expression");
              assertThat(fault.details()).containsEntry("position", position);
            });
  }

  @Test
  void lengthDepthAndPartsAreBounded() {
    String long501 = "1" + "0".repeat(500);
    String deep = "(".repeat(21) + "1" + ")".repeat(21);
    String many = "1" + "+1".repeat(60);
    String minus = "-".repeat(400) + "1";
    for (String text : List.of(long501, deep, many, minus)) {
      assertThatThrownBy(() -> ExpressionParser.parse(text))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo("bad-expression"));
    }
  }
}
