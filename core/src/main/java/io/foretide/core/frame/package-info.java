/** The frame, the only shape in which data travels, and its resampling. */
@NullMarked
package io.foretide.core.frame;

import org.jspecify.annotations.NullMarked;
