/** What a picture of a scene shall look like: bands, arithmetic, stretch, colours; named styles. */
@NullMarked
package org.graticule.tile.render;

import org.jspecify.annotations.NullMarked;
