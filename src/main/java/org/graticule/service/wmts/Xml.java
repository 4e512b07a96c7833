package org.graticule.service.wmts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML being written: names are ours, every text and attribute is escaped, and what XML cannot hold
 * at all is replaced. One thread.
 */
final class Xml {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 << 10);
  private final XMLStreamWriter out;

  Xml() {
    try {
      out =
          XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something that fails as a stream does. */
  private interface Step {
    void run() throws XMLStreamException;
  }

  private Xml step(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element with attributes in pairs of name and value. */
  Xml open(String name, String... attributes) {
    return step(() -> {
      out.writeStartElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        out.writeAttribute(attributes[i], clean(attributes[i + 1]));
      }
    });
  }

  Xml close() {
    return step(out::writeEndElement);
  }

  /** An element that holds a text. */
  Xml text(String name, Object value) {
    return step(() -> {
      out.writeStartElement(name);
      out.writeCharacters(clean(value.toString()));
      out.writeEndElement();
    });
  }

  Xml empty(String name, String... attributes) {
    return open(name, attributes).close();
  }

  byte[] finish() {
    step(() -> {
      out.writeEndDocument();
      out.close();
    });
    return bytes.toByteArray();
  }

  /** XML 1.0 has no place for most control characters, lone surrogates and two code points. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> allowed(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
