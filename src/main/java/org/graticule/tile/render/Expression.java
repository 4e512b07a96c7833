package org.graticule.tile.render;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Arithmetic on bands, as an immutable tree; parsed by {@link ExpressionParser}. Worked out a row
 * at a time in single precision; what is not a finite number has no value (NaN).
 */
public sealed interface Expression {
  record Constant(double value) implements Expression {}

  /**
   * @param name of the band, or {@code b1} to {@code bN} by number
   */
  record Band(String name) implements Expression {}

  record Negative(Expression of) implements Expression {}

  record Binary(char operator, Expression left, Expression right) implements Expression {}

  record Call(Function function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** What can be called. */
  enum Function {
    MIN(2),
    MAX(2),
    ABS(1),
    SQRT(1),
    LOG10(1),
    EXP(1),
    /** The second where the first is greater than zero, else the third. */
    WHERE(3),
    /** The first, not below the second and not above the third. */
    CLAMP(3);

    final int arguments;

    Function(int arguments) {
      this.arguments = arguments;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Names of the bands it reads, in order of first use. */
  default List<String> bands() {
    Set<String> names = new LinkedHashSet<>();
    collect(names);
    return List.copyOf(names);
  }

  private void collect(Collection<String> names) {
    switch (this) {
      case Constant c -> {}
      case Band band -> names.add(band.name);
      case Negative negative -> negative.of.collect(names);
      case Binary binary -> {
        binary.left.collect(names);
        binary.right.collect(names);
      }
      case Call call -> call.arguments.forEach(argument -> argument.collect(names));
    }
  }

  /** The same for equal trees: the key of a cache. */
  default String canonical() {
    return switch (this) {
      case Constant c -> Double.toString(c.value);
      case Band band -> band.name;
      case Negative negative -> "(-" + negative.of.canonical() + ")";
      case Binary b -> "(" + b.left.canonical() + b.operator + b.right.canonical() + ")";
      case Call call ->
          call.arguments.stream()
              .map(Expression::canonical)
              .collect(Collectors.joining(",", call.function.word() + "(", ")"));
    };
  }

  /**
   * Works out a row.
   *
   * @param names of the rows in {@code bands}, as {@link #bands()} gives them
   * @param bands one row a band
   * @param n values in a row
   * @param out the result; NaN where there is none
   */
  default void row(List<String> names, float[][] bands, int n, float[] out) {
    float[] result = value(names, bands, n);
    for (int i = 0; i < n; i++) {
      // Infinity less itself is not a number.
      out[i] = result[i] - result[i] == 0 ? result[i] : Float.NaN;
    }
  }

  private float[] value(List<String> names, float[][] bands, int n) {
    float[] out = new float[n];
    switch (this) {
      case Constant c -> Arrays.fill(out, (float) c.value);
      case Band band -> System.arraycopy(bands[names.indexOf(band.name)], 0, out, 0, n);
      case Negative negative -> {
        float[] of = negative.of.value(names, bands, n);
        for (int i = 0; i < n; i++) {
          out[i] = -of[i];
        }
      }
      case Binary b ->
          binary(b.operator, b.left.value(names, bands, n), b.right.value(names, bands, n), out);
      case Call call ->
          call(
              call.function,
              call.arguments.stream()
                  .map(argument -> argument.value(names, bands, n))
                  .toArray(float[][]::new),
              out);
    }
    return out;
  }

  private static void binary(char operator, float[] a, float[] b, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (operator) {
            case '+' -> a[i] + b[i];
            case '-' -> a[i] - b[i];
            case '*' -> a[i] * b[i];
            default -> a[i] / b[i];
          };
    }
  }

  private static void call(Function function, float[][] a, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (function) {
            case MIN -> Math.min(a[0][i], a[1][i]);
            case MAX -> Math.max(a[0][i], a[1][i]);
            case ABS -> Math.abs(a[0][i]);
            case SQRT -> (float) Math.sqrt(a[0][i]);
            case LOG10 -> (float) Math.log10(a[0][i]);
            case EXP -> (float) Math.exp(a[0][i]);
            case WHERE -> Float.isNaN(a[0][i]) ? Float.NaN : a[0][i] > 0 ? a[1][i] : a[2][i];
            case CLAMP -> Math.min(Math.max(a[0][i], a[1][i]), a[2][i]);
          };
    }
  }
}
