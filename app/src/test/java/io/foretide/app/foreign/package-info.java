/** Models of other tools through the whole service. */
@NullMarked
package io.foretide.app.foreign;

import org.jspecify.annotations.NullMarked;
