package org.graticule.service.wmts;

import java.util.Map;
import org.graticule.fault.Fault;
import org.graticule.http.Reply;

/** A fault as OWS 1.1 reports it. */
final class ExceptionReport {
  private static final String LOCATOR = "locator";

  private ExceptionReport() {}

  static Fault missing(String parameter) {
    return new Fault(
        Fault.Kind.MALFORMED,
        "MissingParameterValue",
        parameter + " is needed",
        Map.of(LOCATOR, parameter));
  }

  static Fault invalid(String parameter, String value, String allowed) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
    return new Fault(
        Fault.Kind.MALFORMED,
        "InvalidParameterValue",
        "%s \"%s\" must be %s".formatted(parameter, shown, allowed),
        Map.of(LOCATOR, parameter));
  }

  static Reply of(int status, Fault fault) {
    boolean ows = Character.isUpperCase(fault.code().charAt(0));
    String locator = String.valueOf(fault.details().getOrDefault(LOCATOR, fault.code()));
    Xml xml =
        new Xml()
            .open(
                "ExceptionReport",
                "xmlns",
                "http://www.opengis.net/ows/1.1",
                "version",
                "1.1.0",
                "xml:lang",
                "en")
            .open("Exception", "exceptionCode", ows ? fault.code() : code(fault), LOCATOR, locator)
            .text("ExceptionText", fault.getMessage())
            .close()
            .close();
    return new Reply.Bytes(status, "application/xml", xml.finish(), Map.of());
  }

  private static String code(Fault fault) {
    return switch (fault.kind()) {
      case MALFORMED, NOT_FOUND, UNACCEPTABLE, TOO_LARGE, UNSUPPORTED, CONFLICT ->
          "InvalidParameterValue";
      case UNAUTHENTICATED,
          FORBIDDEN,
          PRECONDITION,
          TIMEOUT,
          RANGE,
          CHECKSUM,
          RATE,
          UNAVAILABLE,
          STORAGE ->
          "NoApplicableCode";
    };
  }
}
