package org.graticule.tile.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.graticule.fault.Fault;

/**
 * Reads band arithmetic: {@code + - * /}, unary minus, parentheses, numbers, bands ({@code b1} or
 * by name) and the functions of {@link Expression.Function}. Bounded in length, depth and nodes, so
 * that no text costs more than a moment. Used once.
 */
public final class ExpressionParser {
  private static final int LONGEST = 500;
  private static final int DEEPEST = 20;
  private static final int MOST_NODES = 100;

  private final String text;
  private int at;
  private int depth;
  private int nodes;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /**
   * @throws Fault {@code bad-expression} with the position, from 0, of what cannot be read
   */
  public static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw refuse(
          LONGEST, "expression of " + text.length() + " characters; allowed: up to " + LONGEST);
    }
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.sum();
    parser.skip();
    if (parser.at < text.length()) {
      throw parser.unexpected("an operator or the end");
    }
    if (expression.bands().isEmpty()) {
      throw refuse(0, "expression without a band");
    }
    return expression;
  }

  private Expression sum() {
    Expression left = product();
    for (char c = peek(); c == '+' || c == '-'; c = peek()) {
      at++;
      left = counted(new Expression.Binary(c, left, product()));
    }
    return left;
  }

  private Expression product() {
    Expression left = factor();
    for (char c = peek(); c == '*' || c == '/'; c = peek()) {
      at++;
      left = counted(new Expression.Binary(c, left, factor()));
    }
    return left;
  }

  private Expression factor() {
    if (++depth > DEEPEST) {
      throw refuse(at, "expression nested deeper than " + DEEPEST);
    }
    try {
      char c = peek();
      if (c == '-') {
        at++;
        return counted(new Expression.Negative(factor()));
      }
      if (c == '+') {
        at++;
        return factor();
      }
      if (c == '(') {
        at++;
        Expression inside = sum();
        expect(')');
        return inside;
      }
      if (digit(c) || c == '.') {
        return number();
      }
      if (letter(c)) {
        return named();
      }
      throw unexpected("a number, a band, a function or '('");
    } finally {
      depth--;
    }
  }

  private Expression number() {
    int from = at;
    while (at < text.length() && (digit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      while (at < text.length() && digit(text.charAt(at))) {
        at++;
      }
    }
    try {
      double value = Double.parseDouble(text.substring(from, at));
      if (Double.isFinite(value)) {
        return counted(new Expression.Constant(value));
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw refuse(from, "'" + text.substring(from, at) + "' is not a number");
  }

  private Expression named() {
    int from = at;
    while (at < text.length() && (letter(text.charAt(at)) || digit(text.charAt(at)))) {
      at++;
    }
    String name = text.substring(from, at).toLowerCase(Locale.ROOT);
    if (peek() != '(') {
      return counted(new Expression.Band(name));
    }
    for (Expression.Function function : Expression.Function.values()) {
      if (function.word().equals(name)) {
        return counted(new Expression.Call(function, arguments(function)));
      }
    }
    throw refuse(
        from,
        "'" + name + "' is not a function; allowed: min, max, abs, sqrt, log10, exp, where, clamp");
  }

  private List<Expression> arguments(Expression.Function function) {
    int from = at;
    expect('(');
    List<Expression> arguments = new ArrayList<>();
    arguments.add(sum());
    while (peek() == ',') {
      at++;
      arguments.add(sum());
    }
    expect(')');
    if (arguments.size() != function.arguments) {
      throw refuse(
          from,
          "%s with %d arguments; allowed: %d"
              .formatted(function.word(), arguments.size(), function.arguments));
    }
    return arguments;
  }

  private Expression counted(Expression node) {
    if (++nodes > MOST_NODES) {
      throw refuse(at, "expression of more than " + MOST_NODES + " parts");
    }
    return node;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  /** The next character that is not a space; 0 at the end. */
  private char peek() {
    skip();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private Fault unexpected(String allowed) {
    String found =
        at < text.length()
            ? "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "'"
            : "the end";
    return refuse(at, found + " is not expected here; allowed: " + allowed);
  }

  private static Fault refuse(int position, String message) {
    return new Fault(
        Fault.Kind.UNACCEPTABLE,
        "bad-expression",
        message + " (at position " + position + ")",
        Map.of("position", position));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }
}
