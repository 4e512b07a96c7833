package org.graticule.image.nitf;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A polynomial of one or two variables, as radar's XML writes it. Immutable. */
final class XmlPolynomial {
  private static final int ORDER_MOST = 20;

  /** By the exponents of the first variable and of the second. */
  private final double[][] terms;

  private XmlPolynomial(double[][] terms) {
    this.terms = terms;
  }

  /** Empty where there is none; what is not said of it is 0. */
  static Optional<XmlPolynomial> read(XmlWords xml, String path) {
    Integer first = order(xml, path + "@order1");
    if (first == null) {
      return Optional.empty();
    }
    Integer second = order(xml, path + "@order2");
    double[][] terms = new double[first + 1][second == null ? 1 : second + 1];
    for (int i = 0; i < terms.length; i++) {
      for (int j = 0; j < terms[i].length; j++) {
        String exponents = second == null ? "" + i : i + "," + j;
        Double term = xml.number(path + "/Coef[" + exponents + "]");
        terms[i][j] = term == null ? 0 : term;
      }
    }
    return Optional.of(new XmlPolynomial(terms));
  }

  private static @Nullable Integer order(XmlWords xml, String path) {
    Double order = xml.number(path);
    return order == null || order < 0 || order > ORDER_MOST ? null : order.intValue();
  }

  double at(double x) {
    return at(x, 0);
  }

  double at(double x, double y) {
    double sum = 0;
    for (int i = terms.length - 1; i >= 0; i--) {
      double inner = 0;
      for (int j = terms[i].length - 1; j >= 0; j--) {
        inner = inner * y + terms[i][j];
      }
      sum = sum * x + inner;
    }
    return sum;
  }

  /** Derivative of one of one variable. */
  double slope(double x) {
    double sum = 0;
    for (int i = terms.length - 1; i >= 1; i--) {
      sum = sum * x + i * terms[i][0];
    }
    return sum;
  }
}
