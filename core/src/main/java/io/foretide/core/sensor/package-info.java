/** Series: which exist, their points, and where points are written. */
@NullMarked
package io.foretide.core.sensor;

import org.jspecify.annotations.NullMarked;
