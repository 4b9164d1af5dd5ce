/** Running a model. */
@NullMarked
package io.foretide.core.run;

import org.jspecify.annotations.NullMarked;
