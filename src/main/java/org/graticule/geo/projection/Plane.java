package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.geotools.api.parameter.GeneralParameterDescriptor;
import org.geotools.api.parameter.ParameterDescriptor;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.metadata.iso.citation.Citations;
import org.geotools.referencing.NamedIdentifier;
import org.geotools.referencing.operation.projection.MapProjection;
import org.jspecify.annotations.Nullable;

/**
 * A projection that is computed here, in GeoTools' frame: angles are radians from the central
 * meridian, lengths semi-major axes. Not a number stands for no place. Immutable.
 */
abstract class Plane extends MapProjection {
  private final ParameterDescriptorGroup parameters;

  /** Those that GeoTools' frame does not keep, in their own units. */
  private final Map<String, Double> own = new LinkedHashMap<>();

  Plane(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    // The frame asks for them while it is made.
    this.parameters = parameters;
    super(values);
    for (GeneralParameterDescriptor each : parameters.descriptors()) {
      if (!Method.FRAME.contains(each)) {
        String name = each.getName().getCode();
        own.put(name, values.parameter(name).doubleValue());
      }
    }
  }

  /** Value of a parameter of this projection alone, in its own unit. */
  final double own(ParameterDescriptor<Double> parameter) {
    return own.getOrDefault(parameter.getName().getCode(), Double.NaN);
  }

  abstract Point2D.Double there(double lambda, double phi);

  abstract Point2D.Double back(double x, double y);

  @Override
  protected final Point2D transformNormalized(double lambda, double phi, @Nullable Point2D into) {
    return written(there(lambda, phi), into);
  }

  @Override
  protected final Point2D inverseTransformNormalized(double x, double y, @Nullable Point2D into) {
    return written(back(x, y), into);
  }

  private static Point2D written(Point2D place, @Nullable Point2D into) {
    if (into == null) {
      return place;
    }
    into.setLocation(place);
    return into;
  }

  @Override
  public final ParameterDescriptorGroup getParameterDescriptors() {
    return parameters;
  }

  @Override
  public final ParameterValueGroup getParameterValues() {
    ParameterValueGroup values = super.getParameterValues();
    own.forEach((name, value) -> values.parameter(name).setValue(value));
    return values;
  }

  /** GeoTools keeps one of those that are equal. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof Plane plane
        && plane.parameters.equals(parameters)
        && plane.own.equals(own);
  }

  @Override
  public final int hashCode() {
    return 31 * super.hashCode() + own.hashCode();
  }

  /** What makes them, found by GeoTools by its name. */
  abstract static class Method extends AbstractProvider {
    private static final Set<ParameterDescriptor<Double>> FRAME =
        Set.of(
            SEMI_MAJOR,
            SEMI_MINOR,
            CENTRAL_MERIDIAN,
            LATITUDE_OF_ORIGIN,
            FALSE_EASTING,
            FALSE_NORTHING);

    private final transient BiFunction<ParameterDescriptorGroup, ParameterValueGroup, Plane> maker;

    /**
     * @param names of the method, or its number in the EPSG registry
     * @param more parameters besides those that all have
     */
    Method(
        BiFunction<ParameterDescriptorGroup, ParameterValueGroup, Plane> maker,
        String[] names,
        ParameterDescriptor<?>... more) {
      super(
          createDescriptorGroup(
              names(names),
              Stream.concat(
                      Stream.of(
                          SEMI_MAJOR, SEMI_MINOR, CENTRAL_MERIDIAN, FALSE_EASTING, FALSE_NORTHING),
                      Stream.of(more))
                  .toArray(ParameterDescriptor<?>[]::new)));
      this.maker = maker;
    }

    static NamedIdentifier[] names(String... names) {
      return Stream.of(names)
          .map(name -> new NamedIdentifier(Citations.EPSG, name))
          .toArray(NamedIdentifier[]::new);
    }

    @Override
    protected final MathTransform createMathTransform(ParameterValueGroup values) {
      return maker.apply(getParameters(), values);
    }
  }
}
