package org.graticule.label.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** One Placemark of a KML document while it is read. Used once, by one thread. */
final class KmlPlacemark {
  private final String where;
  private final TreeMap<String, Object> attributes = new TreeMap<>();
  private final List<List<Coordinate[]>> parts = new ArrayList<>();
  private Shape.@Nullable Form form;
  private @Nullable String datum;
  private @Nullable String problem;
  private boolean inner;

  KmlPlacemark(String where) {
    this.where = where;
  }

  /** Stands on the element's start; leaves on its end. */
  void read(XMLStreamReader xml, Arrivals into) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int token = xml.next();
      if (token == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (token == XMLStreamConstants.START_ELEMENT) {
        // An element whose text is read is ended by that.
        depth += element(xml) ? 0 : 1;
      }
    }
    if (problem == null && form == null) {
      problem = "the placemark has no point, line or polygon";
    }
    if (problem != null) {
      into.refuse(where, "bad-row", problem);
      return;
    }
    into.take(
        new Arrival(
            where,
            Space.GROUND,
            new Shape(form, parts.size() > 1, parts),
            ClassNames.take(attributes),
            attributes,
            ClassNames.confidence(attributes),
            List.of()));
  }

  private boolean element(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "name" -> {
        put("name", xml.getElementText());
        return true;
      }
      case "Data" -> datum = xml.getAttributeValue(null, "name");
      case "SimpleData" -> {
        put(xml.getAttributeValue(null, "name"), xml.getElementText());
        return true;
      }
      case "value" -> {
        put(datum, xml.getElementText());
        return true;
      }
      case "Point" -> begin(Shape.Form.POINT);
      case "LineString" -> begin(Shape.Form.LINE);
      case "Polygon" -> begin(Shape.Form.AREA);
      case "outerBoundaryIs" -> inner = false;
      case "innerBoundaryIs" -> inner = true;
      case "coordinates" -> {
        coordinates(xml.getElementText());
        return true;
      }
      default -> {
        // Styles and times say nothing of a label.
      }
    }
    return false;
  }

  private void put(@Nullable String name, String text) {
    String value = text.strip();
    if (name == null || value.isEmpty() || attributes.size() >= 256) {
      return;
    }
    OptionalDouble number = Lines.number(value);
    attributes.put(
        name, number.isPresent() && !name.equals("name") ? number(number, value) : value);
  }

  private static Object number(OptionalDouble number, String text) {
    return text.matches("-?\\d{1,15}")
        ? (Object) Long.valueOf(text)
        : (Object) number.getAsDouble();
  }

  private void begin(Shape.Form found) {
    if (form != null && form != found) {
      problem = "the placemark mixes points, lines and polygons";
    }
    form = found;
    inner = false;
  }

  private void coordinates(String text) {
    if (form == null) {
      return;
    }
    List<Coordinate> points = new ArrayList<>();
    for (String tuple : text.strip().split("\\s+")) {
      String[] numbers = tuple.split(",", -1);
      OptionalDouble lon = Lines.number(numbers[0]);
      OptionalDouble lat = numbers.length < 2 ? OptionalDouble.empty() : Lines.number(numbers[1]);
      if (lon.isEmpty()
          || lat.isEmpty()
          || Math.abs(lon.getAsDouble()) > 180
          || Math.abs(lat.getAsDouble()) > 90) {
        problem = "'%s' is no longitude and latitude".formatted(cut(tuple));
        return;
      }
      points.add(new Coordinate(lon.getAsDouble(), lat.getAsDouble()));
    }
    Coordinate[] ring = points.toArray(Coordinate[]::new);
    if (inner && !parts.isEmpty()) {
      parts.getLast().add(ring);
    } else {
      parts.add(new ArrayList<>(List.<Coordinate[]>of(ring)));
    }
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
