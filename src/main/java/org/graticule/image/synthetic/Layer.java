package org.graticule.image.synthetic;

/** Painting order, from the ground up. */
enum Layer {
  /** Opaque ground of whole blocks; nothing below it is painted. */
  DISTRICT,
  LOT,
  PAVEMENT,
  ASPHALT,
  MARKING,
  PLATFORM,
  BRIDGE,
  BRIDGE_MARKING,
  YARD,
  WAKE,
  CRAFT,
  BUILDING,
  VEHICLE,
  TREE
}
