package org.graticule.image.nitf;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an XML document by their paths, such as {@code SCPCOA/GrazeAng}, read in one pass
 * under budgets and without anything from outside. Namespaces are left out; an element with an
 * {@code index} has it in its path, {@code ICP[1]}, as a term of a polynomial has its exponents,
 * {@code Coef[0,2]}, and other attributes follow an {@code @}. Of several with the same path the
 * first counts. Immutable once read.
 */
final class XmlWords {
  private static final int DEPTH_MOST = 64;
  private static final int WORDS_MOST = 100_000;
  private static final int WORD_MOST = 1024;

  private final Map<String, String> words = new HashMap<>();

  /** Those of which there may be more than was kept. */
  private final Set<String> cut = new HashSet<>();

  private final String where;

  private XmlWords(String where) {
    this.where = where;
  }

  /**
   * @param where which document, for people
   * @return empty where the root is none of these
   * @throws Fault {@code bad-xml}
   */
  static Optional<XmlWords> read(byte[] xml, Set<String> roots, String where) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XmlWords read = new XmlWords(where);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      return read.all(in, roots) ? Optional.of(read) : Optional.empty();
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw read.refuse("it is broken at line " + line, "well-formed XML");
    }
  }

  private boolean all(XMLStreamReader in, Set<String> roots) throws XMLStreamException {
    Deque<String> paths = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD -> throw refuse("it has a document type", "none");
        case XMLStreamConstants.START_ELEMENT -> {
          if (paths.isEmpty()) {
            if (!roots.contains(in.getLocalName())) {
              return false;
            }
            words.put("", in.getLocalName());
          }
          enter(in, paths);
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(in.getText(), 0, Math.min(in.getTextLength(), WORD_MOST - text.length()));
        case XMLStreamConstants.END_ELEMENT -> {
          keep(paths.pop(), text.toString());
          text.setLength(0);
        }
        default -> {
          // Comments and the like say nothing of the image.
        }
      }
    }
    return !words.isEmpty();
  }

  private void enter(XMLStreamReader in, Deque<String> paths) {
    if (paths.size() == DEPTH_MOST) {
      throw refuse("it is nested deeper than " + DEPTH_MOST, "up to that");
    }
    String name = in.getLocalName() + index(in);
    String path = paths.size() < 2 ? name : paths.peek() + "/" + name;
    paths.push(paths.isEmpty() ? "" : path);
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String value = in.getAttributeValue(i);
      keep(
          path + "@" + in.getAttributeLocalName(i),
          value.substring(0, Math.min(WORD_MOST, value.length())));
    }
  }

  private static String index(XMLStreamReader in) {
    String index = in.getAttributeValue(null, "index");
    String first = in.getAttributeValue(null, "exponent1");
    String second = in.getAttributeValue(null, "exponent2");
    if (index != null) {
      return "[" + index.split(":", 2)[0] + "]";
    }
    return first == null ? "" : "[" + first + (second == null ? "" : "," + second) + "]";
  }

  private void keep(String path, String raw) {
    String text = raw.strip();
    if (raw.length() == WORD_MOST) {
      cut.add(path);
    }
    if (!text.isEmpty()) {
      words.putIfAbsent(path, text);
      if (words.size() > WORDS_MOST) {
        throw refuse("it says more than " + WORDS_MOST + " things", "up to that many");
      }
    }
  }

  private Fault refuse(String what, String allowed) {
    return Fault.unacceptable(
        "bad-xml", "XML of the NITF %s: %s; allowed: %s".formatted(where, what, allowed));
  }

  String where() {
    return where;
  }

  /** Local name of the outermost element. */
  String root() {
    return words.getOrDefault("", "");
  }

  /** Null where nothing is said. */
  @Nullable String text(String path) {
    return words.get(path);
  }

  /**
   * A text of which nothing may be missing, such as a mark.
   *
   * @throws Fault {@code bad-xml} where it is too long to have been kept whole
   */
  @Nullable String whole(String path) {
    if (cut.contains(path)) {
      throw refuse(path + " has " + WORD_MOST + " characters and more", "fewer");
    }
    return text(path);
  }

  /** Null where nothing is said, or no finite number. */
  @Nullable Double number(String path) {
    try {
      double value = Double.parseDouble(words.getOrDefault(path, ""));
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
