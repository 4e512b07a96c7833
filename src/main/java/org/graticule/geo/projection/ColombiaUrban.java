package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptor;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.metadata.iso.citation.Citations;
import org.geotools.referencing.NamedIdentifier;
import org.geotools.referencing.operation.projection.MapProjection;
import org.jspecify.annotations.Nullable;
import si.uom.SI;

/**
 * A plane at the height of a city, by which Colombia maps its own (EPSG 1052; IOGP guidance note
 * 7-2). The way back solves the way there, so that a round trip is exact. Immutable.
 */
public final class ColombiaUrban extends MapProjection {
  private static final int ROUNDS = 6;

  /** Of the plane above the ellipsoid, in semi-major axes. */
  private final double height;

  private final double across;
  private final double bend;

  private ColombiaUrban(ParameterValueGroup values, double metres) {
    super(values);
    this.height = metres / semiMajor;
    this.across = 1 + height / primeVertical(latitudeOfOrigin);
    this.bend =
        Math.tan(latitudeOfOrigin)
            / (2 * meridian(latitudeOfOrigin) * primeVertical(latitudeOfOrigin));
  }

  @Override
  protected Point2D transformNormalized(double lambda, double phi, @Nullable Point2D into) {
    double along = lambda * primeVertical(phi) * Math.cos(phi);
    return Places.at(across * along, northing(along, phi), into);
  }

  @Override
  protected Point2D inverseTransformNormalized(double x, double y, @Nullable Point2D into) {
    double along = x / across;
    double phi = latitudeOfOrigin;
    for (int round = 0; round < ROUNDS; round++) {
      phi += (y - northing(along, phi)) / (meridian(phi) + height);
    }
    return Places.at(along / (primeVertical(phi) * Math.cos(phi)), phi, into);
  }

  private double northing(double along, double phi) {
    double raised = 1 + height / meridian((phi + latitudeOfOrigin) / 2);
    return raised * meridian(latitudeOfOrigin) * (phi - latitudeOfOrigin + bend * along * along);
  }

  /** Radius of curvature along the parallel. */
  private double primeVertical(double phi) {
    double es = excentricity * Math.sin(phi);
    return 1 / Math.sqrt(1 - es * es);
  }

  /** Radius of curvature along the meridian. */
  private double meridian(double phi) {
    return (1 - excentricitySquared) * Math.pow(primeVertical(phi), 3);
  }

  @Override
  public ParameterDescriptorGroup getParameterDescriptors() {
    return Provider.PARAMETERS;
  }

  @Override
  public ParameterValueGroup getParameterValues() {
    ParameterValueGroup values = super.getParameterValues();
    values.parameter(Provider.HEIGHT.getName().getCode()).setValue(height * semiMajor);
    return values;
  }

  /** GeoTools keeps one of those that are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other) && other instanceof ColombiaUrban urban && urban.height == height;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(height);
  }

  /** Found by GeoTools. */
  public static final class Provider extends AbstractProvider {
    private static final ParameterDescriptor<Double> HEIGHT =
        createDescriptor(
            new NamedIdentifier[] {
              new NamedIdentifier(Citations.EPSG, "Projection plane origin height"),
              new NamedIdentifier(Citations.EPSG, "1039")
            },
            0,
            -20_000,
            20_000,
            SI.METRE);

    private static final ParameterDescriptorGroup PARAMETERS =
        createDescriptorGroup(
            new NamedIdentifier[] {
              new NamedIdentifier(Citations.EPSG, "Colombia Urban"),
              new NamedIdentifier(Citations.EPSG, "1052")
            },
            new ParameterDescriptor<?>[] {
              SEMI_MAJOR,
              SEMI_MINOR,
              LATITUDE_OF_ORIGIN,
              CENTRAL_MERIDIAN,
              HEIGHT,
              FALSE_EASTING,
              FALSE_NORTHING
            });

    public Provider() {
      super(PARAMETERS);
    }

    @Override
    protected MathTransform createMathTransform(ParameterValueGroup values) {
      return new ColombiaUrban(values, doubleValue(HEIGHT, values));
    }
  }
}
