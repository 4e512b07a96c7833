/** What a submitted shape must satisfy: rules that look and report, and never change a geometry. */
@NullMarked
package org.graticule.label.rule;

import org.jspecify.annotations.NullMarked;
