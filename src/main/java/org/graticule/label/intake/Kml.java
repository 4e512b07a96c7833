package org.graticule.label.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.graticule.fault.Fault;

/**
 * KML 2.2, plain or zipped: every Placemark with a point, a line or a polygon. The document is
 * streamed; it may name no entity and no other document.
 */
final class Kml implements ImportFormat {
  private static final int MOST_PLACEMARKS = 200_000;

  @Override
  public String name() {
    return "kml";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    if (Unzipped.isZip(file)) {
      byte[] document =
          Unzipped.of(file.whole())
              .ending(".kml")
              .orElseThrow(() -> Fault.malformed("bad-archive", "The zip holds no .kml file."));
      document(new ByteArrayInputStream(document), into);
      return;
    }
    try (InputStream document = file.open()) {
      document(document, into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void document(InputStream document, Arrivals into) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(document);
      int row = 0;
      boolean kml = false;
      while (xml.hasNext()) {
        int token = xml.next();
        if (token == XMLStreamConstants.DTD) {
          throw Fault.malformed(
              "dtd-forbidden", "The file has a document type, which KML needs not.");
        }
        if (token != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        kml |= xml.getLocalName().equals("kml");
        if (xml.getLocalName().equals("Placemark")) {
          if (row >= MOST_PLACEMARKS) {
            throw Fault.tooLarge(
                "too-many-features",
                "The file has more than %d placemarks.".formatted(MOST_PLACEMARKS));
          }
          new KmlPlacemark("/placemarks/" + row++).read(xml, into);
        }
      }
      if (!kml) {
        throw Fault.malformed("bad-kml", "The file is XML, but no KML.");
      }
    } catch (XMLStreamException e) {
      throw Fault.malformed(
          "bad-xml",
          "The file is no XML, at line %d."
              .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNumber()));
    }
  }
}
