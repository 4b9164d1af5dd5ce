/** Series and their points. */
@NullMarked
package io.foretide.hub.series;

import org.jspecify.annotations.NullMarked;
