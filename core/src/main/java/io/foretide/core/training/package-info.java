/** When models are trained, what is kept of it, and how it is told. */
@NullMarked
package io.foretide.core.training;

import org.jspecify.annotations.NullMarked;
