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

/**
 * Lambert's cylinder of equal area for the ellipsoid (EPSG 9835), as of EASE-Grid 2.0. Immutable.
 */
public final class EqualAreaCylinder extends MapProjection {
  /** As the EPSG registry has it. */
  public static final String METHOD = "Lambert Cylindrical Equal Area";

  private final AuthalicSphere sphere;

  private final double trueLatitude;

  /** Radius of the parallel of true length, in semi-major axes. */
  private final double parallel;

  private EqualAreaCylinder(ParameterValueGroup values, double trueLatitude) {
    super(values);
    this.sphere = new AuthalicSphere(excentricity);
    this.trueLatitude = trueLatitude;
    double es = excentricity * Math.sin(trueLatitude);
    this.parallel = Math.cos(trueLatitude) / Math.sqrt(1 - es * es);
  }

  @Override
  protected Point2D transformNormalized(double lambda, double phi, @Nullable Point2D into) {
    return Places.at(lambda * parallel, sphere.zone(phi) / (2 * parallel), into);
  }

  @Override
  protected Point2D inverseTransformNormalized(double x, double y, @Nullable Point2D into) {
    double authalic = Math.asin(2 * y * parallel / sphere.hemisphere());
    return Places.at(x / parallel, sphere.geographic(authalic), into);
  }

  @Override
  public ParameterDescriptorGroup getParameterDescriptors() {
    return Provider.PARAMETERS;
  }

  @Override
  public ParameterValueGroup getParameterValues() {
    ParameterValueGroup values = super.getParameterValues();
    values.parameter("standard_parallel_1").setValue(Math.toDegrees(trueLatitude));
    return values;
  }

  /** GeoTools keeps one of those that are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof EqualAreaCylinder cylinder
        && cylinder.trueLatitude == trueLatitude;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(trueLatitude);
  }

  /** Found by GeoTools. */
  public static final class Provider extends AbstractProvider {
    private static final ParameterDescriptorGroup PARAMETERS =
        createDescriptorGroup(
            new NamedIdentifier[] {
              new NamedIdentifier(Citations.EPSG, METHOD),
              new NamedIdentifier(Citations.EPSG, "9835")
            },
            new ParameterDescriptor<?>[] {
              SEMI_MAJOR,
              SEMI_MINOR,
              STANDARD_PARALLEL_1,
              CENTRAL_MERIDIAN,
              FALSE_EASTING,
              FALSE_NORTHING
            });

    public Provider() {
      super(PARAMETERS);
    }

    @Override
    protected MathTransform createMathTransform(ParameterValueGroup values) {
      double trueLatitude = Math.toRadians(doubleValue(STANDARD_PARALLEL_1, values));
      return new EqualAreaCylinder(values, trueLatitude);
    }
  }
}
