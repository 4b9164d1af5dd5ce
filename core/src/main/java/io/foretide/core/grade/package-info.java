/** How good a sensor's data are. */
@NullMarked
package io.foretide.core.grade;

import org.jspecify.annotations.NullMarked;
