package org.graticule.label.intake;

import java.io.ByteArrayInputStream;
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
  public void read(byte[] file, ImageFrame frame, Arrivals into) {
    byte[] document =
        Unzipped.isZip(file)
            ? Unzipped.of(file)
                .ending(".kml")
                .orElseThrow(() -> Fault.malformed("bad-archive", "The zip holds no .kml file."))
            : file;
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      int row = 0;
      boolean kml = false;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
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
