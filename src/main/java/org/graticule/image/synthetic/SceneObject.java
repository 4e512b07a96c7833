package org.graticule.image.synthetic;

import org.locationtech.jts.geom.Polygon;

/**
 * One labelled thing of a scene.
 *
 * @param id 1, 2, 3 ... in the order of the plan; the value in the object buffer
 * @param className such as {@code building} or {@code vehicle.car}
 * @param polygon its outline seen from above, pixel coordinates (corner of the first pixel is 0, 0;
 *     y down), valid, within the image, with holes where it has courtyards
 */
public record SceneObject(int id, String className, Polygon polygon) {}
