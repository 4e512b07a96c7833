package org.graticule.image.format;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.cog.GeoTags;

/** A source seen another way: says what the source says wherever it is not overridden. Owns it. */
abstract class SourceView implements ImageSource {
  final ImageSource source;

  SourceView(ImageSource source) {
    this.source = source;
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public PixelGrid grid() {
    return source.grid();
  }

  @Override
  public SampleType sampleType() {
    return source.sampleType();
  }

  @Override
  public int bands() {
    return source.bands();
  }

  @Override
  public int alphaBand() {
    return source.alphaBand();
  }

  @Override
  public OptionalDouble nodata() {
    return source.nodata();
  }

  @Override
  public Display display() {
    return source.display();
  }

  @Override
  public Georeference georeference() {
    return source.georeference();
  }

  @Override
  public GeoTags geoTags() {
    return source.geoTags();
  }

  @Override
  public Acquisition acquisition() {
    return source.acquisition();
  }

  @Override
  public List<String> bandNames() {
    return source.bandNames();
  }

  @Override
  public OptionalDouble accuracy() {
    return source.accuracy();
  }

  @Override
  public Optional<String> marking() {
    return source.marking();
  }

  @Override
  public List<String> parts() {
    return source.parts();
  }

  @Override
  public PixelGrid block() {
    return source.block();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
